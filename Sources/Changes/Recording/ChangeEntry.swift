/// A change as readers are told of it: a record of the catalog's table `change` without id and day.
package struct ChangeEntry: Hashable, Sendable {
  /// What readers are told of; the words of the table's column `kind`.
  package enum Kind: String, Sendable, CaseIterable {
    case verdict, claim, ranking, page, fact
  }

  package var kind: Kind
  /// The path of the page, empty for the home page; `nil` where no page is meant.
  package var page: String?
  package var what: String
  package var before: String?
  package var after: String?
  package var cause: String?
}

extension ChangeReport {
  /// What readers are told: verdicts, claims, first places, pages, and the facts of the catalog that
  /// show on a page. What follows from these in cells and sentences is left to the pages.
  package var entries: [ChangeEntry] {
    let subjects = Dictionary(
      facts.map { ($0.name, "\($0.subject): \(ReportWords.step($0))") },
      uniquingKeysWith: { first, _ in first })
    let ofPages = changes.compactMap { change -> ChangeEntry? in
      guard let kind = ChangeEntry.Kind(rawValue: change.kind.rawValue),
        kind != .ranking || change.isFirstPlace
      else { return nil }
      return ChangeEntry(
        kind: kind, page: change.page,
        what: [.claim, .page].contains(kind) ? change.what : "\(change.title): \(change.what)",
        before: Self.side(change.before, change.marginBefore),
        after: Self.side(change.after, change.marginAfter),
        cause: Self.cause(change.causes.compactMap { subjects[$0] }))
    }
    return ofPages + factEntries
  }

  private var factEntries: [ChangeEntry] {
    let shown = Dictionary(
      changes.flatMap { change in change.causes.map { ($0, change.page) } },
      uniquingKeysWith: { first, _ in first })
    return facts.filter { $0.kind == .cell && !$0.isComputed }.compactMap { fact in
      guard let page = shown[fact.name] else { return nil }
      return ChangeEntry(
        kind: .fact, page: page, what: fact.subject, before: fact.before, after: fact.after,
        cause: nil)
    }
  }

  /// More causes than this are counted.
  private static let mostCauses = 3

  private static func cause(_ subjects: [String]) -> String? {
    guard !subjects.isEmpty else { return nil }
    let rest = subjects.count - mostCauses
    return (subjects.prefix(mostCauses) + (rest > 0 ? ["\(rest) more"] : []))
      .joined(separator: "; ")
  }

  private static func side(_ text: String?, _ margin: String?) -> String? {
    guard let text else { return nil }
    return margin.map { "\(text) (margin \($0))" } ?? text
  }
}
