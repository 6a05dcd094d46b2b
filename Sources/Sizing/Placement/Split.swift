/// How layers are dealt out to several cards.
package enum Split: Sendable, Equatable {
  /// By the cards' memory, as llama.cpp does by default.
  case byMemory
  /// By given shares, one for each card.
  case given([Float])
  /// So that the card with the least room left has as much as possible; found by search.
  case best

  /// The shares to plan with, or to begin a search with.
  func shares(of cards: [Card]) throws(PlanFault) -> [Float] {
    guard case .given(let shares) = self else { return LayerSplit.shares(of: cards) }
    guard shares.count == cards.count else { throw .splitOutOfRange }
    var total: Float = 0
    for share in shares {
      guard share >= 0, share < 1e9 else { throw .splitOutOfRange }
      total += share
    }
    guard total > 0 else { throw .splitOutOfRange }
    return shares
  }
}
