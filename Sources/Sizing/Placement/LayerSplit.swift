/// Which units a card gets when whole layers are dealt out in order.
///
/// Units are the layers and, last, the output matrix with its norm. llama.cpp deals them by the
/// cards' shares of memory, in 32-bit arithmetic, which decides ties.
package enum LayerSplit {
  /// Deals out the units.
  ///
  /// - Parameters:
  ///   - units: Layers and the output unit.
  ///   - cards: The cards in order; their usable memory gives the shares.
  /// - Returns: For each card the first unit after its own; the last is the number of units.
  package static func ends(units: Int, cards: [Card]) -> [Int] {
    var total: Float = 0
    for card in cards { total += Float(card.usableBytes) }
    var ends: [Int] = []
    ends.reserveCapacity(cards.count)
    var share: Float = 0
    var unit = 0
    for index in cards.indices {
      share += Float(cards[index].usableBytes)
      let limit = share / total
      while unit < units, Float(unit) / Float(units) < limit { unit += 1 }
      ends.append(index == cards.count - 1 ? units : unit)
    }
    return ends
  }
}
