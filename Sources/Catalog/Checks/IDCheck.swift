import Diagnostics

/// Checks that no two records of the whole catalog have the same id.
enum IDCheck {
  static func run(_ catalog: Catalog, faults: inout FaultLog) {
    var owners: [String: (table: Int, row: Int)] = [:]
    for (tableIndex, table) in catalog.tables.enumerated() {
      for (rowIndex, row) in table.rows.enumerated() where !row.id.isEmpty {
        guard let first = owners[row.id] else {
          owners[row.id] = (tableIndex, rowIndex)
          continue
        }
        let owner = catalog.tables[first.table]
        let place = owner.span(of: owner.rows[first.row], column: "id")
        let fault = LinkFault.duplicateID(row.id, noun: owner.schema.noun, first: place)
        faults.report(fault, at: table.span(of: row, column: "id"))
      }
    }
  }
}

extension Table {
  /// Returns the place of a cell by the name of its column.
  func span(of row: Row, column: String) -> SourceSpan {
    span(of: row, column: schema.columnIndex(column) ?? schema.columns.count)
  }
}
