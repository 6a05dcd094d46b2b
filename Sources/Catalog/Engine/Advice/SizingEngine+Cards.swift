internal import Sizing

extension SizingEngine {
  /// How many equal cards are tried, until some hold a model.
  package static let cardCounts = [1, 2, 4, 8]

  /// How many kinds of cards are named.
  private static let mostKinds = 6

  /// Finds the smallest cards that hold a model: one of a kind, or the fewest equal ones.
  ///
  /// - Parameter answer: Returns what comes of so many cards of a kind, or `nil` where those do not hold
  ///   it.
  /// - Returns: The answers of the smallest kinds; none where not even the most cards do.
  /// - Throws: What `answer` throws.
  package func smallestCards<Answer, Fault: Error>(
    _ answer: (_ card: SizedCard, _ count: Int) throws(Fault) -> Answer?
  ) throws(Fault) -> [Answer] {
    for count in Self.cardCounts {
      var found: [Answer] = []
      for card in cardsBySize where found.count < Self.mostKinds {
        guard Self.mayHold(card, count) else { continue }
        if let next = try answer(card, count) { found.append(next) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Finds the first that holds a model of one card of each kind by size, then of the fewest equal ones.
  ///
  /// - Parameter answer: Returns what comes of so many cards of a kind, or `nil` where those are not
  ///   enough.
  /// - Returns: The answer of the first; `nil` where not even the most cards are enough.
  /// - Throws: What `answer` throws.
  package func firstCards<Answer, Fault: Error>(
    _ answer: (_ card: SizedCard, _ count: Int) throws(Fault) -> Answer?
  ) throws(Fault) -> Answer? {
    for count in Self.cardCounts {
      for card in cardsBySize where Self.mayHold(card, count) {
        if let found = try answer(card, count) { return found }
      }
    }
    return nil
  }

  /// Whether there are machines with so many cards of a kind, and llama.cpp takes them.
  private static func mayHold(_ card: SizedCard, _ count: Int) -> Bool {
    if count > 1, card.standsAlone { return false }
    // One card of several devices is no single device.
    if count == 1, card.devices > 1 { return false }
    // llama.cpp counts devices.
    return count * card.devices <= LoaderLimits.cards
  }

  /// The kinds of cards that could stand in the place of each of some: larger than the smallest, those
  /// of the same classes first, then all, by size. Of one device it is another kind, also where its machine
  /// has less memory than the catalog's.
  package func replacements(for cards: [SizedCard]) -> [SizedCard] {
    let classes = Set(cards.map(\.kind))
    let usable = cards.map(\.card.usableBytes).min() ?? 0
    let larger = cardsBySize.filter {
      $0.card.usableBytes > usable
        && (cards.cardCount == 1 ? $0.id != cards[0].id : !$0.standsAlone)
    }
    return larger.filter { classes.contains($0.kind) } + larger
  }
}
