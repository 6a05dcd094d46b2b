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
  /// Bytes in host memory, which a device that shares its memory has that much less of.
  package internal(set) var hostBytes: Int64 = 0

  /// Bytes to reckon with.
  package var need: Int64 { planned + overhead.mid }
  /// Bytes without the fitted overhead: what the planner prints.
  package var planned: Int64 { weights + cache + compute + added.total }
  /// Bytes with the least overhead.
  package var needLow: Int64 { planned + overhead.low }
  /// Bytes with the most overhead.
  package var needHigh: Int64 { planned + overhead.high }
  /// Bytes left over; negative when the card is too small.
  package var room: Int64 { card.usableBytes - need - crowding }

  /// Bytes in host memory beyond what the device leaves to it, where they share the machine's memory.
  private var crowding: Int64 {
    guard card.sharedBytes > 0 else { return 0 }
    return max(0, hostBytes - max(0, card.sharedBytes - card.usableBytes))
  }

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
      compute: compute, overhead: card.backend.overhead, added: added,
      hostBytes: hostBytes)
  }

  /// The item that decides.
  ///
  /// When the card is too small: the item with which the sum first exceeds what may be used, in
  /// the order of `parts`. When it fits: the largest item, of equal ones the first of them.
  package var bindingItem: LedgerItem {
    let limit = card.usableBytes - crowding - Self.tightReserve
    let isTooSmall = room < Self.tightReserve
    var (largest, most, sum) = (LedgerItem.weights, Int64.min, Int64(0))
    for (item, bytes) in parts {
      sum += bytes
      if isTooSmall, sum > limit { return item }
      if bytes > most { (largest, most) = (item, bytes) }
    }
    return largest
  }

  /// The items with their bytes: what is loaded first, what grows with the context last.
  private var parts: [(LedgerItem, Int64)] {
    [
      (.weights, weights), (.draftWeights, added.draftWeights), (.projector, added.projector),
      (.overhead, overhead.mid), (.compute, compute), (.draftCompute, added.draftCompute),
      (.cache, cache), (.draftCache, added.draftCache),
    ]
  }
}

/// The items of a ledger.
package enum LedgerItem: UInt8, Sendable, CaseIterable {
  case weights
  case cache
  case compute
  case overhead
  case draftWeights
  case draftCache
  case draftCompute
  case projector
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
