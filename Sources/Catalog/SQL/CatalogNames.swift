/// The names that SQL may use, for labels and suggestions.
struct CatalogNames: Sendable {
  let tables: [TableSchema]
  let functions: [String]
  private let tableByName: [String: TableSchema]

  init(tables: [TableSchema], functions: [String]) {
    self.tables = tables
    self.functions = functions
    self.tableByName = Dictionary(tables.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// Returns the column called `name` of the table called `table`.
  func column(_ name: String, of table: String) -> ColumnSchema? {
    guard let schema = tableByName[table], let index = schema.columnIndex(name) else { return nil }
    return schema.columns[index]
  }

  /// Returns the first column called `name`, looking at the tables in `preferred` first.
  func column(_ name: String, preferring preferred: [String]) -> ColumnSchema? {
    for table in preferred {
      if let column = column(name, of: table) { return column }
    }
    for schema in tables {
      if let index = schema.columnIndex(name) { return schema.columns[index] }
    }
    return nil
  }

  /// The names of all columns, those of `preferred` only where it names any table.
  func columnNames(preferring preferred: [String]) -> [String] {
    let chosen = tables.filter { preferred.contains($0.name) }
    return (chosen.isEmpty ? tables : chosen).flatMap { $0.columns.map(\.name) }
  }
}
