/// Reads a record's cells by name while columns are computed.
struct RecordReader {
  let tables: TableIndex
  let table: Table
  let row: Row

  /// The cell called `column`; a name that the table lacks reads as not stated.
  subscript(column: String) -> Cell {
    guard let index = table.columnIndex(column), index < row.cells.count else {
      return .notStated
    }
    return row.cells[index]
  }

  /// Returns the record of `table` that `column` names.
  func record(_ column: String, in table: String) -> RecordReader? {
    self[column].text.flatMap { tables.record($0, in: table) }
  }

  /// Returns the number in `column`, or zero where there is none.
  func count(_ column: String) -> Int64 { self[column].integer ?? 0 }
}
