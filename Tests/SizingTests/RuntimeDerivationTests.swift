import Sizing
import TestSupport
import Testing

/// The steps to the figures of vLLM and transformers.
@Suite struct RuntimeDerivationTests {
  private func checkpoint(_ id: String, _ format: CheckpointFormat) throws -> PreparedCheckpoint {
    PreparedCheckpoint(model: try ShapeRow.named(id).shape(), format: format)
  }

  /// The times of a token add up to the rate that is printed: of packed weights, of experts, and of
  /// matrices that are cut over cards.
  @Test(arguments: [
    ("llama-3.1-8b", CheckpointFormat.awqGroup128, 1), ("qwen3-30b-a3b", .bf16, 2),
    ("qwen2.5-72b", .bf16, 4),
  ])
  func addsUpTheTokenOfVLLM(id: String, format: CheckpointFormat, count: Int) throws {
    let card = try Device.a100.card()
    let plan = try checkpoint(id, format).plan(
      .vllm(VLLMSettings(contextTokens: 2048)), on: Array(repeating: card, count: count))
    let estimate = try plan.decode(cachedTokens: 1000)
    let steps = plan.derivation(of: estimate)
    func value(_ quantity: Quantity) throws -> Double {
      try #require(steps.term(quantity), "\(quantity)").value
    }
    let time = try #require(steps.term(.tokenTime))
    let sum = time.operands.map { steps.terms[$0].value }.reduce(0, +)
    #expect(abs(sum - time.value) < 1e-9)
    let roof = try value(.roof)
    let rate = min(1e3 / time.value, roof)
    #expect(abs(rate - estimate.tokensPerSecond.mid) < 1e-9 * rate)
    let width = try value(.rateWidth)
    #expect(abs(min(rate * width, roof) - estimate.tokensPerSecond.high) < 1e-9 * rate)
    #expect(steps.term(.decodeRate)?.value == estimate.tokensPerSecond.mid)
    let cards = Double(count)
    let weights = try value(.bytesReadPerToken)
    let more = try id == "qwen3-30b-a3b" ? 0.196 * value(.expertsReadPerToken) : 0
    let weightTime = try value(.weightTime)
    let read = try (weights + more) / cards / value(.weightRate) / 1e6
    #expect(abs(weightTime - read) < 1e-9)
    let bytes = try weights + value(.cacheReadPerToken)
    #expect(abs(roof - cards * 2039e9 / bytes) < 1e-6)
    #expect((steps.term(.reduceTime) != nil) == (count > 1))
    #expect((steps.term(.unpackTime) != nil) == (format == .awqGroup128))
    for (index, term) in steps.terms.enumerated() {
      #expect(term.value.isFinite && term.operands.allSatisfy { $0 < index }, "\(term)")
    }
  }

  @Test func saysWhereConstantsOfVLLMComeFrom() throws {
    func steps(_ format: CheckpointFormat) throws -> Derivation {
      let plan = try checkpoint("qwen3-30b-a3b", format).plan(
        .vllm(VLLMSettings(contextTokens: 2048)), on: [Device.a100.card()])
      return plan.derivation(of: try plan.decode(cachedTokens: 1000))
    }
    let known = try steps(.bf16)
    #expect(known.term(.weightEfficiency)?.source == .speedOfVLLM)
    #expect(known.term(.kernelBytesPerClock)?.source == .speedOfLikeKernels)
    #expect(known.term(.kernelFactor)?.source == .speedOfVLLM)
    #expect(known.term(.cacheEfficiency)?.source == .speedOfLlamaCpp)
    #expect(known.term(.expertReadFactor)?.source == .speedOfVLLM)
    #expect(try steps(.fp16).term(.kernelFactor)?.source == .speedOfLikeKernels)
  }

  /// Each item is there with what it rests on, and all add up to the need.
  @Test(arguments: [1, 2]) func addsUpTheItems(count: Int) throws {
    let checkpoint = try checkpoint("llama-3.1-8b", .awqGroup128)
    let settings: [RuntimeSettings] = [
      .vllm(try VLLMSettings(contextTokens: 8192)),
      .transformers(try TransformersSettings(contextTokens: 8192)),
    ]
    let cards = Array(repeating: try Device.a100.card(), count: count)
    for setting in settings {
      let plan = try checkpoint.plan(setting, on: cards)
      let steps = plan.derivation
      for (index, ledger) in plan.cards.enumerated() {
        let need = try #require(steps.term(.need, card: index))
        let sum = need.operands.map { steps.terms[$0].value }.reduce(0, +)
        #expect(sum == need.value && need.value == Double(ledger.need))
        #expect(steps.term(.needLow, card: index)?.value == Double(ledger.needLow))
        #expect(steps.term(.needHigh, card: index)?.value == Double(ledger.needHigh))
        #expect(steps.term(.runtimeLimit, card: index)?.value == Double(ledger.limit))
        #expect(steps.term(.margin, card: index)?.value == Double(ledger.room))
        #expect(steps.term(.weightsOnCard, card: index)?.source == .countedShapes)
        #expect(steps.term(.activations, card: index)?.source == .reckonedSizes)
        #expect(steps.term(.overhead, card: index)?.source == .observedOverhead)
      }
      #expect((steps.term(.need)?.value == Double(plan.need)) == (count > 1))
    }
  }
}
