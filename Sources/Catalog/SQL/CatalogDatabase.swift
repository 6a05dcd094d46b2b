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
  private let pending: PendingImage

  /// Fills a database from the catalog, with its computed columns and the engine's functions.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  package convenience init(
    _ catalog: Catalog, _ freshness: Freshness = Freshness(), limits: QueryLimits = QueryLimits()
  ) throws {
    let catalog = catalog.withDerivedColumns(freshness)
    let engine = SizingEngine(catalog)
    self.init(
      catalog, engine: engine, functions: EngineFunctions.all(engine), limits: limits,
      freshness: freshness)
    try finish()
  }

  /// Begins to fill a database from a catalog that has its computed columns, with what is the same in
  /// the database of a state before. ``finish()`` tells whether that went well.
  convenience init(_ catalog: Catalog, _ freshness: Freshness, after known: CatalogDatabase?) {
    if let known, known.engine.isMade(of: catalog) {
      self.init(
        catalog, engine: known.engine, functions: known.functions, limits: known.limits,
        freshness: freshness, after: known)
    } else {
      let engine = SizingEngine(catalog, after: known?.engine)
      self.init(
        catalog, engine: engine, functions: EngineFunctions.all(engine),
        limits: known?.limits ?? QueryLimits(), freshness: freshness, after: known)
    }
  }

  /// Begins to fill a database from a catalog that has its computed columns, while others go on.
  init(
    _ catalog: Catalog, engine: SizingEngine, functions: [SQLFunction], limits: QueryLimits,
    freshness: Freshness = Freshness(), after known: CatalogDatabase? = nil
  ) {
    self.catalog = catalog
    self.engine = engine
    self.limits = limits
    self.functions = functions
    self.freshness = freshness
    let views = CatalogViews.views(for: catalog.tables.map(\.schema), freshness)
    self.views = views
    let basis = known.flatMap { $0.freshness == freshness && $0.hasTables(of: catalog) ? $0 : nil }
    pending = PendingImage {
      var configuration = Configuration()
      configuration.foreignKeysEnabled = false
      let queue = try DatabaseQueue(configuration: configuration)
      return try queue.writeWithoutTransaction { database in
        let builder = DatabaseBuilder(database: database)
        // What was wrong with the state before is nothing to begin with.
        if let basis, let image = try? basis.pending.image {
          try image.copy(into: database)
          try builder.update(basis.catalog.tables, to: catalog.tables)
        } else {
          try builder.add(catalog.tables, views)
        }
        return try DatabaseImage(copying: database)
      }
    }
    self.names = CatalogNames(
      catalog, functions: functions.map(\.name), views: views, today: freshness.today)
  }

  /// Waits until the database is filled.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  package func finish() throws { _ = try pending.image }

  /// Opens a connection. Opening is cheap, but prepared queries belong to one connection: keep it
  /// as long as the task that uses it.
  package func connect() throws -> CatalogConnection {
    try CatalogConnection(to: self, image: pending.image)
  }

  /// Opens a connection without the engine's functions, which may have tables of its own, and lets `body`
  /// use it within the limits of a query.
  func withOwnTables<Made>(_ body: (Database) throws -> Made) throws -> Made {
    let image = try pending.image
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
  package var sqliteBytes: [UInt8] {
    // A database that could not be filled was reported, and no site is made of it.
    (try? pending.image)?.bytes ?? []
  }

  /// Whether a catalog has the same tables, whatever is in them.
  private func hasTables(of other: Catalog) -> Bool {
    catalog.tables.elementsEqual(other.tables) { $0.schema.name == $1.schema.name }
  }
}
