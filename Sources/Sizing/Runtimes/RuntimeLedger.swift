/// Where the bytes of one card go under a runtime.
package struct RuntimeLedger: Sendable, Equatable {
  /// The card.
  package let card: Card
  /// The items, in the order in which they are taken.
  package let terms: [RuntimeTerm]
  /// Bytes that the runtime lets itself take of the card.
  package let limit: Int64

  /// Bytes to reckon with.
  package var need: Int64 { sum { $0.bytes.mid } }
  /// The least to expect.
  package var needLow: Int64 { sum { $0.bytes.low } }
  /// The most to expect.
  package var needHigh: Int64 { sum { $0.bytes.high } }
  /// Bytes that PyTorch's allocator reports: without driver, communication and graphs.
  package var allocated: Int64 { sum { $0.item.isAllocated ? $0.bytes.mid : 0 } }
  /// Bytes left over below the limit; negative when there are too few.
  package var room: Int64 { limit - need }

  /// Bytes of an item.
  package func bytes(of item: RuntimeItem) -> ByteBand {
    for term in terms where term.item == item { return term.bytes }
    return ByteBand(low: 0, mid: 0, high: 0)
  }

  /// How the need relates to the card.
  ///
  /// The margins are those of every other card. What goes beyond the runtime's own limit does not fit
  /// however much the card has left, and what may go beyond it fits only tightly.
  package var verdict: Verdict {
    let left = card.usableBytes - need
    if room < 0 || left < CardLedger.tightReserve { return .doesNotFit }
    return left >= card.comfortableReserve && needHigh <= limit ? .fits : .tight
  }

  /// The item that decides: the one with which the sum first exceeds the limit, or else the largest.
  package var bindingItem: RuntimeItem {
    var sum: Int64 = 0
    var largest = RuntimeItem.weights
    var most: Int64 = 0
    let bound = min(limit, card.usableBytes - CardLedger.tightReserve)
    for term in terms {
      sum += term.bytes.mid
      if sum > bound { return term.item }
      if term.bytes.mid > most { (largest, most) = (term.item, term.bytes.mid) }
    }
    return largest
  }

  private func sum(_ part: (RuntimeTerm) -> Int64) -> Int64 {
    var total: Int64 = 0
    for term in terms { total += part(term) }
    return total
  }
}
