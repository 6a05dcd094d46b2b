import Catalog

/// Compares the catalog of two builds.
enum CatalogComparison {
  /// Returns what changed, by table, record and column.
  static func changes(_ before: CatalogSnapshot, _ after: CatalogSnapshot) -> [FactChange] {
    let names = Set(before.tables.keys).union(after.tables.keys).sorted()
    let empty = CatalogSnapshot.Table(noun: "", columns: [], records: [])
    return names.flatMap { name in
      TableFacts(
        name: name, before: before.tables[name] ?? empty, after: after.tables[name] ?? empty
      ).changes
    }
  }
}

/// One table of the catalog in two builds.
private struct TableFacts {
  typealias Record = [String: Scalar]

  let name: String
  let before: CatalogSnapshot.Table
  let after: CatalogSnapshot.Table

  var changes: [FactChange] { columnChanges + recordChanges }

  private var columnChanges: [FactChange] {
    let (old, new) = (Set(before.columns.map(\.name)), Set(after.columns.map(\.name)))
    // A table that one of the builds does not know is told by its records.
    guard !old.isEmpty, !new.isEmpty else { return [] }
    return before.columns.filter { !new.contains($0.name) }.map { column($0, .columnRemoved) }
      + after.columns.filter { !old.contains($0.name) }.map { column($0, .columnAdded) }
  }

  private func column(_ column: CatalogSnapshot.Column, _ kind: FactChange.Kind) -> FactChange {
    var change = FactChange(kind: kind, table: name, column: column.name, label: column.label)
    change.isComputed = column.isComputed
    return change
  }

  private var recordChanges: [FactChange] {
    let old = byID(before)
    let new = byID(after)
    let kinds = after.columns.isEmpty ? before : after
    let decimals = Set(
      (before.records + after.records).flatMap { $0.filter { $0.value.isFraction }.map(\.key) })
    return Set(old.keys).union(new.keys).sorted().flatMap { id -> [FactChange] in
      guard let one = old[id], let two = new[id] else {
        let isAdded = old[id] == nil
        var change = FactChange(
          kind: isAdded ? .recordAdded : .recordRemoved, table: name, record: id,
          label: kinds.noun)
        describe(&change, (old[id] ?? new[id]).map { [$0] } ?? [], kinds)
        return [change]
      }
      return after.columns.compactMap { column in
        guard let from = one[column.name], let to = two[column.name], from != to else { return nil }
        var change = FactChange(
          kind: .cell, table: name, record: id, column: column.name, label: column.label)
        let isDecimal = decimals.contains(column.name)
        let unit = Unit(symbol: column.unit)
        change.before = text(from, column, unit, isDecimal)
        change.after = text(to, column, unit, isDecimal)
        if change.before == change.after {
          // Equal when rounded: the catalog's own figures tell.
          change.before = ValueFormat.plain(from.cell)
          change.after = ValueFormat.plain(to.cell)
        }
        change.isComputed = column.isComputed
        describe(&change, [two, one], after)
        return change
      }
    }
  }

  private func text(
    _ value: Scalar, _ column: CatalogSnapshot.Column, _ unit: Unit?, _ isDecimal: Bool
  ) -> String { value.text(unit: unit, isDecimal: isDecimal) }

  private func describe(
    _ change: inout FactChange, _ records: [Record], _ table: CatalogSnapshot.Table
  ) {
    let names = records.first.map { record in ["name", "title"].compactMap { record[$0]?.words } }
    change.recordName = names?.first ?? change.record
    var ids: Set<String> = change.record.map { [$0] } ?? []
    for record in records {
      for column in table.columns {
        guard let words = record[column.name]?.words else { continue }
        if column.namesRecordOf != nil {
          ids.insert(words)
        } else if column.listsRecordsOf != nil, column.listsRecordsOf != "source" {
          ids.formUnion(
            words.split(separator: ";").map { $0.filter { !$0.isWhitespace } })
        }
      }
    }
    change.concerned = ids
  }

  private func byID(_ table: CatalogSnapshot.Table) -> [String: Record] {
    Dictionary(
      table.records.compactMap { record in record["id"]?.words.map { ($0, record) } },
      uniquingKeysWith: { first, _ in first })
  }
}
