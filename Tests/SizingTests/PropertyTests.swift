import Sizing
import TestSupport
import Testing

@Suite struct PropertyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let number: Int
    let model: TestModel
    let mix: QuantizationMix
    let context: Int64
    let slots: Int64
    let microBatch: Int64
    let cacheType: CacheType
    let logits: LoadSettings.Logits
    let cards: Int
    /// Units on cards, and layers whose experts are not, for plans that leave some in host memory.
    let gpuLayers: Int
    let hostExpertLayers: Int
    var testDescription: String {
      "\(number): \(model) \(mix) \(context)/\(slots) ub \(microBatch) \(cacheType) on \(cards)"
    }

    init(_ number: Int, _ random: inout SplitMix) {
      self.number = number
      model = TestModel.allCases.randomElement(using: &random) ?? .llama31x8b
      mix = QuantizationMix.allCases.randomElement(using: &random) ?? .q4KM
      slots = Int64.random(in: 1...8, using: &random)
      context = Int64.random(in: slots...200_000, using: &random)
      microBatch = Int64.random(in: 1...2048, using: &random)
      cacheType = CacheType.allCases.randomElement(using: &random) ?? .f16
      logits = Bool.random(using: &random) ? .all : .server
      cards = Int.random(in: 1...8, using: &random)
      gpuLayers = Int.random(in: 0...130, using: &random)
      hostExpertLayers = Int.random(in: 0...100, using: &random)
    }

    /// All on cards, some layers in host memory, and some experts.
    var placements: [Placement] {
      get throws {
        let layers = try model.shape().layers
        let shares = [Float](repeating: 1, count: min(cards, 3))
        let units = min(gpuLayers, layers)
        return [(layers + 1, 0), (units, 0), (layers + 1, hostExpertLayers)].map {
          Placement(layers: layers, gpuLayers: $0, layersWithHostExperts: $1, shares: shares)
        }
      }
    }

    func plan(
      context: Int64? = nil, slots: Int64? = nil, cacheType: CacheType? = nil, cards: Int? = nil,
      gpuLayers: Int? = nil, hostExpertLayers: Int = 0
    ) throws -> Plan {
      let type = cacheType ?? self.cacheType
      let settings = try LoadSettings(
        contextTokens: context ?? self.context, slots: slots ?? self.slots,
        microBatch: microBatch, cacheTypeK: type, cacheTypeV: type, logits: logits,
        gpuLayers: gpuLayers, hostExpertLayers: hostExpertLayers)
      let card = try Device.rtx4090.card()
      return try PreparedModel(model.shape(), mix).plan(
        settings, on: Array(repeating: card, count: cards ?? self.cards))
    }
  }

  static let cases: [Case] = {
    var random = SplitMix(state: 42)
    return (0..<200).map { Case($0, &random) }
  }()

  @Test(arguments: cases) func neverNeedsLessForMoreContext(_ case: Case) throws {
    let (short, long) = try (`case`.plan(), `case`.plan(context: `case`.context * 2))
    #expect(long.need >= short.need)
    #expect(long.host.need >= short.host.need)
  }

  @Test(arguments: cases) func neverNeedsLessForMoreUsersOfTheSameContext(_ case: Case) throws {
    let perUser = max(`case`.context / `case`.slots, 1)
    let few = try `case`.plan(context: perUser * 2, slots: 2)
    let many = try `case`.plan(context: perUser * 5, slots: 5)
    #expect(many.cache >= few.cache)
    #expect(many.need >= few.need)
  }

  @Test(arguments: cases) func keepsWeightsAndCacheOverAnySplit(_ case: Case) throws {
    let (one, many) = try (`case`.plan(cards: 1), `case`.plan())
    #expect(many.weights == one.weights)
    #expect(many.cache == one.cache)
    #expect(many.cards.map(\.layers.count).reduce(0, +) == one.prepared.model.layers)
  }

  @Test(arguments: cases) func addsUpInEachLedger(_ case: Case) throws {
    for ledger in try `case`.plan().cards {
      #expect(ledger.needLow <= ledger.need && ledger.need <= ledger.needHigh)
      #expect(ledger.need + ledger.room == ledger.card.usableBytes)
    }
  }

  @Test(arguments: cases) func slowsDownWithTokensInTheCache(_ case: Case) throws {
    // Of other packed types default builds have no kernels.
    let unbuilt: [CacheType] = [.q5v1, .q5v0, .q4v1, .iq4NL]
    let type = unbuilt.contains(`case`.cacheType) ? CacheType.q8v0 : `case`.cacheType
    let plan = try `case`.plan(cacheType: type)
    let empty = try plan.decode(cachedTokens: 0).tokensPerSecond
    let full = try plan.decode(cachedTokens: .max).tokensPerSecond
    #expect(full.mid < empty.mid)
    #expect(empty.low < empty.mid && empty.mid < empty.high)
  }

  @Test(arguments: cases.prefix(40)) func findsTheLongestContextThatFits(_ case: Case) throws {
    let prepared = try PreparedModel(`case`.model.shape(), `case`.mix)
    let settings = try LoadSettings(contextTokens: `case`.slots, slots: `case`.slots)
    for gibibytes in [Int64(8), 24, 80] {
      let card = try #require(Card(usableBytes: gibibytes << 30, backend: .cudaAda))
      let cards = Array(repeating: card, count: `case`.cards)
      let shortest = try prepared.plan(settings, on: cards).verdict
      guard let longest = try prepared.largestContext(settings, on: cards) else {
        #expect(shortest == .doesNotFit)
        continue
      }
      let fitting = try prepared.plan(settings.with(contextTokens: longest), on: cards)
      #expect(fitting.verdict != .doesNotFit)
      let next = try settings.with(contextTokens: longest + 256 * `case`.slots)
      #expect(try prepared.plan(next, on: cards).verdict == .doesNotFit)
    }
  }
}
