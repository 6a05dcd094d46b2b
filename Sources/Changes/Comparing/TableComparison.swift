import Catalog

/// Compares one table of a page in two builds.
struct TableComparison {
  let page: String
  let before: PageSnapshot.Table
  let after: PageSnapshot.Table
  /// The columns of which a value has a fraction, in either build.
  private let decimals: Set<String>

  init(page: String, before: PageSnapshot.Table, after: PageSnapshot.Table) {
    self.page = page
    self.before = before
    self.after = after
    decimals = Set(
      (before.rows + after.rows).flatMap { row in row.filter { $0.value.isFraction }.map(\.key) })
  }

  /// The changes, each with the ids of the records that its row names.
  var changes: [(change: Change, records: Set<String>)] {
    let match = RowMatch(before, after)
    var changes = columnChanges.map { ($0, Set<String>()) }
    for pair in match.pairs {
      let records = ids(before.rows[pair.before]).union(ids(after.rows[pair.after]))
      changes += cells(pair).map { ($0, records) }
    }
    changes += match.removed.map { key, row in
      (rowChange(key, label(before, row), isAdded: false), ids(before.rows[row]))
    }
    changes += match.added.map { key, row in
      (rowChange(key, label(after, row), isAdded: true), ids(after.rows[row]))
    }
    if let ranking = ranking(match) { changes.append((ranking, [])) }
    return changes
  }

  private var sharedColumns: [PageSnapshot.Column] {
    after.columns.filter { column in before.columns.contains { $0.name == column.name } }
  }

  private var columnChanges: [Change] {
    let (old, new) = (Set(before.columns.map(\.name)), Set(after.columns.map(\.name)))
    let removed = before.columns.filter { !new.contains($0.name) }
    let added = after.columns.filter { !old.contains($0.name) }
    return removed.map { columnChange($0, before: $0.label, after: nil) }
      + added.map { columnChange($0, before: nil, after: $0.label) }
  }

  private func columnChange(
    _ column: PageSnapshot.Column, before: String?, after: String?
  ) -> Change {
    Change(
      .table, page: page, anchor: self.after.id, what: "column of “\(self.after.caption)”",
      before: before, after: after, column: column.name)
  }

  private func rowChange(_ key: String, _ label: String, isAdded: Bool) -> Change {
    Change(
      .row, page: page, anchor: after.id, what: "row of “\(after.caption)”",
      before: isAdded ? nil : label, after: isAdded ? label : nil, row: key)
  }

  private func cells(_ pair: RowMatch.Pair) -> [Change] {
    let old = before.rows[pair.before]
    let new = after.rows[pair.after]
    var changes: [Change] = []
    var margins: Set<String> = []
    for column in sharedColumns {
      let (one, two) = (text(old, column, before), text(new, column, after))
      // A link that leads to another record of the same name is another cell.
      let isRelinked = old[column.name + "_ref"] != new[column.name + "_ref"]
      guard one != two || isRelinked else { continue }
      var change = Change(
        Self.isVerdict(column.name) ? .verdict : .cell, page: page, anchor: after.id,
        what: "\(label(after, pair.after)) · \(column.label)",
        before: isRelinked && one == two ? old[column.name + "_ref"]?.words ?? one : one,
        after: isRelinked && one == two ? new[column.name + "_ref"]?.words ?? two : two,
        row: pair.key, column: column.name)
      if change.kind == .verdict, let margin = margin(of: column) {
        margins.insert(margin.name)
        change.marginBefore = text(old, margin, before)
        change.marginAfter = text(new, margin, after)
      }
      changes.append(change)
    }
    // The margin of a verdict is told with it.
    return changes.filter { $0.kind == .verdict || !margins.contains($0.column ?? "") }
  }

  /// Whether a column of this name holds verdicts.
  private static func isVerdict(_ column: String) -> Bool {
    column == "verdict" || column.hasSuffix("_verdict")
  }

  /// The column that says how much is left where a verdict's column has this name: `margin_gib` beside
  /// `verdict`, `m1_left_gib` beside `m1_verdict`.
  private func margin(of verdict: PageSnapshot.Column) -> PageSnapshot.Column? {
    let prefix = verdict.name.dropLast("verdict".count)
    return sharedColumns.first { column in
      column.name.hasPrefix(prefix + "margin_") || column.name.hasPrefix(prefix + "left_")
    }
  }

  private func ranking(_ match: RowMatch) -> Change? {
    let old = match.pairs.map { ($0.key, $0.before) } + match.removed.map { ($0.key, $0.row) }
    let new = match.pairs.map { ($0.key, $0.after) } + match.added.map { ($0.key, $0.row) }
    let labels = Dictionary(
      old.map { ($0.0, label(before, $0.1)) } + new.map { ($0.0, label(after, $0.1)) },
      uniquingKeysWith: { _, new in new })
    let order = { (rows: [(String, Int)]) in rows.sorted { $0.1 < $1.1 }.map(\.0) }
    let ranks = RankChange(before: order(old), after: order(new)) { labels[$0] ?? $0 }
    return ranks.map { ranks in
      var change = Change(
        .ranking, page: page, anchor: after.id, what: "order of “\(after.caption)”",
        before: ranks.before, after: ranks.after)
      change.isFirstPlace = ranks.isFirstPlace
      return change
    }
  }

  private func text(
    _ row: [String: Scalar], _ column: PageSnapshot.Column, _ table: PageSnapshot.Table
  ) -> String {
    let value = row[column.name] ?? Scalar(.notStated)
    return value.text(
      unit: Unit(symbol: table.unit(of: column.name)), isDecimal: decimals.contains(column.name))
  }

  /// What a row is called: its first column.
  private func label(_ table: PageSnapshot.Table, _ row: Int) -> String {
    guard let first = table.columns.first else { return "" }
    return text(table.rows[row], first, table)
  }

  private func ids(_ row: [String: Scalar]) -> Set<String> {
    Set(row.filter { $0.key.hasSuffix("_ref") }.compactMap(\.value.words))
  }
}

extension PageSnapshot.Table {
  /// The symbol of a column's unit.
  fileprivate func unit(of column: String) -> String? {
    columns.first { $0.name == column }?.unit
  }
}
