/// Reads a record's cells by name while columns are computed.
struct RecordReader {
  let tables: TableIndex
  let table: Table
  let row: Row

  /// The cell called `column`; a name that the table lacks reads as not stated.
  subscript(column: String) -> Cell {
    guard let index = table.schema.columnIndex(column), index < row.cells.count else {
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

/// The tables of a catalog by name.
struct TableIndex {
  private let tables: [String: Table]

  init(_ tables: [Table]) {
    self.tables = Dictionary(tables.map { ($0.schema.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// Returns the records of `table` in the order of the file.
  func records(of table: String) -> [RecordReader] {
    guard let table = tables[table] else { return [] }
    return table.rows.map { RecordReader(tables: self, table: table, row: $0) }
  }

  /// Returns a record by id.
  func record(_ id: String, in table: String) -> RecordReader? {
    guard let table = tables[table], let row = table.row(id: id) else { return nil }
    return RecordReader(tables: self, table: table, row: row)
  }
}
