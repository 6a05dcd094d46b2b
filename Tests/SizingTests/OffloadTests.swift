import Sizing
import Testing

/// Plans that leave layers or experts in host memory, and splits over several cards.
@Suite struct OffloadTests {
  private typealias Case = PropertyTests.Case

  @Test(arguments: PropertyTests.cases) func keepsWeightsAndCacheBetweenCardsAndHost(
    _ case: PropertyTests.Case
  ) throws {
    let all = try `case`.plan()
    let model = all.prepared.model
    for plan in try [
      `case`.plan(gpuLayers: `case`.gpuLayers),
      `case`.plan(hostExpertLayers: `case`.hostExpertLayers),
      `case`.plan(gpuLayers: `case`.gpuLayers, hostExpertLayers: .max),
    ] {
      // A tied output matrix is held once where it is beside the embedding.
      let isShared = model.tiesEmbeddings && plan.placement.outputHome == plan.placement.host
      let once = isShared ? all.prepared.outputBytes : 0
      #expect(plan.weights + plan.host.weights + once == all.weights + all.host.weights)
      #expect(plan.cache + plan.host.cache == all.cache)
      for ledger in plan.cards {
        #expect(ledger.weights >= 0 && ledger.cache >= 0 && ledger.compute >= 0)
      }
      #expect(plan.host.weights > 0 && plan.host.cache >= 0 && plan.host.compute > 0)
    }
  }

  @Test(arguments: PropertyTests.cases.prefix(60)) func holdsMoreOnCardsWithMoreLayersThere(
    _ case: PropertyTests.Case
  ) throws {
    let layers = try `case`.model.shape().layers
    var last = try `case`.plan(gpuLayers: 0)
    #expect(last.weights == 0 && last.cache == 0)
    for units in stride(from: 1, through: layers + 1, by: max(layers / 6, 1)) {
      let plan = try `case`.plan(gpuLayers: units)
      #expect(plan.weights > last.weights)
      #expect(plan.cache >= last.cache)
      #expect(plan.host.weights <= last.host.weights)
      #expect(plan.cards.map(\.layers.count).reduce(0, +) == min(units - 1, layers))
      last = plan
    }
  }

  @Test(arguments: PropertyTests.cases.prefix(60)) func neverNeedsLessForMoreContextOnCardsAndHost(
    _ case: PropertyTests.Case
  ) throws {
    for (units, experts) in [(`case`.gpuLayers, 0), (`case`.gpuLayers, `case`.hostExpertLayers)] {
      let short = try `case`.plan(gpuLayers: units, hostExpertLayers: experts)
      let long = try `case`.plan(
        context: `case`.context * 2, gpuLayers: units, hostExpertLayers: experts)
      #expect(long.need >= short.need)
      #expect(long.host.need >= short.host.need)
    }
  }

  /// The answer of the search fits, and the next longer context does not.
  @Test(arguments: PropertyTests.cases.prefix(12)) func findsTheLongestContextWithHostLayers(
    _ case: PropertyTests.Case
  ) throws {
    let prepared = try PreparedModel(`case`.model.shape(), .q4KM)
    let card = try #require(Card(usableBytes: 16 << 30, backend: .cudaAda))
    let cards = Array(repeating: card, count: `case`.cards)
    let settings = try LoadSettings(
      contextTokens: 1, gpuLayers: `case`.gpuLayers, hostExpertLayers: `case`.hostExpertLayers)
    guard let longest = try prepared.largestContext(settings, on: cards) else {
      #expect(try prepared.plan(settings, on: cards).verdict == .doesNotFit)
      return
    }
    let fitting = try settings.with(contextTokens: longest)
    #expect(try prepared.plan(fitting, on: cards).verdict != .doesNotFit)
    guard longest < LoadSettings.contextBound else { return }
    let next = try settings.with(contextTokens: longest + 256)
    #expect(try prepared.plan(next, on: cards).verdict == .doesNotFit)
  }

  @Test(arguments: PropertyTests.cases.prefix(40)) func findsNoWorseSplitThanTheDefault(
    _ case: PropertyTests.Case
  ) throws {
    let prepared = try PreparedModel(`case`.model.shape(), `case`.mix)
    let sizes: [Int64] = [24, 16, 48, 12, 80, 24, 32, 16]
    let cards = try sizes.prefix(`case`.cards).map {
      try #require(Card(usableBytes: $0 << 30, backend: .cudaAda))
    }
    let settings = try LoadSettings(
      contextTokens: 8192, gpuLayers: `case`.number % 2 == 0 ? nil : `case`.gpuLayers)
    let usual = try prepared.plan(settings, on: cards)
    let best = try prepared.plan(settings, on: cards, split: .best)
    #expect(best.verdict.rawValue <= usual.verdict.rawValue)
    if best.verdict == usual.verdict { #expect(best.margin >= usual.margin) }
    // Given as counts of units it is the same split.
    let counts = best.placement.unitCounts.map { Float($0) }
    guard counts.contains(where: { $0 > 0 }) else { return }
    let given = try prepared.plan(settings, on: cards, split: .given(counts))
    #expect(given.placement == best.placement)
    #expect(given.margin == best.margin)
  }

  /// Two cards on which the default split is refused and another fits.
  @Test func findsASplitThatFitsWhereTheDefaultDoesNot() throws {
    let prepared = try PreparedModel(TestModel.qwen3x30bA3b.shape(), .q4KM)
    let card = try #require(Card(usableBytes: 12 << 30, backend: .cudaAda))
    let settings = try LoadSettings(contextTokens: 65_536, hostExpertLayers: 20)
    let usual = try prepared.plan(settings, on: [card, card])
    #expect(usual.verdict == .doesNotFit)
    let best = try prepared.plan(settings, on: [card, card], split: .best)
    #expect(best.verdict == .fits)
    #expect(best.placement.unitCounts == [31, 18])
  }

  @Test(arguments: [[Float](), [1], [1, 1, 1], [0, 0], [-1, 2], [.nan, 1], [.infinity, 1]])
  func refusesSharesThatMakeNoSplit(_ shares: [Float]) throws {
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
    let card = try largeCard()
    #expect(throws: PlanFault.splitOutOfRange) {
      try prepared.plan(
        LoadSettings(contextTokens: 4096), on: [card, card], split: .given(shares))
    }
  }

  @Test func refusesNegativeNumbersOfLayers() {
    #expect(throws: SettingsFault.layersOutOfRange) {
      try LoadSettings(contextTokens: 4096, gpuLayers: -1)
    }
    #expect(throws: SettingsFault.layersOutOfRange) {
      try LoadSettings(contextTokens: 4096, hostExpertLayers: -1)
    }
  }

  /// A card without layers holds nothing and reserves nothing, wherever it stands.
  @Test(arguments: [[Float(0), 1], [1, 0]]) func leavesCardsWithoutSharesEmpty(
    _ shares: [Float]
  ) throws {
    let prepared = try PreparedModel(TestModel.llama31x8b.shape(), .q4KM)
    let card = try largeCard()
    let plan = try prepared.plan(
      LoadSettings(contextTokens: 4096), on: [card, card], split: .given(shares))
    for (index, share) in shares.enumerated() {
      #expect((plan.cards[index].planned == 0) == (share == 0))
      #expect(plan.cards[index].holdsOutput == (share > 0))
    }
  }
}
