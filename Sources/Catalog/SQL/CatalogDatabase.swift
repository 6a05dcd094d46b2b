internal import GRDB

/// The catalog as an immutable SQLite database in memory, with the engine's functions.
///
/// Build it once, then open a connection for each task that queries.
package final class CatalogDatabase: Sendable {
  /// What every query of every connection must keep within.
  package let limits: QueryLimits
  let names: CatalogNames
  let functions: [SQLFunction]
  private let image: DatabaseImage

  /// Fills a database from `tables`, which have their computed columns already, and creates views
  /// over them.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  init(
    tables: [Table], views: [String] = [], functions: [SQLFunction] = [],
    limits: QueryLimits = QueryLimits()
  ) throws {
    self.limits = limits
    self.functions = functions
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(configuration: configuration)
    self.image = try queue.writeWithoutTransaction { database in
      try database.inTransaction {
        let builder = DatabaseBuilder(database: database)
        for table in tables { try builder.add(table) }
        for view in views { try database.execute(sql: view) }
        return .commit
      }
      return try DatabaseImage(copying: database)
    }
    self.names = CatalogNames(tables: tables.map(\.schema), functions: functions.map(\.name))
  }

  /// Opens a connection. Opening is cheap, but prepared queries belong to one connection: keep it
  /// as long as the task that uses it.
  package func connect() throws -> CatalogConnection {
    try CatalogConnection(to: self, image: image)
  }

  /// The database as the bytes of a SQLite file.
  package var sqliteBytes: [UInt8] { image.bytes }
}
