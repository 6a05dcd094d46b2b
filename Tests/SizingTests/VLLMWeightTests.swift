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

  /// 61 layers of 16 heads, 512 by 128 for keys and for values, in 16 bits beside FP8 or AWQ: 244 MiB. Of
  /// matrices in 16 bits vLLM keeps views.
  @Test(arguments: [
    (CheckpointFormat.fp8Block128, Int64(255_852_544)), (.awqGroup128, 255_852_544), (.bf16, 0),
    (.mxfp4, 0),
  ])
  func keepsCopiesOfWhatUnpacksRows(_ format: CheckpointFormat, _ bytes: Int64) throws {
    let checkpoint = PreparedCheckpoint(
      model: try ShapeRow.named("deepseek-v3").shape(), format: format)
    let weights = try term(checkpoint, on: card(.cudaAmpere, 80), ranks: 8)
    // 7168 wide experts are 256 times 28 and their own 256 of a rank are twice 128: nothing is rounded up.
    #expect(try weights.bytes.mid - checkpoint.bytesPerRank(8) == bytes)
    #expect(weights.basis == .exact)
  }

  /// 50257 rows are held as 50304 on one card too, once where the embedding is the output matrix.
  @Test(arguments: [(true, Int64(1)), (false, 2)])
  func padsTheVocabulary(_ isTied: Bool, _ matrices: Int64) throws {
    let model = try LanguageModel(
      architecture: .llama, layers: 1, hiddenSize: 64, feedForwardSize: 64, queryHeads: 1,
      kvHeads: 1, keyHeadSize: 64, valueHeadSize: 64, vocabularySize: 50_257,
      tiesEmbeddings: isTied)
    let checkpoint = PreparedCheckpoint(model: model, format: .bf16)
    let weights = try term(checkpoint, on: card(.cudaAda, 89), ranks: 1)
    #expect(weights.bytes.mid - checkpoint.fileBytes == matrices * 47 * 64 * 2)
  }

  /// 512 elements in FP8 with four scales of four bytes and 64 in 16 bits are 656 for each layer with an
  /// indexer, whose own key takes 132: of 61 layers 48068 bytes, of GLM-5's 78 61464. On compute capability
  /// 10.x some kernels keep 576.
  @Test(arguments: [
    ("deepseek-v3.2", Backend.cudaHopper, 90, Int64(48_068), Int64(48_068)),
    ("glm-5", .cudaHopper, 90, 61_464, 61_464), ("deepseek-v3.2", .cudaAda, 100, 43_188, 48_068),
    ("deepseek-v3", .cudaHopper, 90, 35_136, 35_136),
    ("deepseek-v3", .cudaAda, 100, 35_136, 35_136),
  ])
  func packsRowsBesideAnIndexer(
    _ id: String, _ backend: Backend, _ capability: Int, _ low: Int64, _ mid: Int64
  ) throws {
    let checkpoint = PreparedCheckpoint(
      model: try ShapeRow.named(id).shape(), format: .fp8Block128)
    let settings = RuntimeSettings.vllm(try VLLMSettings(contextTokens: 8192, cacheType: .fp8))
    let plan = try checkpoint.plan(settings, on: [card(backend, capability)])
    let cache = try #require(plan.cards[0].terms.first { $0.item == .cache })
    #expect(cache.bytes.low == 8192 * low)
    #expect(cache.bytes.mid == 8192 * mid)
    #expect(cache.basis == (low == mid ? .exact : .derived))
  }
}
