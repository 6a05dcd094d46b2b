import Diagnostics

/// Checks that every id that a record names is that of a record of the right table.
enum ReferenceCheck {
  @Sendable static func run(_ check: TableCheck, faults: inout FaultLog) {
    let (table, catalog, damagedIDs) = (check.table, check.catalog, check.damagedIDs)
    for (index, column) in table.schema.columns.enumerated() {
      if case .reference(let target) = column.kind {
        Self.check(table, index, target: target, catalog, damagedIDs, faults: &faults)
      } else if let target = column.listsIDsOf {
        checkList(table, index, target: target, catalog, damagedIDs, faults: &faults)
      }
    }
  }

  private static func check(
    _ table: Table, _ column: Int, target: String, _ catalog: Catalog, _ damagedIDs: Set<String>,
    faults: inout FaultLog
  ) {
    let targets = CatalogSchema.targets(ofReference: target).compactMap(catalog.table)
    guard targets.allSatisfy(\.isComplete) else { return }
    for row in table.rows where !faults.isFull {
      guard let id = row.cells[column].text, !damagedIDs.contains(id),
        !targets.contains(where: { $0.row(id: id) != nil })
      else { continue }
      let fault = LinkFault.unknown(id, targets: targets, catalog)
      faults.report(fault, at: table.span(of: row, column: column))
    }
  }

  private static func checkList(
    _ table: Table, _ column: Int, target: String, _ catalog: Catalog, _ damagedIDs: Set<String>,
    faults: inout FaultLog
  ) {
    let targets = CatalogSchema.targets(ofReference: target).compactMap(catalog.table)
    guard !targets.isEmpty else { return }
    for row in table.rows where !faults.isFull {
      guard let list = row.cells[column].text else { continue }
      let span = table.span(of: row, column: column)
      var seen: Set<Substring> = []
      for item in IDList.items(list) {
        if !seen.insert(item.id).inserted {
          faults.report(LinkFault.repeatedID(String(item.id)), at: span.advanced(item))
        }
        let id = String(item.id)
        guard targets.allSatisfy(\.isComplete), !damagedIDs.contains(id),
          !targets.contains(where: { $0.row(id: id) != nil })
        else { continue }
        let fault = LinkFault.unknown(id, targets: targets, catalog)
        faults.report(fault, at: span.advanced(item))
      }
    }
  }
}

/// Ids in one cell, separated by `;`.
enum IDList {
  /// One id and its distance from the beginning of the cell, in bytes.
  struct Item {
    var id: Substring
    var offset: Int
  }

  static func items(_ list: String) -> [Item] {
    list.split(separator: ";", omittingEmptySubsequences: false).map { part in
      let leading = part.prefix { $0 == " " }
      let trimmed = part.dropFirst(leading.count)
      let end = trimmed.lastIndex { $0 != " " }.map { trimmed.index(after: $0) }
      let id = trimmed[..<(end ?? trimmed.startIndex)]
      return Item(
        id: id, offset: list.utf8.distance(from: list.startIndex, to: trimmed.startIndex))
    }
  }
}

extension SourceSpan {
  /// The place of an item in a cell that stands on one line.
  func advanced(_ item: IDList.Item) -> SourceSpan {
    guard start.line == end.line else { return self }
    var span = self
    span.start.column += item.offset
    span.end = span.start
    span.end.column += item.id.utf8.count
    return span
  }
}
