/// How layers are dealt out to several cards.
package enum Split: Sendable, Equatable {
  /// By the cards' memory, as llama.cpp does by default.
  case byMemory
  /// By given shares, one for each card.
  case given([Float])
  /// So that the card with the least room left has as much as possible; found by search.
  case best

  /// What a card's share stays below, so that sums of shares are exact enough to deal out layers.
  package static let shareBound: Float = 1e9

  /// The shares to plan with, or to begin a search with.
  func shares(of cards: [Card]) throws(PlanFault) -> CardShares {
    guard case .given(let shares) = self else {
      return CardShares(LayerSplit.shares(of: cards), areGiven: false)
    }
    guard shares.count == cards.count else { throw .splitOutOfRange }
    var total: Float = 0
    for share in shares {
      guard share >= 0, share < Self.shareBound else { throw .splitOutOfRange }
      total += share
    }
    guard total > 0 else { throw .splitOutOfRange }
    return CardShares(shares, areGiven: true)
  }
}

/// What each card takes, relative to the others.
struct CardShares {
  let values: [Float]
  /// Whether they were given, and not found from the cards' memory.
  let areGiven: Bool

  init(_ values: [Float], areGiven: Bool) {
    self.values = values
    self.areGiven = areGiven
  }
}
