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

  /// Returns a record by id, of whatever table: ids are unique over the catalog.
  func record(_ id: String) -> RecordReader? {
    tables.keys.sorted().lazy.compactMap { record(id, in: $0) }.first
  }

  /// Returns a record by id.
  func record(_ id: String, in table: String) -> RecordReader? {
    guard let table = tables[table], let row = table.row(id: id) else { return nil }
    return RecordReader(tables: self, table: table, row: row)
  }
}
