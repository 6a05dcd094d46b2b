import Sizing
import TestSupport
import Testing

/// What vLLM adds to weights in memory, worked out by hand from its rules.
@Suite struct VLLMWeightTests {
  private func term(
    _ checkpoint: PreparedCheckpoint, on card: Card, ranks: Int
  ) throws -> RuntimeTerm {
    let settings = RuntimeSettings.vllm(try VLLMSettings(contextTokens: 4096, batchedTokens: 2048))
    let plan = try checkpoint.plan(settings, on: Array(repeating: card, count: ranks))
    return try #require(plan.cards[0].terms.first { $0.item == .weights })
  }

  private func card(_ backend: Backend, _ capability: Int = 0) throws -> Card {
    try #require(Card(usableBytes: 1 << 40, backend: backend, computeCapability: capability))
  }

  /// A device with what it adds to a rank of gpt-oss 120B: the least, by default and the most.
  struct Padded: Sendable, CustomTestStringConvertible {
    let name: String
    let backend: Backend
    let capability: Int
    let ranks: Int
    let added: (low: Int64, mid: Int64, high: Int64)
    var testDescription: String { "\(name), \(ranks)" }

    init(
      _ name: String, _ backend: Backend, _ capability: Int = 0, ranks: Int, _ low: Int64,
      _ mid: Int64, _ high: Int64
    ) {
      self.name = name
      self.backend = backend
      self.capability = capability
      self.ranks = ranks
      added = (low, mid, high)
    }
  }

  /// 36 layers of 128 experts, 2880 wide both ways: 17 bytes for 32 weights of three matrices, and biases of
  /// two bytes. On four ranks 720 of the own width are rounded up to 768; gate's and up's biases are cut.
  static let padded = [
    // 2944 and 3072.
    Padded("Ada", .cudaAda, 89, ranks: 1, 5_507_776_512, 5_507_776_512, 5_507_776_512),
    Padded("Ada", .cudaAda, 89, ranks: 4, 2_054_356_992, 2_054_356_992, 2_054_356_992),
    Padded("Ampere", .cudaAmpere, 80, ranks: 8, 994_885_632, 994_885_632, 994_885_632),
    Padded("Hopper", .cudaHopper, 90, ranks: 1, 0, 0, 5_507_776_512),
    Padded("Hopper", .cudaHopper, 90, ranks: 2, 650_870_784, 650_870_784, 4_173_299_712),
    // 3072 both ways.
    Padded("B200", .cudaAda, 100, ranks: 1, 0, 8_397_914_112, 8_397_914_112),
    Padded("B300", .cudaAda, 103, ranks: 8, 451_657_728, 3_885_023_232, 3_885_023_232),
    Padded("RTX 5090", .cudaAda, 120, ranks: 4, 969_670_656, 2_054_356_992, 2_054_356_992),
    // 2944 both ways.
    Padded("MI300X", .rocmCDNA, ranks: 1, 2_739_142_656, 8_397_914_112, 8_397_914_112),
    Padded("Arc", .intel, ranks: 2, 650_870_784, 650_870_784, 2_728_230_912),
    Padded("unknown", .cudaAda, ranks: 1, 0, 5_507_776_512, 8_397_914_112),
  ]

  @Test(arguments: padded) func roundsUpExpertsInMXFP4(_ padded: Padded) throws {
    let model = try ShapeRow.named("gpt-oss-120b").shape()
    let checkpoint = PreparedCheckpoint(model: model, format: .mxfp4)
    let weights = try term(
      checkpoint, on: card(padded.backend, padded.capability), ranks: padded.ranks)
    let files = try checkpoint.bytesPerRank(Int64(padded.ranks))
    #expect(weights.bytes.low - files == padded.added.low)
    #expect(weights.bytes.mid - files == padded.added.mid)
    #expect(weights.bytes.high - files == padded.added.high)
    #expect(weights.basis == (padded.added.low == padded.added.high ? .exact : .derived))
  }

  /// Neither experts in another format nor dense models in MXFP4 are rounded up.
  @Test(arguments: [("gpt-oss-20b", CheckpointFormat.bf16), ("llama-3.1-8b", .mxfp4)])
  func roundsUpNothingElse(_ id: String, _ format: CheckpointFormat) throws {
    let checkpoint = PreparedCheckpoint(model: try ShapeRow.named(id).shape(), format: format)
    let weights = try term(checkpoint, on: card(.cudaHopper, 90), ranks: 1)
    #expect(weights.bytes.low == checkpoint.fileBytes)
    #expect(weights.bytes.high == checkpoint.fileBytes)
    #expect(weights.basis == .exact)
  }

  /// Cards of unlike kernels have terms of their own, and a draft model is rounded up too.
  @Test func roundsUpByTheCard() throws {
    let large = PreparedCheckpoint(
      model: try ShapeRow.named("gpt-oss-120b").shape(), format: .mxfp4)
    let draft = PreparedCheckpoint(model: try ShapeRow.named("gpt-oss-20b").shape(), format: .mxfp4)
    let settings = RuntimeSettings.vllm(try VLLMSettings(contextTokens: 4096, batchedTokens: 2048))
    let plan = try large.plan(
      settings, on: [card(.cudaAda, 89), card(.cudaHopper, 90)], with: [.draft(draft)])
    let files = try large.bytesPerRank(2)
    let added = plan.cards.map { $0.bytes(of: .weights).mid - files }
    #expect(added == [4_173_299_712, 650_870_784])
    // Two ranks of 24 layers of 32 experts.
    let beside = try #require(plan.cards[0].terms.first { $0.item == .addedWeights })
    #expect(try beside.bytes.mid - draft.bytesPerRank(2) == 695_549_952)
    #expect(beside.basis == .exact)
  }
}
