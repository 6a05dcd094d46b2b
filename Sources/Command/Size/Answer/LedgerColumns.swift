import Sizing

/// A row of a ledger: its name, and the bytes of a card and those in host memory.
typealias LedgerRow = (
  label: String, onCard: (CardLedger) -> Int64, inHost: (HostLedger) -> Int64
)

/// The cards of a plan, those next to each other with equal ledgers in one column.
struct LedgerColumns<Ledger: Sendable>: Sendable {
  struct Column: Sendable {
    var cards: ClosedRange<Int>
    var ledger: Ledger

    /// The heading: `card 1`, `cards 2–4`.
    var title: String {
      cards.count == 1
        ? "card \(cards.lowerBound)" : "cards \(cards.lowerBound)–\(cards.upperBound)"
    }
  }

  var columns: [Column] = []

  private init(_ ledgers: [Ledger], isSame: (Ledger, Ledger) -> Bool) {
    for (index, ledger) in ledgers.enumerated() {
      if let last = columns.last, isSame(last.ledger, ledger) {
        columns[columns.count - 1].cards = last.cards.lowerBound...(index + 1)
      } else {
        columns.append(Column(cards: (index + 1)...(index + 1), ledger: ledger))
      }
    }
  }
}

extension LedgerColumns<CardLedger> {
  init(_ plan: Plan) {
    self.init(plan.cards) { left, right in
      left.card == right.card && left.weights == right.weights && left.cache == right.cache
        && left.compute == right.compute && left.overhead == right.overhead
        && left.added == right.added
    }
  }
}

extension LedgerColumns<RuntimeLedger> {
  init(_ plan: RuntimePlan) { self.init(plan.cards, isSame: ==) }
}
