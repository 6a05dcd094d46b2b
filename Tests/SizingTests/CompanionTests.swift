import Testing

@testable import Sizing

/// Draft models and projectors beside a model under llama.cpp.
@Suite struct CompanionTests {
  private func prepared(_ model: TestModel, _ mix: QuantizationMix = .q4KM) throws -> PreparedModel
  {
    PreparedModel(try model.shape(), mix)
  }

  private func cards(_ mebibytes: [Int64]) throws -> [Card] {
    try mebibytes.map { try #require(Card(usableBytes: $0 << 20, backend: .cudaAda)) }
  }

  /// A draft model on its own, in the context that it has beside another one.
  private func alone(
    _ draft: DraftModel, _ settings: LoadSettings, on cards: [Card], shares: [Float]
  ) throws -> Plan {
    let own = try LoadSettings(
      contextTokens: settings.cells, slots: settings.slots, microBatch: settings.microBatch,
      cacheTypeK: draft.cacheTypeK, cacheTypeV: draft.cacheTypeV,
      flashAttention: settings.flashAttention, gpuLayers: draft.gpuLayers)
    return try draft.prepared.plan(own, on: cards, split: .given(shares))
  }

  static let uses: [(mebibytes: [Int64], slots: Int64, gpuLayers: Int?)] = [
    ([24_080], 1, nil), ([24_080], 4, 20), ([24_080, 24_080], 1, nil),
    ([32_106, 16_000, 24_080], 8, nil), ([48_000, 24_080], 2, 10),
  ]

  /// Weights, cache and buffers of both, to the byte; the driver's share only once.
  @Test(arguments: uses)
  func addsUpTwoPlans(_ mebibytes: [Int64], _ slots: Int64, _ gpuLayers: Int?) throws {
    let (main, cards) = (try prepared(.qwen3x32b), try cards(mebibytes))
    let settings = try LoadSettings(contextTokens: 10_000, slots: slots, cacheTypeK: .q8v0)
    let draft = DraftModel(try prepared(.qwen3x06b, .q8v0), gpuLayers: gpuLayers, tokens: 0)
    let first = try main.plan(settings, on: cards)
    let second = try alone(
      draft, settings, on: cards, shares: first.cards.map { Float($0.room) / 1_048_576 })
    let plan = try main.plan(settings, on: cards, beside: Companions(draft: draft))
    for (index, ledger) in plan.cards.enumerated() {
      let (one, other) = (first.cards[index], second.cards[index])
      #expect(ledger.weights == one.weights && ledger.cache == one.cache)
      #expect(ledger.compute == one.compute)
      #expect(ledger.added.draftWeights == other.weights)
      #expect(ledger.added.draftCache == other.cache)
      #expect(ledger.added.draftCompute == other.compute)
      #expect(ledger.need == one.need + other.planned)
      #expect(ledger.room == one.room - other.planned)
    }
    #expect(plan.host.need == first.host.need + second.host.need)
    #expect(plan.need == first.need + second.cards.reduce(0) { $0 + $1.planned })
    #expect(plan.added.draft > 0)
  }

  /// 28 layers of 8 heads of 128 elements for keys and values, in 16 bits whatever the other model
  /// has, and a context that is padded for each slot.
  @Test func countsTheDraftsCache() throws {
    let settings = try LoadSettings(
      contextTokens: 1000, slots: 3, cacheTypeK: .q8v0, cacheTypeV: .q8v0)
    let draft = DraftModel(try prepared(.qwen3x06b))
    let plan = try prepared(.qwen3x8b).plan(
      settings, on: cards([24_080]), beside: Companions(draft: draft))
    #expect(plan.added.draftCache == 28 * 8 * 256 * 2 * 3 * 512)
    let types = DraftModel(try prepared(.qwen3x06b), cacheTypeK: .q8v0, cacheTypeV: .q4v0)
    let small = try prepared(.qwen3x8b).plan(
      settings, on: cards([24_080]), beside: Companions(draft: types))
    #expect(small.added.draftCache == 28 * 8 * (128 * 34 / 32 + 128 * 18 / 32) * 3 * 512)
  }

  /// A server keeps a row of logits for each guess and the one behind: 4 × 9, which here is more than
  /// the blocks take. llama.cpp's planner with `n_outputs_max` 36 gives the same bytes.
  @Test func keepsLogitsOfGuesses() throws {
    let settings = try LoadSettings(contextTokens: 8192, slots: 4, microBatch: 64)
    let draft = DraftModel(try prepared(.qwen3x06b), tokens: 8)
    let main = try prepared(.qwen3x8b)
    let plan = try main.plan(settings, on: cards([24_080]), beside: Companions(draft: draft))
    #expect(plan.settings.logitRows == 36)
    #expect(plan.compute == 25_419_264)
    #expect(try main.plan(settings, on: cards([24_080])).compute < plan.compute)
    let many = DraftModel(try prepared(.qwen3x06b), tokens: 1024)
    let most = try main.plan(settings, on: cards([24_080]), beside: Companions(draft: many))
    #expect(most.settings.logitRows == 64, "no more rows than tokens")
  }

  /// Settings of a plan with a draft model count the rows of its guesses; without it there are none.
  @Test func forgetsGuessesWithoutADraft() throws {
    let (main, card) = (try prepared(.qwen3x32b), try cards([48_000]))
    let settings = try LoadSettings(contextTokens: 65_536, slots: 16, microBatch: 2048)
    let draft = DraftModel(try prepared(.qwen3x06b), tokens: 64)
    let both = try main.plan(settings, on: card, beside: Companions(draft: draft))
    #expect(both.settings.logitRows == 16 * 65)
    let alone = try main.plan(both.settings, on: card)
    #expect(alone.settings.logitRows == 16)
    #expect(alone.margin == (try main.plan(settings, on: card).margin))
  }

  /// llama.cpp deals a draft model out by what the other one left free, and by the same shares where
  /// they are given.
  @Test func dealsTheDraftOut() throws {
    let (main, draft) = (try prepared(.qwen3x32b), DraftModel(try prepared(.qwen3x06b)))
    let settings = try LoadSettings(contextTokens: 8192)
    let cards = try cards([24_080, 24_080])
    let beside = Companions(draft: draft)
    let lopsided = try main.plan(settings, on: cards, split: .given([1, 0]), beside: beside)
    #expect(lopsided.draft?.cards.map(\.layers) == [0..<28, 28..<28])
    #expect(lopsided.cards[1].added.draft == 0)
    // The main model fills the first card, and leaves the second to the draft model.
    let uneven = try self.cards([24_080, 48_000])
    let free = try main.plan(settings, on: uneven, beside: beside)
    let layers = try #require(free.draft).cards.map(\.layers.count)
    #expect(layers[0] + layers[1] == 28)
    #expect(layers[1] > layers[0], "\(layers)")
    let last = DraftModel(draft.prepared, cards: [1])
    let pinned = try main.plan(settings, on: cards, beside: Companions(draft: last))
    #expect(pinned.cards[0].added.total == 0)
    #expect(pinned.cards[1].added.draftWeights == draft.prepared.cardBytes)
    #expect(pinned.draft?.placement.isPipelined == false)
  }

  /// The best split counts the draft model: no neighbour of it leaves more room.
  @Test func findsTheBestSplitOfBoth() throws {
    let (main, cards) = (try prepared(.qwen3x32b), try cards([20_000, 16_000]))
    let settings = try LoadSettings(contextTokens: 16_384)
    let beside = Companions(
      draft: DraftModel(try prepared(.qwen3x06b), cards: [0]),
      projector: .stored(bytes: 1_500_000_000))
    let best = try main.plan(settings, on: cards, split: .best, beside: beside)
    let counts = best.placement.unitCounts
    #expect(best.cards[0].added.projector == 1_500_000_000)
    for moved in [-1, 1] {
      let shares = [Float(counts[0] + moved), Float(counts[1] - moved)]
      let other = try main.plan(settings, on: cards, split: .given(shares), beside: beside)
      #expect(other.margin <= best.margin)
    }
    let alone = try main.plan(settings, on: cards, split: .best)
    #expect(alone.placement.unitCounts[0] > counts[0], "the first card holds less beside them")
  }

  @Test func putsAProjectorOnTheFirstCard() throws {
    let (main, cards) = (try prepared(.qwen3x8b), try cards([8000, 8000]))
    let settings = try LoadSettings(contextTokens: 8192)
    let alone = try main.plan(settings, on: cards)
    let plan = try main.plan(
      settings, on: cards, beside: Companions(projector: .stored(bytes: 6 << 30)))
    #expect(plan.cards[0].need == alone.cards[0].need + 6 << 30)
    #expect(plan.cards[1] == alone.cards[1])
    #expect(plan.host == alone.host)
    #expect(plan.verdict == .doesNotFit && plan.bindingCard == 0)
    #expect(plan.bindingItem == .projector)
    #expect(Projector.parameters(400_000_000).bytes == 800_000_000)
    #expect(Projector.parameters(.max).bytes == Card.usableBound)
    #expect(Projector.stored(bytes: -1).bytes == 0)
  }

  /// A large draft model decides before the small model that it guesses for.
  @Test func saysWhatOfTheDraftDecides() throws {
    let (main, draft) = (try prepared(.qwen3x06b), DraftModel(try prepared(.qwen3x32b)))
    func item(_ mebibytes: Int64, context: Int64) throws -> LedgerItem {
      try main.plan(
        LoadSettings(contextTokens: context), on: cards([mebibytes]),
        beside: Companions(draft: draft)
      ).bindingItem
    }
    #expect(try item(48_000, context: 4096) == .draftWeights)
    #expect(try item(16_000, context: 4096) == .draftWeights)
    #expect(try item(24_080, context: 32_768) == .draftCache)
    #expect(try item(19_500, context: 4096) == .draftCompute)
  }

  /// The longest context is that at which both fit, and one step more does not.
  @Test func searchesTheLongestContextOfBoth() throws {
    let (main, cards) = (try prepared(.qwen3x8b), try cards([12_000]))
    let beside = Companions(draft: DraftModel(try prepared(.qwen3x06b)))
    let settings = try LoadSettings(contextTokens: 4096)
    let longest = try #require(try main.largestContext(settings, on: cards, beside: beside))
    let without = try #require(try main.largestContext(settings, on: cards))
    #expect(longest < without)
    func verdict(_ tokens: Int64) throws -> Verdict {
      try main.plan(settings.with(contextTokens: tokens), on: cards, beside: beside).verdict
    }
    #expect(try verdict(longest) == .tight)
    #expect(try verdict(longest + 256) == .doesNotFit)
  }

  /// How many guesses are right depends on the text; a projector has no part in decoding.
  @Test func estimatesNoSpeedWithADraft() throws {
    let card = try #require(
      Card(
        usableBytes: 24_080 << 20, backend: .cudaAda, bandwidthGBPerSecond: 1008,
        rates: Device.rtx4090.card().rates))
    let main = try prepared(.qwen3x8b)
    let settings = try LoadSettings(contextTokens: 4096)
    let draft = try main.plan(
      settings, on: [card], beside: Companions(draft: DraftModel(prepared(.qwen3x06b))))
    #expect(throws: SpeedGap.draft) { try draft.decode(cachedTokens: 4096) }
    #expect(throws: SpeedGap.draft) { try draft.prefill(promptTokens: 4096) }
    let pictures = try main.plan(
      settings, on: [card], beside: Companions(projector: .parameters(400_000_000)))
    #expect(try pictures.decode(cachedTokens: 4096).tokensPerSecond.low > 0)
  }

  @Test func refusesWhatCannotBe() throws {
    let small = try prepared(.qwen3x06b)
    func expect(
      _ fault: PlanFault, _ draft: DraftModel, flashAttention: Bool = true,
      sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
      let settings = try LoadSettings(contextTokens: 4096, flashAttention: flashAttention)
      #expect(throws: fault, sourceLocation: sourceLocation) {
        try prepared(.qwen3x8b).plan(
          settings, on: cards([24_080, 24_080]), beside: Companions(draft: draft))
      }
    }
    try expect(.draftOutOfRange, DraftModel(small, gpuLayers: -1))
    try expect(.draftOutOfRange, DraftModel(small, tokens: -1))
    try expect(.draftOutOfRange, DraftModel(small, tokens: 1025))
    for cards in [[], [2], [-1], [0, 0]] {
      try expect(.draftCardsOutOfRange, DraftModel(small, cards: cards))
    }
    try expect(
      .draftValuesNeedFlashAttention, DraftModel(small, cacheTypeV: .q8v0), flashAttention: false)
    let narrow = PreparedModel(
      try LanguageModel(
        architecture: .llama, layers: 4, hiddenSize: 640, feedForwardSize: 1024, queryHeads: 8,
        kvHeads: 2, keyHeadSize: 80, valueHeadSize: 80, vocabularySize: 151_936,
        tiesEmbeddings: true), .q8v0)
    try expect(.draftCacheTypeDoesNotDivideHead, DraftModel(narrow, cacheTypeK: .q8v0))
  }
}
