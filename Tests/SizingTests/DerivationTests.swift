import Sizing
import TestSupport
import Testing

@Suite struct DerivationTests {
  @Test(arguments: TestModel.allCases, [1, 3]) func namesOperandsBeforeResults(
    _ model: TestModel, _ cardCount: Int
  ) throws {
    let card = try Device.m4Pro.card()
    let plan = try PreparedModel(model.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: Array(repeating: card, count: cardCount))
    let decode = try plan.decode(cachedTokens: 4096)
    let prefill = try plan.prefill(promptTokens: 4096)
    let all = plan.derivation(of: try plan.decodeAll(cachedTokens: 4096))
    for derivation in [plan.derivation, decode.derivation, prefill.derivation, all] {
      for (index, term) in derivation.terms.enumerated() {
        #expect(term.operands.allSatisfy { $0 < index }, "\(term)")
        #expect(term.value.isFinite, "\(term)")
      }
    }
    for index in 0..<cardCount {
      let need = try #require(plan.derivation.term(.need, card: index))
      let sum = need.operands.map { plan.derivation.terms[$0].value }.reduce(0, +)
      #expect(sum == need.value)
      #expect(need.value == Double(plan.cards[index].need))
    }
  }

  @Test func recomputesTheWorkedExample() throws {
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: [largeCard()])
    let derivation = plan.derivation
    let width = try #require(derivation.term(.liveWidth))
    #expect(width.value == 55_296)
    #expect(width.formula == .liveWidthFused)
    let cell = try #require(derivation.term(.cacheBytesPerCell))
    #expect(cell.value * 32 == 131_072)
    #expect(derivation.term(.cacheOnCard, card: 0)?.value == 1_073_741_824)
    #expect(derivation.term(.weightsOnCard, card: 0)?.formula == .weightsOnCards)
  }

  @Test(arguments: ["gemma-3-27b", "gpt-oss-20b", "gemma-4-12b", "qwen3-next-80b-a3b"])
  func addsUpTheCacheOfLayersOfSeveralKinds(_ id: String) throws {
    let plan = try PreparedModel(ShapeRow.named(id).shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 65_536, slots: 2), on: [largeCard()])
    let derivation = plan.derivation
    func value(_ quantity: Quantity) -> Double {
      derivation.term(quantity, card: 0)?.value ?? derivation.term(quantity)?.value ?? 0
    }
    let full = value(.cellsPerSlot) * value(.fullLayersOnCard) * value(.cacheBytesPerCell)
    let windowed = value(.windowCells) * value(.windowLayersOnCard) * value(.windowBytesPerCell)
    let states = value(.recurrentLayersOnCard) * value(.stateBytes)
    #expect(value(.slots) * (full + windowed + states) == Double(plan.cache))
    #expect(derivation.term(.cacheOnCard, card: 0)?.formula == .cacheByKind)
    for (index, term) in derivation.terms.enumerated() {
      #expect(term.operands.allSatisfy { $0 < index }, "\(term)")
    }
  }

  @Test func cachesTheCompressedRowOnly() throws {
    let plan = try PreparedModel(ShapeRow.named("deepseek-v3").shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 32_768), on: [largeCard()])
    let cell = try #require(plan.derivation.term(.cacheBytesPerCell))
    #expect(cell.formula == .latentBytesPerCell)
    #expect(cell.value * 61 == 70_272)
    #expect(mib(plan.cache) == 2196)
  }

  @Test func sumsOverCards() throws {
    let card = try largeCard()
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: [card, card])
    let total = try #require(plan.derivation.term(.need))
    #expect(total.formula == .sumOverCards)
    #expect(total.operands.count == 2)
    #expect(total.value == Double(plan.need))
  }

  /// 141 GB in 16 bits at 936 GB/s: the range is cut there.
  @Test func showsTheRoofThatCutsTheRange() throws {
    let plan = try PreparedModel(TestModel.llama33x70b.shape(), .f16)
      .plan(LoadSettings(contextTokens: 8192), on: [Device.rtx3090.card()])
    let decode = try plan.decode(cachedTokens: 0)
    let steps = decode.derivation
    let roof = try #require(steps.index(of: .roof))
    let bytes = try #require(steps.term(.bytesReadPerToken)).value
    #expect(abs(steps.terms[roof].value - 936e9 / bytes) < 1e-9)
    #expect(steps.terms[roof].formula == .decodeRoof)
    #expect(steps.term(.decodeRate)?.operands.contains(roof) == true)
    #expect(decode.tokensPerSecond.high == steps.terms[roof].value)
    let prefill = try plan.prefill(promptTokens: 1024)
    let top = try #require(prefill.derivation.index(of: .prefillRoof))
    #expect(prefill.derivation.terms[top].value >= prefill.tokensPerSecond.high)
    #expect(prefill.derivation.term(.prefillRate)?.operands.contains(top) == true)
  }

  /// The time of layers in a prompt follows from its terms, with what experts change; a model without them has
  /// no such term.
  @Test(arguments: [(TestModel.llama31x8b, false), (.qwen3x30bA3b, true)])
  func recomputesTheLayersOfAPrompt(_ model: TestModel, hasExperts: Bool) throws {
    let plan = try PreparedModel(model.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: [Device.rtx4090.card()])
    let steps = try plan.prefill(promptTokens: 8192).derivation
    let time = try #require(steps.term(.prefillLayersTime))
    let formula: Formula = hasExperts ? .prefillLayersTimeWithExperts : .prefillLayersTime
    #expect(time.formula == formula)
    let factor = steps.term(.expertLayerFactor)
    #expect((factor != nil) == hasExperts)
    func value(_ quantity: Quantity) throws -> Double {
      let index = try #require(steps.index(of: quantity))
      #expect(time.operands.contains(index))
      return steps.terms[index].value
    }
    let layers = try value(.chunks) * value(.layers) * value(.layerTime) / 1e3
    let clock = try 0.5 + 1 / value(.boostClock)
    let experts = try hasExperts ? value(.expertLayerFactor) : 1
    #expect(abs(layers * clock * experts - time.value) < 1e-9 * time.value)
  }

  /// The times of a step add up to the rate that is printed, on cards of one kind and of two.
  @Test(
    arguments: [[Device.rtx4090], [.b200], [.h100, .h100], [.rtx3090, .m4Pro]], [Int64(4), 16])
  func addsUpTheStepOfAllStreams(_ devices: [Device], _ streams: Int64) throws {
    let cards = try devices.map { try $0.card(decodeFactor: 0.9) }
    let files: [(TestModel, QuantizationMix)] = [
      (.llama31x8b, .q4KM), (.llama31x8b, .f16), (.qwen3x30bA3b, .q4KM),
    ]
    for (model, mix) in files {
      let plan = try PreparedModel(model.shape(), mix)
        .plan(LoadSettings(contextTokens: 4096 * streams, slots: streams), on: cards)
      let estimate = try plan.decodeAll(cachedTokens: 2048)
      let steps = plan.derivation(of: estimate)
      func sum(_ term: Term) -> Double {
        term.operands.map { steps.terms[$0] }.filter { $0.unit == .milliseconds }
          .map(\.value).reduce(0, +)
      }
      let time = try #require(steps.term(.stepTime))
      #expect(abs(sum(time) - time.value) < 1e-9)
      let onCards = steps.terms.filter { $0.quantity == .stepOnCard }
      #expect(onCards.count == cards.count)
      for card in onCards {
        #expect(abs(sum(card) / 0.9 - card.value) < 1e-9, "\(card)")
      }
      let roof = try #require(steps.term(.roof)).value
      let rate = min(1e3 * Double(streams) / time.value, roof)
      let all = estimate.tokensPerSecond
      #expect(abs(rate - all.mid) < 1e-9 * rate)
      #expect(abs(min(rate * estimate.rangeWidth, roof) - all.high) < 1e-9 * rate)
      #expect(steps.term(.streamsRate)?.value == all.mid)
      #expect(steps.term(.eachRate)?.value == estimate.each.mid)
      for (index, term) in steps.terms.enumerated() {
        #expect(term.value.isFinite && term.operands.allSatisfy { $0 < index }, "\(term)")
      }
    }
  }

  /// A packed cache takes as long to read as one of 16 bits, and in the low end as long as unpacking may: not the
  /// weights, and not the high end.
  @Test(arguments: [
    (Device.rtx4090, 2.0, 0.0), (.rtx4090, 2, 0.9), (.m4Pro, 2, 0), (.radeonR9700, 5, 0.9),
  ])
  func slowsStreamsWithAPackedCacheAtWorst(
    _ device: Device, _ slowest: Double, _ factor: Double
  ) throws {
    let card = try device.card(decodeFactor: factor)
    func plan(_ cache: CacheType) throws -> Plan {
      try PreparedModel(TestModel.llama31x8b.shape(), .q4KM).plan(
        LoadSettings(contextTokens: 16384, slots: 4, cacheTypeK: cache, cacheTypeV: cache),
        on: [card])
    }
    let packed = try plan(.q8v0)
    let estimate = try packed.decodeAll(cachedTokens: 4096)
    let open = try plan(.f16).decodeAll(cachedTokens: 4096)
    #expect(abs(estimate.milliseconds / open.milliseconds - 1) < 1e-9)
    #expect(estimate.rangeWidth == open.rangeWidth)
    let (rate, plain) = (estimate.tokensPerSecond, open.tokensPerSecond)
    #expect(rate.high <= min(estimate.rangeWidth * rate.mid, estimate.roof) * (1 + 1e-9))
    let cache = estimate.steps.map(\.cache).reduce(0, +) / (factor > 0 ? factor : 1)
    let added: Double = (slowest - 1) * cache
    #expect(abs(estimate.unpackingMilliseconds - added) < 1e-9)
    #expect(open.unpackingMilliseconds == 0)
    let low: Double = 4e3 / (estimate.milliseconds + added) / estimate.rangeWidth
    #expect(abs(rate.low / low - 1) < 1e-9 && rate.low < plain.low)
    let steps = packed.derivation(of: estimate)
    #expect(steps.term(.unpackingTime)?.value == estimate.unpackingMilliseconds)
    #expect(steps.term(.slowestPackedCache)?.value == slowest)
    #expect(steps.term(.streamsRate)?.formula == .streamsRateWithPackedCache)
    let read = try #require(steps.term(.packedCacheRead))
    let stored = try #require(steps.term(.cacheReadPerToken))
    #expect(read.value > stored.value)
  }

  /// Up to eight streams of packed weights go to kernels for vectors under CUDA, where runs showed it.
  @Test(arguments: [
    (Device.rtx4090, QuantizationMix.q4KM, Int64(8), Formula.productByVectors),
    (.rtx4090, .q4KM, 9, .productByMatrices), (.rtx4090, .f16, 9, .fasterUnpackedProduct),
    (.m4Pro, .q4KM, 9, .fasterProduct),
  ])
  func saysWhichKernelsMultiply(
    device: Device, mix: QuantizationMix, streams: Int64, formula: Formula
  ) throws {
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), mix)
      .plan(LoadSettings(contextTokens: 1024 * streams, slots: streams), on: [device.card()])
    let steps = plan.derivation(of: try plan.decodeAll(cachedTokens: 1024))
    func value(_ quantity: Quantity) throws -> Double {
      try #require(steps.term(quantity), "\(quantity)").value
    }
    let vectors = try value(.vectorTime)
    let matrices = try value(.matrixTime)
    let taken =
      switch formula {
      case .productByVectors: vectors
      case .productByMatrices: matrices
      default: min(vectors, matrices)
      }
    let product = try #require(steps.term(.productTime))
    #expect(product.formula == formula)
    #expect(product.value == taken)
    let count = Double(streams)
    let dense = try value(.stepDenseBytes)
    let memory = try value(.stepMemoryTime)
    let given = try dense / value(.memoryRate) / 1e6
    #expect(abs(memory - given) < 1e-9)
    let growth = try 1 + value(.batchGrowth) * (count - 1)
    let grown = try dense * growth / value(.kernelRate) / 1e6
    #expect(abs(vectors - grown) < 1e-9)
    let clocks = try value(.batchWeightsPerClock) * value(.computeUnits) * value(.boostClock)
    let parameters = try value(.stepDenseParameters)
    let multiplied = try 2 * count * parameters / (value(.computeRate) * 1e3)
    #expect(abs(matrices - (parameters / clocks + multiplied) / 1e6) < 1e-9)
  }

  @Test func namesEachQuantityOnce() {
    let symbols = Quantity.allCases.map { "\($0.symbol)" }
    #expect(Set(symbols).count == symbols.count)
    for names in [
      Architecture.allCases.map { "\($0.name)" }, QuantizationMix.allCases.map { "\($0.name)" },
      CacheType.allCases.map { "\($0.name)" }, Backend.allCases.map { "\($0.name)" },
    ] {
      #expect(Set(names).count == names.count)
    }
  }
}
