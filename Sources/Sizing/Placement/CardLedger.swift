/// Where the bytes of one card go.
package struct CardLedger: Sendable, Equatable {
  /// The card.
  package let card: Card
  /// The layers it holds.
  package let layers: Range<Int>
  /// Whether it holds the output matrix too.
  package let holdsOutput: Bool
  /// Bytes of weights. Exact.
  package let weights: Int64
  /// Bytes of the KV cache. Exact.
  package let cache: Int64
  /// Bytes of working buffers, as the planner reserves them.
  package let compute: Int64
  /// Bytes of the driver and its kernels, which no planner reports. Fitted.
  package let overhead: ByteBand
  /// Bytes of what is loaded beside the main model.
  package internal(set) var added = AddedBytes()

  /// Bytes to reckon with.
  package var need: Int64 { planned + overhead.mid }
  /// Bytes without the fitted overhead: what the planner prints.
  package var planned: Int64 { weights + cache + compute + added.total }
  /// Bytes with the least overhead.
  package var needLow: Int64 { planned + overhead.low }
  /// Bytes with the most overhead.
  package var needHigh: Int64 { planned + overhead.high }
  /// Bytes left over; negative when the card is too small.
  package var room: Int64 { card.usableBytes - need }

  /// Bytes that a tight fit leaves free: 0.3 GiB.
  package static let tightReserve = Int64.mebibytes(307.2)

  /// Bytes that a comfortable fit leaves free.
  package var comfortableReserve: Int64 { card.comfortableReserve }

  /// How the need relates to the card.
  package var verdict: Verdict {
    if room >= comfortableReserve { return .fits }
    return room >= Self.tightReserve ? .tight : .doesNotFit
  }

  /// The same bytes on another card, with that card's overhead.
  ///
  /// Only a card that holds every layer can be exchanged so: the split follows the cards.
  package func moved(to card: Card) -> CardLedger {
    CardLedger(
      card: card, layers: layers, holdsOutput: holdsOutput, weights: weights, cache: cache,
      compute: compute, overhead: card.backend.overhead, added: added)
  }

  /// The item that decides.
  ///
  /// When the card is too small: the item with which the sum first exceeds what may be used, in
  /// the order weights, overhead, compute, cache. When it fits: the largest item. What is added counts
  /// with the main model's.
  package var bindingItem: LedgerItem {
    let limit = card.usableBytes - Self.tightReserve
    guard room < Self.tightReserve else { return largestItem }
    var sum = weights + added.weights
    if sum > limit { return .weights }
    sum += overhead.mid
    if sum > limit { return .overhead }
    sum += compute + added.draftCompute
    return sum > limit ? .compute : .cache
  }

  private var largestItem: LedgerItem {
    var item = LedgerItem.weights
    var bytes = weights + added.weights
    let (caches, buffers) = (cache + added.draftCache, compute + added.draftCompute)
    if caches > bytes { (item, bytes) = (.cache, caches) }
    if buffers > bytes { (item, bytes) = (.compute, buffers) }
    return overhead.mid > bytes ? .overhead : item
  }
}

/// The items of a ledger.
package enum LedgerItem: UInt8, Sendable, CaseIterable {
  case weights
  case cache
  case compute
  case overhead
}

/// Whether a model in its use fits a machine.
package enum Verdict: UInt8, Sendable, CaseIterable {
  /// With room to spare: 1 GiB or 5 % of each card.
  case fits
  /// With at least 0.3 GiB on each card.
  case tight
  /// Not on at least one card.
  case doesNotFit

  /// The words for it.
  package var name: StaticString {
    switch self {
    case .fits: "fits"
    case .tight: "tight"
    case .doesNotFit: "does not fit"
    }
  }
}
