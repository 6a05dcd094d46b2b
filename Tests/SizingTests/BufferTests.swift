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

  /// The formulas that a derivation shows give the bytes that the layout gave, on every card.
  @Test(arguments: PlannerRow.all) func followsTheFormulasOfItsDerivation(
    _ row: PlannerRow
  ) throws {
    let plan = try row.plan()
    let derivation = plan.derivation
    let isOne = plan.cards.count == 1
    func value(_ quantity: Quantity, _ card: Int? = nil) -> Double {
      derivation.term(quantity, card: isOne ? nil : card)?.value ?? 0
    }
    for (index, bytes) in plan.computeBuffer.cards.enumerated() {
      let block = 4 * value(.microBatch) * value(.liveWidth, index)
      let inputs = value(.inputBytes, index)
      let arrived = value(.pipelineCopies) * (inputs + value(.handedBytes, index))
      let wanted: Double
      switch try #require(derivation.term(.computeOnCard, card: index)?.formula) {
      case .computeSingle: wanted = max(block + inputs, value(.logitBytes))
      case .computeBlocks: wanted = block + inputs
      case .computeAmong: wanted = block + arrived
      case .computeLast: wanted = arrived + max(block, value(.logitBytes))
      default: wanted = 0
      }
      // Elements are counted whole.
      #expect(abs(Double(bytes) - wanted) < 4 * value(.microBatch), "card \(index)")
    }
  }

  /// Layers of one kind are as wide on every card, and hand on the stream, or that and its norm.
  @Test(arguments: PlannerRow.all) func repeatsTheFirstCard(_ row: PlannerRow) throws {
    let plan = try row.plan()
    let model = plan.prepared.model
    let kinds = Set((0..<model.layers).map { model.parts(ofLayer: $0).rawValue })
    // Compressed rows make layers of several kinds, and there are several streams.
    guard plan.placement.isPipelined, kinds.count == 1, model.block.hasAttentionNorm,
      model.compressed == nil
    else { return }
    let parts = plan.computeBuffer.parts
    let stream = 4 * plan.settings.graphTokens * model.hiddenSize
    for (index, ledger) in plan.cards.enumerated() where ledger.layers.count > 2 {
      #expect(parts[index].handedBytes == (index == 0 ? stream : 2 * stream))
      #expect(abs(parts[index].liveWidth - parts[0].liveWidth) <= parts[0].liveWidth / 16)
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
