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

  /// Bytes to reckon with.
  package var need: Int64 { weights + cache + compute + overhead.mid }
  /// Bytes without the fitted overhead: what the planner prints.
  package var planned: Int64 { weights + cache + compute }
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
      compute: compute, overhead: card.backend.overhead)
  }

  /// The item that decides.
  ///
  /// When the card is too small: the item with which the sum first exceeds what may be used, in
  /// the order weights, overhead, compute, cache. When it fits: the largest item.
  package var bindingItem: LedgerItem {
    let limit = card.usableBytes - Self.tightReserve
    guard room < Self.tightReserve else { return largestItem }
    if weights > limit { return .weights }
    if weights + overhead.mid > limit { return .overhead }
    return weights + overhead.mid + compute > limit ? .compute : .cache
  }

  private var largestItem: LedgerItem {
    var item = LedgerItem.weights
    var bytes = weights
    if cache > bytes { (item, bytes) = (.cache, cache) }
    if compute > bytes { (item, bytes) = (.compute, compute) }
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
