import Diagnostics

/// A record with its table, read by the names of its columns.
struct Record {
  let table: Table
  let row: Row

  /// Returns a cell; a column that the table lacks is not stated.
  subscript(column: String) -> Cell {
    table.columnIndex(column).map { row.cells[$0] } ?? .notStated
  }

  func number(_ column: String) -> Double? { self[column].number }

  func text(_ column: String) -> String? { self[column].text }

  /// Whether the cell holds a value: it is known, and the question applies.
  func isStated(_ column: String) -> Bool {
    let cell = self[column]
    return cell != .notStated && cell != .notApplicable
  }

  func span(_ column: String) -> SourceSpan { table.span(of: row, column: column) }

  /// Returns the record that a column names.
  func part(_ column: String, in table: String, _ catalog: Catalog) -> Record? {
    guard let id = text(column), let target = catalog.table(table), let row = target.row(id: id)
    else { return nil }
    return Record(table: target, row: row)
  }
}
