import Sizing
import Testing

@testable import Catalog

/// What the words for published weights stand for.
@Suite struct PublishedPrecisionTests {
  private func shape(_ id: String) throws -> SizingEngine.Shape {
    try RealCatalog.database.get().engine.shape(id)
  }

  @Test(arguments: [
    ("gpt-oss-20b", CheckpointFormat.mxfp4), ("llama-3.1-8b", .bf16), ("ministral-3-8b", .fp8),
    ("minimax-m2", .fp8Block128), ("kimi-k2", .fp8Block128), ("kimi-k2.5", .int4Group32),
  ])
  func namesTheFormatOfARecord(_ id: String, _ format: CheckpointFormat) throws {
    #expect(try shape(id).precision?.format == format)
  }

  /// DeepSeek-V4's experts in FP4 beside a rest in FP8 are no format that is counted.
  @Test func hasNoFormatForTwoInOne() throws {
    let found = try shape("deepseek-v4-flash")
    #expect(found.precision == .fp4WithFP8)
    #expect(found.precision?.layout(of: found.model) == nil)
  }

  /// Kimi K2.5 was published with 595 GB: experts in four bits and a scale of 16 bits for each 32, the rest
  /// in 16 bits.
  @Test func keepsAllButExpertsIn16Bits() throws {
    let found = try shape("kimi-k2.5")
    let layout = try #require(found.precision?.layout(of: found.model))
    let bytes = PreparedCheckpoint(model: found.model, layout: layout).fileBytes
    let experts: Int64 = 60 * 384 * 3 * 7168 * 2048
    #expect(bytes == experts / 32 * 18 + 2 * (found.model.parameters - experts))
  }

  /// Each word is found again by its own checkpoint, and none for one of another size.
  @Test(arguments: ["gpt-oss-20b", "deepseek-v3", "kimi-k2.5", "llama-3.1-8b"])
  func namesTheCheckpointOfARecord(_ id: String) throws {
    let found = try shape(id)
    var layout = try #require(found.precision?.layout(of: found.model))
    #expect(PublishedPrecision(layout, of: found.model) == found.precision)
    layout.plainBytes = 4
    #expect(PublishedPrecision(layout, of: found.model) == nil)
  }

  @Test(
    arguments: [
      (CheckpointFormat.mxfp4, true, "MXFP4_MOE"), (.mxfp4, false, "Q4_K_M"),
      (.fp8, true, "Q4_K_M"),
      (nil, true, "Q4_K_M"),
    ] as [(CheckpointFormat?, Bool, String)])
  func assumesTheUsualMix(_ format: CheckpointFormat?, _ hasExperts: Bool, _ mix: String) {
    #expect(PublishedPrecision.usualMix(of: format, hasExperts: hasExperts) == mix)
  }

  @Test func takesTheMixOfARecord() throws {
    let engine = try RealCatalog.database.get().engine
    #expect(engine.usualMix(ofModel: "gpt-oss-120b") == "MXFP4_MOE")
    #expect(engine.usualMix(ofModel: "llama-3.1-8b") == "Q4_K_M")
    #expect(engine.usualMix(ofModel: "llama-3.1-9b") == nil)
  }
}
