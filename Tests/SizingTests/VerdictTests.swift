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

  /// Bytes in host memory come out of a chip's own memory, beyond what it leaves to the processor.
  @Test func countsHostMemoryOfAChipThatSharesIt() throws {
    let model = try PreparedModel(TestModel.qwen3x32b.shape(), .q4KM)
    let settings = try LoadSettings(contextTokens: 8192, gpuLayers: 50)
    let usable: Int64 = 28 << 30
    func plan(shared: Int64) throws -> Plan {
      try model.plan(
        settings,
        on: [try #require(Card(usableBytes: usable, backend: .metal, sharedBytes: shared))])
    }
    let alone = try plan(shared: 0)
    let host = alone.host.need
    #expect(host > 2 << 30)
    for (shared, lost) in [
      (usable + host, 0), (usable + host - 1, 1), (usable + host / 2, host - host / 2),
      (usable, host), (usable / 2, host),
    ] {
      #expect(try plan(shared: shared).margin == alone.margin - lost)
    }
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
