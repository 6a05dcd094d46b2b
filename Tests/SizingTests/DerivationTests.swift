import Sizing
import Testing

@Suite struct DerivationTests {
  @Test(arguments: TestModel.allCases, [1, 3]) func namesOperandsBeforeResults(
    _ model: TestModel, _ cardCount: Int
  ) throws {
    let card = try largeCard(.metal, bandwidth: 400)
    let plan = try PreparedModel(model.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: Array(repeating: card, count: cardCount))
    let decode = try #require(plan.decode(cachedTokens: 4096))
    for derivation in [plan.derivation, decode.derivation] {
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

  @Test func sumsOverCards() throws {
    let card = try largeCard()
    let plan = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: [card, card])
    let total = try #require(plan.derivation.term(.need))
    #expect(total.formula == .sumOverCards)
    #expect(total.operands.count == 2)
    #expect(total.value == Double(plan.need))
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
