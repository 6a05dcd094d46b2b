/// A draft model for speculative decoding, as llama.cpp loads one.
///
/// It is a second model in a context of its own: weights, cache and working buffers beside those of
/// the model that it guesses for. Slots, micro-batch and flash attention are that model's, and so is
/// the context, padding included. Cache types, layers on cards and the cards are its own; its experts
/// stay with their layers.
///
/// Source: `common_base_params_to_speculative` and `common_speculative_init_result` in llama.cpp's
/// `common/speculative.cpp` (2026).
package struct DraftModel: Sendable {
  /// Tokens guessed ahead by default: llama.cpp's `--spec-draft-n-max`.
  package static let assumedTokens: Int64 = 3
  /// The most tokens guessed ahead that the engine accepts.
  package static let tokenBound: Int64 = 1024

  /// The model and its mix.
  package let prepared: PreparedModel
  /// Format of its cached keys.
  package let cacheTypeK: CacheType
  /// Format of its cached values.
  package let cacheTypeV: CacheType
  /// Its units on cards, counted from the end; `nil` when all are.
  package let gpuLayers: Int?
  /// The indices of the cards it is put on, in order; `nil` for all of them.
  package let cards: [Int]?
  /// Tokens guessed ahead. The other model computes a row of logits for each of them and for the one
  /// behind.
  package let tokens: Int64

  /// Creates a draft model.
  ///
  /// - Parameters:
  ///   - prepared: The model and its mix.
  ///   - cacheTypeK: Format of its cached keys; as in llama.cpp not taken from the other model.
  ///   - cacheTypeV: Format of its cached values.
  ///   - gpuLayers: Its units on cards, counted from the end; `nil` for all.
  ///   - cards: The indices of the cards it is put on, in order; `nil` for all.
  ///   - tokens: Tokens guessed ahead.
  package init(
    _ prepared: PreparedModel, cacheTypeK: CacheType = .f16, cacheTypeV: CacheType = .f16,
    gpuLayers: Int? = nil, cards: [Int]? = nil, tokens: Int64 = Self.assumedTokens
  ) {
    self.prepared = prepared
    self.cacheTypeK = cacheTypeK
    self.cacheTypeV = cacheTypeV
    self.gpuLayers = gpuLayers
    self.cards = cards
    self.tokens = tokens
  }

  /// The same with so many units on cards.
  package func with(gpuLayers: Int) -> DraftModel {
    DraftModel(
      prepared, cacheTypeK: cacheTypeK, cacheTypeV: cacheTypeV, gpuLayers: gpuLayers, cards: cards,
      tokens: tokens)
  }

  /// Refuses what cannot be beside a model with these settings on so many cards.
  ///
  /// What it guesses are tokens of the model: llama.cpp asks for vocabularies of nearly one size.
  func check(
    _ settings: LoadSettings, beside model: LanguageModel, cardCount: Int
  ) throws(PlanFault) {
    try prepared.model.checkLoaderLimits()
    let (own, other) = (prepared.model.vocabularySize, model.vocabularySize)
    guard abs(own - other) <= LoaderLimits.vocabularyDifference else {
      throw .draftVocabularyDiffers(draft: own, model: other)
    }
    guard tokens >= 0, tokens <= Self.tokenBound, (gpuLayers ?? 0) >= 0 else {
      throw .draftOutOfRange
    }
    guard settings.flashAttention || !cacheTypeV.isQuantized else {
      throw .draftValuesNeedFlashAttention
    }
    guard prepared.dividesHeads(settings.ofDraft(self)) else {
      throw .draftCacheTypeDoesNotDivideHead
    }
    guard let cards else { return }
    guard !cards.isEmpty else { throw .draftCardsOutOfRange }
    for (place, card) in cards.enumerated() {
      guard card >= 0, card < cardCount, !cards[..<place].contains(card) else {
        throw .draftCardsOutOfRange
      }
    }
  }

  /// Plans it on what another model left.
  ///
  /// llama.cpp loads it second. With shares that are given it takes them, those of the first cards
  /// where it is on fewer; else it is dealt out by what is free.
  func plan(beside ledgers: [CardLedger], _ settings: LoadSettings, _ shares: CardShares) -> Plan {
    var devices: [Card] = []
    var free: [Float] = []
    for index in cards ?? Array(ledgers.indices) {
      devices.append(ledgers[index].card)
      free.append(Float(max(0, ledgers[index].room)))
    }
    var own = shares.areGiven ? Array(shares.values.prefix(devices.count)) : free
    if own.isAllZero { own = free }
    // Where nothing is free llama.cpp could not load it; the plan still says what is missing.
    if own.isAllZero { own = LayerSplit.shares(of: devices) }
    return prepared.plan(
      settings.ofDraft(self), on: devices, CardShares(own, areGiven: true)
    ) {
      ComputeBuffer(prepared, $0, $1)
    }
  }
}

extension Array where Element == Float {
  fileprivate var isAllZero: Bool {
    for value in self where value != 0 { return false }
    return true
  }
}

extension LoadSettings {
  /// The settings of a draft model's context beside one with these.
  func ofDraft(_ draft: DraftModel) -> LoadSettings {
    var settings = self
    settings.contextTokens = min(cells, Self.contextBound)
    settings.cacheTypeK = draft.cacheTypeK
    settings.cacheTypeV = draft.cacheTypeV
    settings.logits = .server
    settings.gpuLayers = draft.gpuLayers
    settings.hostExpertLayers = 0
    settings.guessedTokens = 0
    return settings
  }
}
