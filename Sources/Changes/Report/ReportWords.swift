/// The words that all forms of the report share.
enum ReportWords {
  /// What stands for a side that is not there.
  static let nothing = "–"
  static let arrow = " → "
  /// The heading over what no change of the catalog explains.
  static let unexplained = "Text, templates or program"

  /// `fits → tight`, or `added: …` and `removed: …`.
  static func step(_ before: String?, _ after: String?) -> String {
    switch (before, after) {
    case (let before?, let after?): before + arrow + after
    case (nil, let after?): "added: " + after
    case (let before?, nil): "removed: " + before
    case (nil, nil): ""
    }
  }

  /// The step of a change with the margins of a verdict.
  static func step(_ change: Change) -> String {
    let step = step(change.before, change.after)
    guard let old = change.marginBefore, let new = change.marginAfter else { return step }
    return "\(step) (margin \(old)\(arrow)\(new))"
  }

  /// The step of a change of the catalog.
  static func step(_ fact: FactChange) -> String {
    switch fact.kind {
    case .cell: step(fact.before, fact.after)
    case .recordAdded, .columnAdded: "added"
    case .recordRemoved, .columnRemoved: "removed"
    }
  }

  /// `2 verdicts, 14 cells`.
  static func counts(_ report: ChangeReport) -> String {
    let typed = report.facts.count { !$0.isComputed }
    let pages = report.counts.map { counted($1, $0.rawValue) }
    var parts = [counted(typed, "change") + " of the catalog"]
    parts.append(
      pages.isEmpty
        ? "nothing that a page says"
        : pages.joined(separator: ", ") + " on " + counted(report.pageCount, "page"))
    if !report.restyled.isEmpty {
      parts.append(counted(report.restyled.count, "page") + " in other HTML only")
    }
    return parts.joined(separator: "; ")
  }

  static func counted(_ count: Int, _ noun: String) -> String {
    guard count != 1 else { return "1 \(noun)" }
    return noun.hasSuffix("y") ? "\(count) \(noun.dropLast())ies" : "\(count) \(noun)s"
  }

  /// Returns a text on one line without control characters, cut where it is long.
  static func line(_ text: String, most: Int = 160) -> String {
    let plain = String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? " " : scalar
        }))
    return plain.count > most ? plain.prefix(most) + "…" : plain
  }
}
