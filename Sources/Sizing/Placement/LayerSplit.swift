/// Which units a card gets when whole layers are dealt out in order.
///
/// Units are the layers and, last, the output matrix with its norm. llama.cpp deals them by the
/// cards' shares, in 32-bit arithmetic, which decides ties.
package enum LayerSplit {
  /// Deals out the units.
  ///
  /// - Parameters:
  ///   - units: Layers and the output unit, as far as they are on cards.
  ///   - shares: What each card takes, relative to the others; by default its memory.
  /// - Returns: For each card the first unit after its own; the last is the number of units.
  package static func ends(units: Int, shares: [Float]) -> [Int] {
    var total: Float = 0
    for share in shares { total += share }
    var ends: [Int] = []
    ends.reserveCapacity(shares.count)
    var sum: Float = 0
    var unit = 0
    for share in shares.dropLast() {
      sum += share
      let limit = sum / total
      while unit < units, Float(unit) / Float(units) < limit { unit += 1 }
      ends.append(unit)
    }
    // The last card takes what is left, whatever its share.
    if !shares.isEmpty { ends.append(units) }
    return ends
  }

  /// Deals out the units by the cards' memory.
  package static func ends(units: Int, cards: [Card]) -> [Int] {
    ends(units: units, shares: shares(of: cards))
  }

  /// The cards' memory, which gives their shares by default.
  static func shares(of cards: [Card]) -> [Float] {
    var shares: [Float] = []
    shares.reserveCapacity(cards.count)
    for card in cards { shares.append(Float(card.usableBytes)) }
    return shares
  }
}
