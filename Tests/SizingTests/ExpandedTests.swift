import Sizing
import TestSupport
import Testing

@testable import SizingWeb

/// Latent attention of files from before llama.cpp cached compressed rows (DeepSeek V2 and V3): keys and
/// values of all heads are cached.
@Suite("Latent attention that caches heads") struct ExpandedTests {
  private func shape(_ id: String) throws -> LanguageModel {
    try ShapeRow.named(id).shape().cachingHeads()
  }

  /// 32,768 tokens in 16 bits: 61 layers of 128 heads with 192 and 128 elements, 71 times as much as rows
  /// of 576 elements.
  @Test func cachesKeysAndValuesOfAllHeads() throws {
    let settings = try LoadSettings(contextTokens: 32_768)
    let card = try #require(Card(usableBytes: Card.usableBound, backend: .cudaAda))
    let prepared = PreparedModel(try shape("deepseek-v3"), .q4KM)
    let plan = try prepared.plan(settings, on: [card])
    #expect(plan.cards[0].cache == 61 * 32_768 * 128 * (192 + 128) * 2)
    let rows = PreparedModel(try ShapeRow.named("deepseek-v3").shape(), .q4KM)
    #expect(try rows.plan(settings, on: [card]).cards[0].cache == 61 * 32_768 * 576 * 2)
    #expect(prepared.parameters == rows.parameters)
  }

  /// Values have a type of their own, which rows have not; without flash attention they lie across.
  @Test func hasATypeForValues() throws {
    let model = try shape("deepseek-v2-lite")
    let settings = try LoadSettings(
      contextTokens: 4096, cacheTypeK: .q8v0, cacheTypeV: .q4v0)
    #expect(
      model.cacheBytes(inLayer: 0, settings) == 4096 * 16 * (192 / 32 * 34 + 128 / 32 * 18))
    let plain = try LoadSettings(contextTokens: 4096, flashAttention: false)
    #expect(model.cacheBytes(inLayer: 0, plain) == 4096 * 16 * (192 + 128) * 2)
  }

  /// While keys are put together, queries, values, the pairs that keys come from and the turned parts of
  /// all heads are there, 832 elements of each head.
  @Test(arguments: [true, false]) func holdsAllHeadsAtOnce(flashAttention: Bool) throws {
    let card = try #require(Card(usableBytes: Card.usableBound, backend: .cudaAda))
    let prepared = PreparedModel(try shape("deepseek-v2"), .q4KM)
    let settings = try LoadSettings(
      contextTokens: 4096, microBatch: 2048, flashAttention: flashAttention)
    let heads: Int64 = 4 * 2048 * 128 * (192 + 128 + 256 + 64 + 192)
    let compute = try prepared.plan(settings, on: [card]).cards[0].compute
    #expect(compute >= heads)
  }

  /// What a table keeps of a pass gives the buffers that are laid out anew.
  @Test(arguments: [CacheType.f16, .q8v0], [true, false])
  func keepsLinesOfBuffers(type: CacheType, flashAttention: Bool) throws {
    let prepared = PreparedModel(try shape("deepseek-v2-lite"), .q4KM)
    let card = try #require(Card(usableBytes: 1 << 40, backend: .cudaAda))
    var table = BufferTable()
    for tokens in [512, 4096, 9000, 32_768] as [Int64] {
      let settings = try LoadSettings(
        contextTokens: tokens, cacheTypeK: type, cacheTypeV: flashAttention ? type : .f16,
        flashAttention: flashAttention)
      let plan = try prepared.plan(settings, on: [card])
      #expect(table.buffer(of: prepared, settings, plan.placement) == plan.computeBuffer)
    }
  }

  /// 16 heads of 192 and 128 elements in 16 bits.
  @Test func explainsACellOfHeads() throws {
    let card = try #require(Card(usableBytes: Card.usableBound, backend: .cudaAda))
    let plan = try PreparedModel(try shape("deepseek-v2-lite"), .q4KM)
      .plan(try LoadSettings(contextTokens: 4096), on: [card])
    let cell = try #require(plan.derivation.term(.cacheBytesPerCell))
    #expect(cell.formula == .cacheBytesPerCell)
    #expect(cell.value == 16 * (192 + 128) * 2)
    #expect(plan.derivation.term(.kvHeads)?.value == 16)
  }

  @Test func refusesAnIndexer() throws {
    let model = try ShapeRow.named("deepseek-v3.2").shape()
    let latent = try #require(model.latent)
    #expect(throws: ModelFault.latentDoesNotApply) {
      try LanguageModel(
        architecture: model.architecture, layers: model.layers, hiddenSize: model.hiddenSize,
        feedForwardSize: model.feedForwardSize, queryHeads: model.queryHeads,
        kvHeads: model.kvHeads, keyHeadSize: model.keyHeadSize, valueHeadSize: model.valueHeadSize,
        vocabularySize: model.vocabularySize, tiesEmbeddings: model.tiesEmbeddings,
        experts: model.experts,
        latent: LatentAttention(
          queryRank: latent.queryRank, keyValueRank: latent.keyValueRank,
          nopeSize: latent.nopeSize, ropeSize: latent.ropeSize, valueSize: latent.valueSize,
          indexer: latent.indexer, cachesHeads: true))
    }
  }

  /// The browser's form has no number for it, so such a model is no request.
  @Test func isNoRequestOfTheBrowser() throws {
    #expect(ModelRequest.numbers(of: try shape("deepseek-v3"), .q4KM) == nil)
  }

  /// Checkpoints of Gemma 4 hold projections that other runtimes leave in the file.
  @Test func leavesUnusedProjectionsInTheFile() throws {
    let bare = try ShapeRow.named("gemma-4-e4b").shape()
    let shape = try bare.withUnusedKeys()
    #expect(shape.parameters - bare.parameters == 55_050_240 + 5376)
    #expect(
      PreparedCheckpoint(model: shape, format: .bf16).fileBytes
        == PreparedCheckpoint(model: bare, format: .bf16).fileBytes)
  }
}
