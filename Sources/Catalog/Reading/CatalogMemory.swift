package import Diagnostics
import Dispatch
import Synchronization

/// Loads one state of a catalog after another and keeps what did not change.
///
/// While a site is served, mostly one cell of one file is another. Each step is taken over from the
/// state before where all that it looks at is the same: a table's file for its records, all tables
/// for the checks, a table and those it looks records up in for its computed columns, the tables of
/// models and cards for the engine, and tables with their columns for the database. What comes of a
/// state is what a memory without any would give.
package final class CatalogMemory: Sendable {
  private struct Made {
    var derivations: [TableDerivation] = []
    var database: CatalogDatabase?
  }

  // One lock for each step, so that steps which do not need each other go on side by side.
  private let readings = Mutex<[String: TableReading]>([:])
  private let checks = Mutex<CatalogChecks.Findings?>(nil)
  private let made = Mutex(Made())
  private let knownState = Mutex(CatalogState())
  private let keepsState: Bool

  /// Makes an empty memory. Where it `keepsState`, opening a catalog takes its digests on the way.
  package init(keepsState: Bool = false) { self.keepsState = keepsState }

  /// The digests of the catalog that was opened last, if they are taken.
  package var state: CatalogState { knownState.withLock(\.self) }

  /// Reads and checks the files of a catalog.
  ///
  /// Every fault of every file is reported in one run, in reading order. Each table is one file,
  /// CSV or YAML, named by its schema; other files are faults.
  ///
  /// - Parameters:
  ///   - files: the files below the catalog folder. None means that the site has no catalog.
  ///   - isWhole: whether those are all. Others, which were not read and are told elsewhere, may
  ///     hold what seems to be missing.
  /// - Returns: the catalog, usable as far as it could be read, and all faults.
  package func load(
    _ files: [SourceFile], isWhole: Bool = true
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    guard !files.isEmpty || !isWhole else { return (Catalog(tables: []), []) }
    let reading = read(files, isWhole: isWhole)
    return (reading.catalog, check(reading))
  }

  /// Does what ``load(_:isWhole:)`` and ``database(of:_:)`` do after each other, but checks the
  /// catalog while its database is made: neither needs the other. The database may still be filled
  /// afterwards, which ``CatalogDatabase/finish()`` waits for.
  package func open(
    _ files: [SourceFile], _ freshness: Freshness, isWhole: Bool = true
  ) -> Opened {
    guard !files.isEmpty || !isWhole else {
      let catalog = Catalog(tables: [])
      return Opened(
        catalog: catalog, database: begin(catalog, freshness), diagnostics: [])
    }
    let reading = read(files, isWhole: isWhole)
    let found = Mutex<[Diagnostic]>([])
    let opened = Mutex<CatalogDatabase?>(nil)
    DispatchQueue.concurrentPerform(iterations: 2) { step in
      if step == 0 {
        let begun = begin(reading.catalog, freshness)
        opened.withLock { $0 = begun }
        takeState(of: begun.catalog)
      } else {
        let diagnostics = check(reading)
        found.withLock { $0 = diagnostics }
      }
    }
    return Opened(
      catalog: reading.catalog,
      database: opened.withLock(\.self) ?? begin(reading.catalog, freshness),
      diagnostics: found.withLock(\.self))
  }

  /// A catalog as far as it could be read, its database and all faults.
  package struct Opened: Sendable {
    package let catalog: Catalog
    /// The database, which may still be filled.
    package let database: CatalogDatabase
    package let diagnostics: [Diagnostic]
  }

  /// All tables as they were read, and what was at fault in their files.
  private struct Reading: Sendable {
    let catalog: Catalog
    let damagedIDs: Set<String>
    let faults: FaultLog
  }

  private func read(_ files: [SourceFile], isWhole: Bool) -> Reading {
    var faults = FaultLog()
    var assigned = CatalogFiles.assign(files, faults: &faults)
    if !isWhole { assigned.hasStrays = true }
    let found = readings.withLock { known in
      CatalogSchema.tables.map { schema in
        let reading = TableReading.of(schema, in: assigned, known: known[schema.name])
        known[schema.name] = reading
        return reading
      }
    }
    for reading in found { faults.append(reading.faults) }
    return Reading(
      catalog: Catalog(tables: found.map(\.table)),
      damagedIDs: found.reduce(into: []) { $0.formUnion($1.damagedIDs) }, faults: faults)
  }

  /// Runs the checks over what was read and returns the faults of both.
  private func check(_ reading: Reading) -> [Diagnostic] {
    checks.withLock { known in
      let found = CatalogChecks.findings(
        in: reading.catalog, damagedIDs: reading.damagedIDs, known: known)
      known = found
      return (reading.faults.diagnostics + found.faults).sortedForReport()
    }
  }

  /// Returns the catalog as a database, with its computed columns and the engine's functions.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  package func database(
    of catalog: Catalog, _ freshness: Freshness = Freshness()
  ) throws -> CatalogDatabase {
    let database = begin(catalog, freshness)
    try database.finish()
    return database
  }

  /// Computes the columns of a catalog and begins to fill its database.
  private func begin(_ catalog: Catalog, _ freshness: Freshness) -> CatalogDatabase {
    made.withLock { made in
      let derivations = TableDerivation.all(
        of: catalog.tables, freshness, known: made.derivations)
      made.derivations = derivations
      let derived = Catalog(tables: derivations.map(\.derived))
      if let known = made.database, known.freshness == freshness,
        known.catalog.isCopy(of: derived)
      {
        return known
      }
      let database = CatalogDatabase(derived, freshness, after: made.database)
      made.database = database
      return database
    }
  }

  private func takeState(of catalog: Catalog) {
    guard keepsState else { return }
    let state = CatalogState(catalog, known: state)
    knownState.withLock { $0 = state }
  }
}

/// What came of the file of one table.
struct TableReading: Sendable {
  let table: Table
  let damagedIDs: Set<String>
  let faults: [Diagnostic]
  private let isFile: Bool

  /// Reads the file of a table, or takes over what is known of the same bytes.
  static func of(
    _ schema: TableSchema, in files: CatalogFiles.Assignment, known: TableReading?
  ) -> TableReading {
    guard let source = files.files[schema.name] else {
      if let known, !known.isFile, known.table.isComplete != files.hasStrays { return known }
      // A table whose file is missing may be in one of another name.
      let table = Table(
        schema: schema, rows: [], source: SourceFile(path: schema.file, bytes: []),
        isComplete: !files.hasStrays)
      return TableReading(table: table, damagedIDs: [], faults: [], isFile: false)
    }
    if let known, known.isFile, known.table.source.path == source.path,
      known.table.source.bytes == source.bytes
    {
      return known
    }
    var faults = FaultLog()
    let result = TableReader.read(source, schema, faults: &faults)
    return TableReading(
      table: result.table, damagedIDs: result.damagedIDs, faults: faults.diagnostics, isFile: true)
  }
}
