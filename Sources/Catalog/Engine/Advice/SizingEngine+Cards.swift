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
        if count > 1, card.standsAlone { continue }
        // One card of several devices is no single device.
        if count == 1, card.devices > 1 { continue }
        // llama.cpp counts devices.
        if count * card.devices > LoaderLimits.cards { continue }
        if let next = try answer(card, count) { found.append(next) }
      }
      if !found.isEmpty { return found }
    }
    return []
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
