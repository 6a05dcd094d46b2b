/// The names that SQL may use, for labels and suggestions.
struct CatalogNames: Sendable {
  let tables: [TableSchema]
  let functions: [String]
  let views: [CatalogView]
  /// The day to take as today's.
  let today: CalendarDate?
  private let catalog: Catalog

  init(
    _ catalog: Catalog, functions: [String], views: [CatalogView] = [],
    today: CalendarDate? = nil
  ) {
    self.catalog = catalog
    self.views = views
    self.tables = catalog.tables.map(\.schema)
    self.functions = functions
    self.today = today
  }

  /// Returns the column called `name` of the table called `table`.
  func column(_ name: String, of table: String) -> ColumnSchema? {
    guard let schema = catalog.table(table)?.schema, let index = schema.columnIndex(name) else {
      return nil
    }
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

  /// Returns the column called `name` of a table as a place of figures: a computed column of flags,
  /// dates or ids holds none.
  func place(of name: String, in table: String) -> ColumnOrigins.Place? {
    guard let column = column(name, of: table) else { return nil }
    return ColumnOrigins.Place(table: table, column: name, isComputed: column.holdsFigures)
  }

  /// Returns how fast the facts of a column stop being true, and the column that tells the day of each
  /// record, or `nil` for a column that does not age.
  func dates(of name: String, in table: String) -> (volatility: Volatility, day: String?)? {
    guard let schema = catalog.table(table)?.schema, let index = schema.columnIndex(name),
      let volatility = schema.volatility(of: schema.columns[index])
    else { return nil }
    return (volatility, schema.observationDates.first)
  }

  /// Returns a cell of a record.
  func cell(_ column: String, of id: String, in table: String) -> Cell? {
    catalog.cell(column, of: id, in: table)
  }

  /// Returns cells of a record by the places of their columns.
  func cells(_ columns: [Int], of id: String, in table: String) -> [Cell]? {
    catalog.record(id, in: table).map { row in columns.map { row.cells[$0] } }
  }

  /// Returns what a record is called.
  func name(ofRecord id: String, in table: String) -> Cell? {
    catalog.cell("name", of: id, in: table)
  }

  /// Returns where the database holds NULL for what does not apply: the cells of a column of
  /// numbers by record, or `nil` where there are none.
  func gaps(in column: String, of table: String) -> Set<String>? {
    guard let table = catalog.table(table), let index = table.schema.columnIndex(column),
      !DatabaseBuilder.isText(table.schema.columns[index])
    else { return nil }
    let ids = table.rows.filter { $0.cells[index] == .notApplicable }.map(\.id)
    return ids.isEmpty ? nil : Set(ids)
  }
}
