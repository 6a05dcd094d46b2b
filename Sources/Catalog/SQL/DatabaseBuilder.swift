internal import GRDB

/// Writes the tables of the catalog into an empty SQLite database.
///
/// Tables are `STRICT`, typed by their schemas. `NULL` is *not stated*. `–` stands in a column of
/// text for *not applicable*; in a column of numbers, where a text would break sums and orders,
/// that is `NULL` too; ``PreparedQuery`` puts it back where the result names the record. Flags are 0 and 1, dates ISO 8601 text.
struct DatabaseBuilder {
  let database: Database

  /// Creates and fills all tables, with their indexes, and the views over them.
  func add(_ tables: [Table], _ views: [CatalogView]) throws {
    try database.inTransaction {
      for table in tables {
        try add(table)
        try indexDates(of: table)
        try indexReferences(of: table)
      }
      for view in views { try database.execute(sql: view.statement) }
      return .commit
    }
  }

  /// Fills the tables anew that are no copies of those before.
  func update(_ before: [Table], to tables: [Table]) throws {
    try database.inTransaction {
      for (table, old) in zip(tables, before) where !table.isCopy(of: old) {
        try database.execute(sql: "delete from \(Self.quoted(table.schema.name))")
        try fill(table)
      }
      return .commit
    }
  }

  /// Creates and fills one table.
  func add(_ table: Table) throws {
    try database.execute(sql: Self.statement(making: table.schema))
    try fill(table)
  }

  /// Returns the statement that creates a table.
  static func statement(making schema: TableSchema) -> String {
    let columns = schema.columns.map { "\(Self.quoted($0.name)) \(Self.type(of: $0))" }
    return "create table \(quoted(schema.name)) (\(columns.joined(separator: ", "))) strict"
  }

  private func fill(_ table: Table) throws {
    let name = Self.quoted(table.schema.name)
    let places = table.schema.columns.map { _ in "?" }.joined(separator: ", ")
    // An id that comes twice is a fault of the catalog and reported as such; the first record counts.
    let rows = RowWriter(
      try database.makeStatement(sql: "insert or ignore into \(name) values (\(places))"),
      columns: table.schema.columns)
    for row in table.rows { try rows.write(row.cells) }
  }

  /// Sorts the dates on which facts were observed, since every question about what is recent asks
  /// for the newest of them.
  private func indexDates(of table: Table) throws {
    for column in table.schema.observationDates { try index(column, of: table, "by") }
  }

  /// Sorts the columns that name other records: a page asks for what belongs to its own.
  private func indexReferences(of table: Table) throws {
    for column in table.schema.columns {
      guard case .reference = column.kind else { continue }
      try index(column.name, of: table, "of")
    }
  }

  /// Sorts a column; `word` tells its index from others in its name.
  private func index(_ column: String, of table: Table, _ word: String) throws {
    let name = table.schema.name
    let index = Self.quoted("\(name)_\(word)_\(column)")
    try database.execute(
      sql: "create index \(index) on \(Self.quoted(name)) (\(Self.quoted(column)))")
  }

  /// Whether the database stores the column as text.
  static func isText(_ column: ColumnSchema) -> Bool { type(of: column).hasPrefix("text") }

  private static func type(of column: ColumnSchema) -> String {
    switch column.kind {
    case .identifier: column.name == "id" ? "text primary key not null" : "text"
    case .text, .date, .choice, .reference: "text"
    case .integer, .flag: "integer"
    case .decimal: "real"
    }
  }

  private static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
