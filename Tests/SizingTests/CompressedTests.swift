import Sizing
import TestSupport
import Testing

/// Attention to a window and to compressed rows (DeepSeek-V4). What llama.cpp plans for it is in the
/// fixture `offload.csv`.
@Suite("Compressed rows") struct CompressedTests {
  private func flash() throws -> LanguageModel { try ShapeRow.named("deepseek-v4-flash").shape() }

  private func prepared() throws -> PreparedModel { PreparedModel(try flash(), .q4KM) }

  /// The worked example of the guide: 32,768 tokens of one user in 16 bits.
  @Test func cachesWindowAndRows() throws {
    let settings = try LoadSettings(contextTokens: 32_768)
    let model = try flash()
    let bytes = (0..<model.layers).reduce(Int64(0)) {
      $0 + model.cacheBytes(inLayer: $1, settings)
    }
    let windows: Int64 = 43 * 768 * 1024
    let (fineRows, fineRest): (Int64, Int64) = (8192 * 640 * 2, 2 * 8 * 2 * 640 * 4)
    let (coarseRows, coarseRest): (Int64, Int64) = (256 * 512 * 2, 2 * 128 * 512 * 4)
    let fine = 21 * (fineRows + fineRest)
    let coarse = 20 * (coarseRows + coarseRest)
    #expect(bytes == windows + fine + coarse)
    #expect(bytes == 271_466_496)
  }

  @Test func roundsRowsUp() throws {
    let model = try flash()
    for (context, fine, coarse): (Int64, Int64, Int64) in [
      (256, 256, 256), (1025, 512, 256), (32_768, 8192, 256), (32_769, 8448, 512),
    ] {
      let settings = try LoadSettings(contextTokens: context)
      #expect(model.compressedCells(.fine, settings) == fine, "\(context)")
      #expect(model.compressedCells(.coarse, settings) == coarse, "\(context)")
      #expect(model.compressedCells(.none, settings) == 0)
    }
  }

  /// What a table keeps of a pass gives the buffers that are laid out anew.
  @Test(arguments: [300, 768, 769, 2048, 8191, 32_768, 40_000, 200_000, 700_001] as [Int64])
  func keepsLinesOfBuffers(context: Int64) throws {
    let prepared = try prepared()
    let card = try #require(Card(usableBytes: 1 << 40, backend: .cudaAda))
    var table = BufferTable()
    for type in [CacheType.f16, .q8v0] {
      for tokens in [context, context + 1500] {
        let settings = try LoadSettings(
          contextTokens: tokens, cacheTypeK: type, cacheTypeV: type)
        let plan = try prepared.plan(settings, on: [card])
        let kept = table.buffer(of: prepared, settings, plan.placement)
        #expect(kept == plan.computeBuffer, "\(tokens) tokens")
      }
    }
  }

  @Test func statesNoSpeed() throws {
    let card = try #require(
      Card(usableBytes: 1 << 40, backend: .cudaAda, bandwidthGBPerSecond: 1000))
    let plan = try prepared().plan(try LoadSettings(contextTokens: 4096), on: [card])
    #expect(throws: SpeedGap.compressedRows) { try plan.decode(cachedTokens: 4096) }
    #expect(throws: SpeedGap.compressedRows) { try plan.prefill(promptTokens: 512) }
    #expect(throws: SpeedGap.compressedRows) { try plan.decodeAll(cachedTokens: 4096) }
  }

  @Test func refusesOtherRuntimes() throws {
    let checkpoint = PreparedCheckpoint(model: try flash(), format: .fp8Block128)
    let card = try #require(Card(usableBytes: 1 << 40, backend: .cudaAda))
    let settings = try TransformersSettings(contextTokens: 4096)
    #expect(throws: RuntimeFault.compressedRows) {
      try checkpoint.plan(.transformers(settings), on: [card])
    }
  }

  @Test func countsTablesAsNoParameters() throws {
    let model = try flash()
    #expect(model.parameters == 284_332_240_471)
    #expect(model.activeParameters == 13_799_632_471)
    let tables = (0..<3).flatMap { model.tensors(ofLayer: $0) }.filter { $0.role == .expertTable }
    let entries: Int64 = 6 * 129_280
    #expect(tables.count == 3 && tables.allSatisfy { $0.elements == entries })
  }

  @Test func refusesWhatTheGraphHasNot() throws {
    let compressed = try #require(try flash().compressed)
    func shape(_ layers: [CompressedAttention.Compression], groups: Int64) -> CompressedAttention {
      CompressedAttention(
        queryRank: compressed.queryRank, outputGroups: groups, outputRank: compressed.outputRank,
        indexer: compressed.indexer, layers: layers)
    }
    for odd in [
      nil, shape(Array(compressed.layers.dropLast()), groups: 8),
      shape(compressed.layers, groups: 0), shape(compressed.layers, groups: 5),
    ] {
      #expect(throws: ModelFault.compressionDoesNotApply) { try model(with: odd) }
    }
    #expect(throws: Never.self) { try model(with: compressed) }
  }

  private func model(with compressed: CompressedAttention?) throws -> LanguageModel {
    try LanguageModel(
      architecture: .deepseek4, layers: 43, hiddenSize: 4096, feedForwardSize: 0, queryHeads: 64,
      kvHeads: 1, keyHeadSize: 512, valueHeadSize: 512, vocabularySize: 129_280,
      tiesEmbeddings: false,
      experts: Experts(
        count: 256, used: 6, feedForwardSize: 2048, sharedFeedForwardSize: 2048, hashedLayers: 3),
      window: AttentionWindow(tokens: 128, fullEvery: 0), compressed: compressed)
  }
}
