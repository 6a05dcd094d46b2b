import Testing

@testable import Sizing

/// Batches, and the micro-batches that they are cut into.
@Suite struct BatchTests {
  /// `n_ubatch = min(n_batch, n_ubatch)`, and 2048 tokens in a batch unless said otherwise.
  @Test(
    arguments: [
      (nil, 512, 512), (nil, 2048, 2048), (nil, 4096, 2048), (8192, 4096, 4096), (256, 512, 256),
    ] as [(Int64?, Int64, Int64)])
  func cutsMicroBatchesToTheBatch(batch: Int64?, wanted: Int64, computed: Int64) throws {
    let settings = try LoadSettings(
      contextTokens: 32_768, batch: batch ?? LoadSettings.assumedBatch, microBatch: wanted)
    #expect(settings.microBatch == computed)
    #expect(settings.graphTokens == computed)
    #expect(try settings.with(contextTokens: 65_536).microBatch == computed)
    let prepared = PreparedModel(try TestModel.qwen3x8b.shape(), .q4KM)
    let card = try #require(Card(usableBytes: 24_080 << 20, backend: .cudaAda))
    let same = try LoadSettings(
      contextTokens: 32_768, batch: LoadSettings.microBatchBound, microBatch: computed)
    #expect(
      try prepared.plan(settings, on: [card]).compute == prepared.plan(same, on: [card]).compute)
    // A planner keeps what it has met by the same rule.
    var planner = Planner(prepared)
    for context in [Int64(16_384), 24_576, 32_768] {
      let changed = try settings.with(contextTokens: context)
      #expect(
        try planner.plan(changed, on: [card]).compute == prepared.plan(changed, on: [card]).compute)
    }
  }
}
