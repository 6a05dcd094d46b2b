import Sizing
import Testing

@Suite struct BufferTests {
  /// Following a few layers of a kind gives what following all of them gives.
  @Test(arguments: PropertyTests.cases) func leavesOutLayersWithoutLoss(
    _ case: PropertyTests.Case
  ) throws {
    let model = try `case`.model.shape()
    let third = model.layers / 3
    let settings = try LoadSettings(
      contextTokens: `case`.context, slots: `case`.slots, microBatch: `case`.microBatch,
      cacheTypeK: `case`.cacheType, logits: `case`.logits)
    let splits = [
      [0..<model.layers], [0..<third, third..<(2 * third), (2 * third)..<model.layers],
    ]
    for layers in splits {
      for flashAttention in [true, false] {
        let settings = try LoadSettings(
          contextTokens: settings.contextTokens, slots: settings.slots,
          microBatch: settings.microBatch, cacheTypeK: settings.cacheTypeK,
          flashAttention: flashAttention, logits: settings.logits)
        let some = ComputeBuffer(model, settings, layers: layers)
        let all = ComputeBuffer(model, settings, layers: layers, followedLayers: 1024)
        #expect(some == all)
      }
    }
  }

  /// The formulas that a derivation shows give the bytes that the layout gave.
  @Test(arguments: PlannerRow.all) func followsTheFormulasOfItsDerivation(
    _ row: PlannerRow
  ) throws {
    let plan = try row.plan()
    let buffer = plan.computeBuffer
    let tokens = plan.settings.graphTokens
    let stream = 4 * tokens * plan.prepared.model.hiddenSize
    let block = 4 * tokens * buffer.liveWidth
    let copies = ComputeBuffer.pipelineCopies
    if plan.cards.count == 1 {
      #expect(buffer.cards == [max(block + buffer.inputBytes, buffer.logitBytes)])
      return
    }
    // Where layers differ in kind, the further cards can be narrower than the first.
    let model = plan.prepared.model
    let parts = Set((0..<model.layers).map { model.parts(ofLayer: $0).rawValue })
    guard parts.count == 1, model.block.hasAttentionNorm else { return }
    let first = block + copies * (buffer.inputBytes + stream)
    let further = first + copies * stream
    let last = max(further, copies * (buffer.inputBytes + 2 * stream) + buffer.logitBytes)
    for (index, bytes) in buffer.cards.enumerated() {
      let isLast = index == buffer.cards.count - 1
      let wanted = index == 0 ? first : isLast ? last : further
      // Row numbers of the logits are on the last card only.
      #expect(abs(bytes - wanted) <= 4 * (4 * plan.settings.logitRows + 128), "card \(index)")
    }
  }

  @Test func growsWithTheMicroBatch() throws {
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
    var last: Int64 = 0
    for microBatch in [Int64(64), 128, 256, 512, 1024, 2048] {
      let settings = try LoadSettings(contextTokens: 8192, microBatch: microBatch)
      let compute = try prepared.plan(settings, on: [largeCard()]).compute
      #expect(compute > last)
      last = compute
    }
  }
}
