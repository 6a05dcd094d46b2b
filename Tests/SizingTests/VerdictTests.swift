import Sizing
import Testing

@Suite struct VerdictTests {
  private func plan(usable: Int64) throws -> Plan {
    let card = try #require(Card(usableBytes: usable, backend: .cudaAda))
    return try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
      .plan(LoadSettings(contextTokens: 8192), on: [card])
  }

  @Test func turnsAtItsThresholds() throws {
    let need = try plan(usable: 1 << 40).need
    let tight = need + CardLedger.tightReserve
    #expect(try plan(usable: tight - 1).verdict == .doesNotFit)
    #expect(try plan(usable: tight).verdict == .tight)
    #expect(try plan(usable: need + (1 << 30) - 1).verdict == .tight)
    #expect(try plan(usable: need + (1 << 30)).verdict == .fits)
  }

  @Test func reportsWhatIsLeft() throws {
    let need = try plan(usable: 1 << 40).need
    #expect(try plan(usable: need + 5).margin == 5)
    #expect(try plan(usable: need - 5).margin == -5)
  }

  /// A card that ends within each item in turn.
  @Test func namesTheItemThatDoesNotFit() throws {
    let ledger = try plan(usable: 1 << 40).bindingLedger
    let reserve = CardLedger.tightReserve
    let weights = ledger.weights + reserve
    #expect(try plan(usable: weights - 1).bindingItem == .weights)
    #expect(try plan(usable: weights).bindingItem == .overhead)
    #expect(try plan(usable: weights + ledger.overhead.mid).bindingItem == .compute)
    #expect(
      try plan(usable: weights + ledger.overhead.mid + ledger.compute).bindingItem == .cache)
    #expect(try plan(usable: 1 << 40).bindingItem == .weights)
  }

  @Test func keepsAShareOfLargeCardsFree() throws {
    let ledger = try plan(usable: 80 << 30).bindingLedger
    #expect(ledger.comfortableReserve == 4 << 30)
  }
}
