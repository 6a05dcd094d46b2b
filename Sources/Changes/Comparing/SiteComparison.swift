import Catalog

/// Compares two builds of a site by what they say.
package struct SiteComparison {
  private let pair: SnapshotPair
  /// The table of what readers were told.
  private static let told = TableSchema.change.name

  package init(_ pair: SnapshotPair) { self.pair = pair }

  /// All that differs.
  package var report: ChangeReport {
    let facts =
      if let old = pair.before.catalog, let new = pair.after.catalog {
        CatalogComparison.changes(old, new)
      } else { [FactChange]() }
    let catalogs = facts.isEmpty ? [] : [pair.before.catalog, pair.after.catalog]
    let sides = catalogs.map { $0?.tableOfID }
    let finder = CauseFinder(facts) { ids in
      Set(sides.flatMap { tables in ids.compactMap { tables?[$0] } })
    }
    var changes = pageChanges(facts)
    for path in pair.before.paths.intersection(pair.after.paths).sorted() {
      guard let old = pair.before.pages[path], let new = pair.after.pages[path] else { continue }
      let found = PageComparison(before: old, after: new).findings.map { finding in
        var change = finding.change
        change.title = new.title
        change.causes = finder.causes(
          finding.reads, records: finding.records, isOfRecords: finding.isOfRecords)
        return change
      }
      changes += found + texts(path, old, new, found)
    }
    // The list of what readers were told is no news itself.
    changes.removeAll { change in
      !change.causes.isEmpty && change.causes.allSatisfy { $0.hasPrefix(Self.told + ".") }
    }
    return ChangeReport(
      facts: facts.filter { $0.table != Self.told }, changes: Self.sorted(changes),
      restyled: pair.restyled)
  }

  private static func sorted(_ changes: [Change]) -> [Change] {
    let weights = Dictionary(
      uniqueKeysWithValues: Change.Kind.allCases.enumerated().map { ($1, $0) })
    // First places come before other moves.
    let weight = { (change: Change) in
      2 * (weights[change.kind] ?? 0) + (change.isFirstPlace ? 0 : 1)
    }
    // Equal pages and kinds keep the order of the page.
    return changes.enumerated().sorted { one, two in
      let (left, right) = (weight(one.element), weight(two.element))
      return (left, one.element.page, one.offset) < (right, two.element.page, two.offset)
    }.map(\.element)
  }

  /// Pages that came or went; one of a record that came or went with it follows from that.
  private func pageChanges(_ facts: [FactChange]) -> [Change] {
    let records = Dictionary(
      facts.filter { $0.kind == .recordAdded || $0.kind == .recordRemoved }
        .map { ("\($0.table).\($0.record ?? "")", $0.name) },
      uniquingKeysWith: { first, _ in first })
    let paths = pair.before.paths.symmetricDifference(pair.after.paths).sorted()
    return paths.map { path in
      let isNew = pair.after.paths.contains(path)
      let page = (isNew ? pair.after : pair.before).pages[path]
      let title = page?.title ?? path
      var change = Change(
        .page, page: path, what: "page", before: isNew ? nil : title, after: isNew ? title : nil)
      let name = page?.record.map { "\($0.table).\($0.id)" }
      change.causes = name.flatMap { records[$0] }.map { [$0] } ?? []
      return change
    }
  }

  /// The words that are others, without those that are compared as figures.
  private func texts(
    _ path: String, _ old: PageSnapshot, _ new: PageSnapshot, _ found: [Change]
  ) -> [Change] {
    guard let one = pair.before.texts[path], let two = pair.after.texts[path], one != two else {
      return []
    }
    let told: [(before: String, after: String)] = found.compactMap { change in
      guard change.row == nil, let before = change.before, let after = change.after else {
        return nil
      }
      return (before, after)
    }
    return TextComparison(one, two).differences.compactMap { difference in
      guard !difference.isExplained(by: told) else { return nil }
      return Change(
        .text, page: path, what: "text", before: difference.before, after: difference.after)
    }
  }
}
