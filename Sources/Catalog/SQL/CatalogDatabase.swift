internal import GRDB

/// The catalog as an immutable SQLite database in memory, with the engine's functions.
///
/// Build it once, then open a connection for each task that queries.
package final class CatalogDatabase: Sendable {
  /// The catalog with its computed columns.
  package let catalog: Catalog
  /// The views over the tables.
  package let views: [CatalogView]
  /// The sizing engine over the catalog.
  package let engine: SizingEngine
  /// What every query of every connection must keep within.
  package let limits: QueryLimits
  /// For how long facts are good.
  package let freshness: Freshness
  let names: CatalogNames
  let functions: [SQLFunction]
  private let image: DatabaseImage

  /// Fills a database from the catalog, with its computed columns and the engine's functions.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  package convenience init(
    _ catalog: Catalog, _ freshness: Freshness = Freshness(), limits: QueryLimits = QueryLimits()
  ) throws {
    let catalog = catalog.withDerivedColumns(freshness)
    let engine = SizingEngine(catalog)
    try self.init(
      catalog, engine: engine, functions: EngineFunctions.all(engine), limits: limits,
      freshness: freshness)
  }

  /// Fills a database from a catalog that has its computed columns, with what is the same in the
  /// database of a state before.
  convenience init(
    _ catalog: Catalog, _ freshness: Freshness, after known: CatalogDatabase?
  ) throws {
    if let known, known.engine.isMade(of: catalog) {
      try self.init(
        catalog, engine: known.engine, functions: known.functions, limits: known.limits,
        freshness: freshness, after: known)
    } else {
      let engine = SizingEngine(catalog)
      try self.init(
        catalog, engine: engine, functions: EngineFunctions.all(engine),
        limits: known?.limits ?? QueryLimits(), freshness: freshness, after: known)
    }
  }

  /// Fills a database from a catalog that has its computed columns.
  init(
    _ catalog: Catalog, engine: SizingEngine, functions: [SQLFunction], limits: QueryLimits,
    freshness: Freshness = Freshness(), after known: CatalogDatabase? = nil
  ) throws {
    self.catalog = catalog
    self.engine = engine
    self.limits = limits
    self.functions = functions
    self.freshness = freshness
    let views = CatalogViews.views(for: catalog.tables.map(\.schema), freshness)
    self.views = views
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    let queue = try DatabaseQueue(configuration: configuration)
    self.image = try queue.writeWithoutTransaction { database in
      let builder = DatabaseBuilder(database: database)
      if let known, known.freshness == freshness, known.hasTables(of: catalog) {
        try known.image.copy(into: database)
        try builder.update(known.catalog.tables, to: catalog.tables)
      } else {
        try builder.add(catalog.tables, views)
      }
      return try DatabaseImage(copying: database)
    }
    self.names = CatalogNames(
      catalog, functions: functions.map(\.name), views: views, today: freshness.today)
  }

  /// Opens a connection. Opening is cheap, but prepared queries belong to one connection: keep it
  /// as long as the task that uses it.
  package func connect() throws -> CatalogConnection {
    try CatalogConnection(to: self, image: image)
  }

  /// Opens a connection without the engine's functions, which may have tables of its own, and lets `body`
  /// use it within the limits of a query.
  func withOwnTables<Made>(_ body: (Database) throws -> Made) throws -> Made {
    let work = QueryWork(limits: limits, image: image)
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    // The queue is closed before `work` goes.
    return try withExtendedLifetime(work) {
      try DatabaseQueue(configuration: configuration).writeWithoutTransaction { connection in
        try image.open(in: connection)
        try connection.execute(sql: "pragma temp_store = memory")
        ConnectionLimits.set(on: connection, work: work)
        try connection.execute(sql: "pragma mmap_size = \(image.count)")
        work.begin()
        return try body(connection)
      }
    }
  }

  /// The functions that content may call, as a call and what it gives, in a fixed order.
  package var functionList: [(signature: String, meaning: String)] {
    functions.map { ($0.signature, $0.meaning) }
  }

  /// Returns what a function that content may call gives, or `nil` for an unknown name.
  package func function(_ name: String) -> (signature: String, meaning: String)? {
    functions.first { $0.name == name }.map { ($0.signature, $0.meaning) }
  }

  /// The database as the bytes of a SQLite file.
  package var sqliteBytes: [UInt8] { image.bytes }

  /// Whether a catalog has the same tables, whatever is in them.
  private func hasTables(of other: Catalog) -> Bool {
    catalog.tables.elementsEqual(other.tables) { $0.schema.name == $1.schema.name }
  }
}
