import Catalog
import Diagnostics
import Markup

extension DatedFact {
  /// What is said beside the fact: "as of 2026-01-03, stale", or "stale" where its day stands beside it.
  package func words(besideDay: Bool) -> String { besideDay ? "stale" : "as of \(day), stale" }

  /// The mark beside the fact.
  func html(besideDay: Bool) -> String {
    " <span class=\"stale\">\(HTMLEscape.text(words(besideDay: besideDay)))</span>"
  }
}

extension RenderedTable {
  /// Whether a row shows the day of its facts itself.
  package func showsDays(ofRow row: Int) -> Bool {
    rows[row].contains {
      $0.cell.date != nil && $0.cell.date == rows[row].lazy.compactMap(\.stale).first?.day
    }
  }

  /// The facts of the table that are far too old, with the first of them.
  var overdue: (first: DatedFact, count: Int)? {
    let facts = rows.joined().compactMap(\.stale).filter { $0.age == .overdue }
    return facts.min { $0.day < $1.day }.map { ($0, facts.count) }
  }
}

/// Says that a page shows facts that are far too old.
enum StaleFault {
  static func diagnostic(_ first: DatedFact, count: Int, at span: SourceSpan) -> Diagnostic {
    Diagnostic(
      "stale-fact", .warning,
      count == 1
        ? "the fact is of \(first.day), more than twice as old as its kind may be"
        : "\(count) facts are more than twice as old as their kind may be, the oldest of "
          + "\(first.day)", at: span,
      help: [
        "look the facts up again and move their dates, or those of their sources",
        "or say 'history: true' in the header of a table that shows what was",
      ])
  }
}
