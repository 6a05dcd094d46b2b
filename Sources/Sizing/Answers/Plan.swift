/// Where the bytes of a loaded model go, and whether they fit.
package struct Plan: Sendable {
  /// The model and its mix.
  package let prepared: PreparedModel
  /// How it is loaded.
  package let settings: LoadSettings
  /// Which device holds what.
  package let placement: Placement
  /// One ledger for each card, in order.
  package let cards: [CardLedger]
  /// Host memory.
  package let host: HostLedger
  /// The working buffers and what they are made of.
  package let computeBuffer: ComputeBuffer
  /// The index of the card with the least room for its reserve; it decides.
  package let bindingCard: Int
  /// The verdict: that of the binding card, which is the worst.
  package let verdict: Verdict
  /// What is loaded beside the model.
  package let companions: Companions
  /// The plan of the draft model: one or none. A list, for a value cannot hold one of its own kind.
  private let drafts: [Plan]

  init(
    prepared: PreparedModel, settings: LoadSettings, placement: Placement, cards: [CardLedger],
    host: HostLedger, computeBuffer: ComputeBuffer, companions: Companions = Companions(),
    drafts: [Plan] = []
  ) {
    self.prepared = prepared
    self.settings = settings
    self.placement = placement
    self.cards = cards
    self.host = host
    self.computeBuffer = computeBuffer
    self.companions = companions
    self.drafts = drafts
    bindingCard = cards.bindingCard
    verdict = cards[bindingCard].verdict
  }

  /// The plan of the draft model on its cards, as if it were alone; `nil` without one.
  package var draft: Plan? { drafts.first }

  /// The ledger that decides.
  package var bindingLedger: CardLedger { cards[bindingCard] }
  /// The item of it that decides.
  package var bindingItem: LedgerItem { bindingLedger.bindingItem }
  /// Bytes left over on the binding card; negative when it is too small.
  package var margin: Int64 { bindingLedger.room }
  /// Bytes over all cards.
  package var need: Int64 { sum { $0.need } }
  /// Bytes over all cards with the least overhead.
  package var needLow: Int64 { sum { $0.needLow } }
  /// Bytes over all cards with the most overhead.
  package var needHigh: Int64 { sum { $0.needHigh } }
  /// Bytes of weights over all cards.
  package var weights: Int64 { sum { $0.weights } }
  /// Bytes of cache over all cards.
  package var cache: Int64 { sum { $0.cache } }
  /// Bytes of working buffers over all cards.
  package var compute: Int64 { sum { $0.compute } }
  /// Bytes over all cards of what is loaded beside the model.
  package var added: AddedBytes {
    var added = AddedBytes()
    for ledger in cards { added.add(ledger.added) }
    return added
  }

  private func sum(_ part: (CardLedger) -> Int64) -> Int64 {
    var total: Int64 = 0
    for ledger in cards { total += part(ledger) }
    return total
  }
}

/// Why no plan can be made.
package enum PlanFault: Error, Sendable, Equatable {
  /// No card, or more than `LoaderLimits.cards`.
  case cardCountOutOfRange(Int)
  /// More layers than `LoaderLimits.layers`.
  case layersBeyondLoader(Int)
  /// More experts than `LoaderLimits.experts`.
  case expertsBeyondLoader(Int64)
  /// A slot's context is longer than the model was made for.
  case contextBeyondModel
  /// Shares for another number of cards, or none that is more than zero, or one below zero.
  case splitOutOfRange
  /// A head is no multiple of the cache type's block.
  case cacheTypeDoesNotDivideHead
  /// A draft model with another vocabulary than the model's.
  case draftVocabularyDiffers(draft: Int64, model: Int64)
  /// Fewer than no layers of a draft model on cards, or guesses beyond `DraftModel.tokenBound`.
  case draftOutOfRange
  /// A card for a draft model that is none, or the same one twice.
  case draftCardsOutOfRange
  /// A head of a draft model is no multiple of its cache type's block.
  case draftCacheTypeDoesNotDivideHead
  /// Without flash attention the draft model's values cannot be in blocks either.
  case draftValuesNeedFlashAttention
}
