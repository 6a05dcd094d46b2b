internal import GRDB

/// The catalog as a SQLite file for anyone's tools: tables only, no views and no functions of ours.
///
/// Equal catalogs give equal bytes with one version of SQLite: nothing in the file depends on the
/// time, the machine or the order of work.
package enum PublishedDatabase {
  /// Returns the bytes of the file.
  ///
  /// Besides the catalog's tables it holds `catalog_about` (terms, names and dates, as given),
  /// `catalog_table` (what a row of each table is) and `catalog_column` (the meaning and unit of every column).
  package static func bytes(
    of catalog: Catalog, _ freshness: Freshness, about: [(key: String, value: String)]
  ) throws -> [UInt8] {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(configuration: configuration)
    let image = try queue.writeWithoutTransaction { database in
      try database.inTransaction {
        let builder = DatabaseBuilder(database: database)
        for table in catalog.tables { try builder.add(table) }
        let views = CatalogViews.views(for: catalog.tables.map(\.schema), freshness)
        for view in views {
          try database.execute(
            sql: "create table \(view.name) as select * from (\(view.query)) order by 1, 2")
        }
        try addTerms(about, to: database)
        try addTables(of: catalog, views, to: database)
        try addColumns(of: catalog, to: database)
        return .commit
      }
      return try DatabaseImage(copying: database)
    }
    return image.bytes
  }

  private static func addTerms(
    _ about: [(key: String, value: String)], to database: Database
  ) throws {
    try database.execute(
      sql: "create table catalog_about (key text primary key not null, value text not null) strict")
    for entry in about {
      try database.execute(
        sql: "insert into catalog_about values (?, ?)", arguments: [entry.key, entry.value])
    }
  }

  private static func addTables(
    of catalog: Catalog, _ views: [CatalogView], to database: Database
  ) throws {
    try database.execute(
      sql: """
        create table catalog_table (table_name text primary key not null, meaning text not null, \
        is_computed integer not null) strict
        """)
    let tables = catalog.tables.map { ($0.schema.name, "One row is a \($0.schema.noun).", 0) }
    let computed = views.map { ($0.name, $0.meaning, 1) }
    for (name, meaning, isComputed) in tables + computed {
      try database.execute(
        sql: "insert into catalog_table values (?, ?, ?)", arguments: [name, meaning, isComputed])
    }
  }

  private static func addColumns(of catalog: Catalog, to database: Database) throws {
    try database.execute(
      sql: """
        create table catalog_column (table_name text not null, place integer not null, \
        column_name text not null, label text not null, unit text, meaning text not null, \
        is_computed integer not null, primary key (table_name, column_name)) strict
        """)
    let rows = RowWriter(
      try database.makeStatement(sql: "insert into catalog_column values (?, ?, ?, ?, ?, ?, ?)"))
    for table in catalog.tables {
      for (index, column) in table.schema.columns.enumerated() {
        let values: [(any DatabaseValueConvertible)?] = [
          table.schema.name, index + 1, column.name, column.label, column.unit?.symbol,
          column.meaning, column.origin == .computed ? 1 : 0,
        ]
        try rows.write(values.map { $0?.databaseValue ?? .null })
      }
    }
  }
}
