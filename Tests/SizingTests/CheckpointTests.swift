import Sizing
import TestSupport
import Testing

/// Bytes of checkpoints, worked out by hand from the parameters, and against published sizes.
@Suite struct CheckpointTests {
  /// Llama 3.1 8B: matrices of layers, embedding and output matrix, norms.
  static let linear: Int64 = 6_979_321_856
  static let vocabulary: Int64 = 2 * 525_336_576
  static let norms: Int64 = 266_240

  static let byHand: [(CheckpointFormat, Int64)] = [
    (.bf16, 2 * linear),
    // Two scales of four bytes for each of 224 matrices.
    (.fp8, linear + 224 * 8),
    // A scale of four bytes for each 16384 weights.
    (.fp8Block128, linear + linear / 16_384 * 4),
    (.mxfp8, linear + linear / 32),
    // Two bytes for each of 43008 rows of a layer.
    (.int8, linear + 32 * 43_008 * 2),
    (.llmInt8, linear + 32 * 43_008 * 4),
    // 16 + 4 bits for each 128 weights, of 4 bits each: 4.15625.
    (.awqGroup128, linear / 128 * 133 / 2),
    // And four bytes for each of 38912 columns: six times 4096 and once 14336.
    (.gptqGroup128, linear / 128 * 133 / 2 + 32 * (6 * 4096 + 14_336) * 4),
    (.gptq8Group128, linear / 128 * 131 + 32 * (6 * 4096 + 14_336) * 4),
    (.int4Group32, linear / 32 * 18),
    (.int4ZeroGroup64, linear / 64 * 36),
    (.nf4, linear / 64 * 36 + 224 * 64),
    (.nf4Double, linear / 2 + linear / 64 + linear / 16_384 * 4 + 224 * 1092),
    (.mxfp4, linear / 32 * 17),
    (.nvfp4, linear / 16 * 9 + 224 * 8),
  ]

  @Test(arguments: byHand) func countsBytesByHand(_ format: CheckpointFormat, _ bytes: Int64) throws
  {
    let prepared = PreparedCheckpoint(model: try TestModel.llama31x8b.shape(), format: format)
    #expect(prepared.fileBytes == bytes + 2 * (Self.vocabulary + Self.norms))
  }

  /// Published sizes of checkpoints: of Llama 3.1 8B in GB (torchao), of gpt-oss in GiB (its model
  /// card), of Llama 3.1 70B in W8A8 as vLLM logs it (pull request 12569).
  static let published: [(String, CheckpointFormat, Double)] = [
    ("llama-3.1-8b", .fp8, 9.1e9), ("llama-3.1-8b", .mxfp8, 9.32e9),
    ("llama-3.1-8b", .nvfp4, 6.05e9), ("gpt-oss-120b", .mxfp4, 60.8 * 1_073_741_824),
    ("gpt-oss-20b", .mxfp4, 12.8 * 1_073_741_824),
    ("llama-3.1-70b", .int8, 67.7229 * 1_073_741_824),
  ]

  @Test(arguments: published) func agreesWithPublishedSizes(
    _ id: String, _ format: CheckpointFormat, _ bytes: Double
  ) throws {
    let prepared = PreparedCheckpoint(model: try ShapeRow.named(id).shape(), format: format)
    #expect(abs(Double(prepared.fileBytes) / bytes - 1) < 0.005, "\(prepared.fileBytes)")
  }

  @Test(arguments: ShapeRow.ofRuntimes) func keeps16BitCheckpointsAtTwoBytes(_ row: ShapeRow) throws
  {
    let prepared = PreparedCheckpoint(model: try row.shape(), format: .bf16)
    #expect(prepared.fileBytes == 2 * row.parameters)
    #expect(prepared.bitsPerWeight == 16)
  }

  /// What vLLM's table of supported hardware rules out on cards of a maker.
  static let ruledOut: [(Toolkit, [CheckpointFormat])] = [
    (.cuda, []),
    (
      .rocm,
      [
        .int8
      ]
    ),
    (
      .xpu,
      [
        .int8, .llmInt8, .int4ZeroGroup128, .int4ZeroGroup64, .int4ZeroGroup32, .nf4, .nf4Double,
        .nvfp4,
      ]
    ),
  ]

  @Test(arguments: ruledOut) func knowsFormatsOfMakers(
    _ toolkit: Toolkit, _ formats: [CheckpointFormat]
  ) {
    let found = CheckpointFormat.allCases.filter { !$0.isSupported(byVLLMWith: toolkit) }
    #expect(found == formats)
  }

  @Test func namesAndIDsAreUnlike() {
    let names = CheckpointFormat.allCases.map { "\($0.name)" }
    let ids = CheckpointFormat.allCases.map { "\($0.id)" }
    #expect(Set(names).count == names.count)
    #expect(Set(ids).count == ids.count)
  }
}

/// Parts of checkpoints under tensor parallelism.
@Suite struct RankTests {
  private func checkpoint(_ id: String, _ format: CheckpointFormat) throws -> PreparedCheckpoint {
    PreparedCheckpoint(model: try ShapeRow.named(id).shape(), format: format)
  }

  @Test(arguments: [Int64(2), 4, 8]) func cutsAllButTheNorms(_ ranks: Int64) throws {
    let prepared = try checkpoint("llama-3.3-70b", .bf16)
    let norms: Int64 = 161 * 8192 * 2
    let rank = try prepared.bytesPerRank(ranks)
    #expect(rank == (prepared.fileBytes - norms) / ranks + norms)
  }

  @Test func repeatsHeadsBeyondTheirNumber() throws {
    let prepared = try checkpoint("llama-3.3-70b", .bf16)
    let norms: Int64 = 161 * 8192 * 2
    // Keys and values of 80 layers: 8192 by 1024 each, two bytes; 16 ranks hold each head twice.
    let shared: Int64 = 80 * 2 * 8192 * 1024 * 2
    let rank = try prepared.bytesPerRank(16)
    #expect(rank == (prepared.fileBytes - norms + shared) / 16 + norms)
  }

  @Test func refusesRanksThatDoNotDivide() throws {
    let seven = try checkpoint("qwen2.5-7b", .bf16)
    #expect(throws: RuntimeFault.ranksDoNotDivide(.queryHeads)) { try seven.bytesPerRank(8) }
    let mixture = try checkpoint("qwen3-30b-a3b", .bf16)
    #expect(throws: RuntimeFault.ranksDoNotDivide(.queryHeads)) { try mixture.bytesPerRank(3) }
    #expect(throws: RuntimeFault.cardCountOutOfRange) { try seven.bytesPerRank(0) }
  }

  /// 29568 columns on eight ranks are 3696, which groups of 128 do not divide.
  @Test func refusesRanksThatCutGroups() throws {
    let awq = try checkpoint("qwen2.5-72b", .awqGroup128)
    #expect(throws: RuntimeFault.ranksCutScales) { try awq.bytesPerRank(8) }
    let plain = try checkpoint("qwen2.5-72b", .bf16)
    #expect(try plain.bytesPerRank(8) < plain.bytesPerRank(4))
  }

  @Test(arguments: ShapeRow.ofRuntimes) func holdsNoLessThanItsShare(_ row: ShapeRow) throws {
    let prepared = PreparedCheckpoint(model: try row.shape(), format: .bf16)
    do {
      let rank = try prepared.bytesPerRank(2)
      #expect(rank >= prepared.fileBytes / 2)
      #expect(rank < prepared.fileBytes)
    } catch RuntimeFault.ranksDoNotDivide(let size) {
      let sizes: [RankedSize] = [.queryHeads, .kvHeads, .vocabulary]
      #expect(sizes.contains(size), "\(row.id): \(size)")
    }
  }
}
