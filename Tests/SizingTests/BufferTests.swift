import Sizing
import Testing

@Suite struct BufferTests {
  /// Following a few layers of a kind gives what following all of them gives.
  @Test(arguments: PropertyTests.cases) func leavesOutLayersWithoutLoss(
    _ case: PropertyTests.Case
  ) throws {
    let prepared = try PreparedModel(`case`.model.shape(), `case`.mix)
    for flashAttention in [true, false] {
      let settings = try LoadSettings(
        contextTokens: `case`.context, slots: `case`.slots, microBatch: `case`.microBatch,
        cacheTypeK: `case`.cacheType, flashAttention: flashAttention, logits: `case`.logits)
      for placement in try `case`.placements {
        let some = ComputeBuffer(prepared, settings, placement)
        let all = ComputeBuffer(prepared, settings, placement, followedLayers: 1024)
        #expect(some == all, "\(placement)")
      }
    }
  }

  /// With everything on cards the mix does not matter.
  @Test(arguments: PropertyTests.cases.prefix(20)) func dependsOnTheMixOnlyWithHostWeights(
    _ case: PropertyTests.Case
  ) throws {
    let shape = try `case`.model.shape()
    let settings = try LoadSettings(contextTokens: `case`.context, slots: `case`.slots)
    for placement in try `case`.placements {
      let buffers = [QuantizationMix.f16, .q2K].map {
        ComputeBuffer(PreparedModel(shape, $0), settings, placement)
      }
      if placement.isOnCards { #expect(buffers[0] == buffers[1]) }
    }
  }

  /// The formulas that a derivation shows give the bytes that the layout gave.
  @Test(arguments: PlannerRow.all) func followsTheFormulasOfItsDerivation(
    _ row: PlannerRow
  ) throws {
    let plan = try row.plan()
    guard plan.placement.isOnCards else { return }
    let buffer = plan.computeBuffer
    let tokens = plan.settings.graphTokens
    let stream = 4 * tokens * plan.prepared.model.hiddenSize
    let block = 4 * tokens * buffer.liveWidth
    let copies = ComputeBuffer.pipelineCopies
    if plan.cards.count == 1 {
      // Elements are counted whole, and inputs without bytes have places too.
      let wanted = max(block + buffer.inputBytes, buffer.logitBytes)
      #expect(abs(buffer.cards[0] - wanted) < 4 * tokens)
      return
    }
    // Where layers differ in kind, the further cards can be narrower than the first, and so can a
    // card of one or two layers: no third is there that needs the stream of both before it.
    let model = plan.prepared.model
    let parts = Set((0..<model.layers).map { model.parts(ofLayer: $0).rawValue })
    guard parts.count == 1, model.block.hasAttentionNorm,
      plan.cards.allSatisfy({ $0.layers.count > 2 })
    else { return }
    let first = block + copies * (buffer.inputBytes + stream)
    let further = first + copies * stream
    let last = max(further, copies * (buffer.inputBytes + 2 * stream) + buffer.logitBytes)
    for (index, bytes) in buffer.cards.enumerated() {
      let isLast = index == buffer.cards.count - 1
      let wanted = index == 0 ? first : isLast ? last : further
      // Row numbers of the logits are on the last card only.
      #expect(
        abs(bytes - wanted) <= 4 * (4 * plan.settings.logitRows + 128) + 4 * tokens,
        "card \(index)")
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
