package import Diagnostics
import Synchronization

/// Loads one state of a catalog after another and keeps what did not change.
///
/// While a site is served, mostly one cell of one file is another. Each step is taken over from the
/// state before where all that it looks at is the same: a table's file for its records, all tables
/// for the checks, a table and those it looks records up in for its computed columns, the tables of
/// models and cards for the engine, and tables with their columns for the database. What comes of a
/// state is what a memory without any would give.
package final class CatalogMemory: Sendable {
  private struct State {
    var readings: [String: TableReading] = [:]
    var checks: CatalogChecks.Findings?
    var derivations: [TableDerivation] = []
    var database: CatalogDatabase?
  }

  private let state = Mutex(State())

  package init() {}

  /// Reads and checks the files of a catalog.
  ///
  /// Every fault of every file is reported in one run, in reading order. Each table is one file,
  /// CSV or YAML, named by its schema; other files are faults.
  ///
  /// - Parameter files: the files below the catalog folder. None means that the site has no catalog.
  /// - Returns: the catalog, usable as far as it could be read, and all faults.
  package func load(_ files: [SourceFile]) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    guard !files.isEmpty else { return (Catalog(tables: []), []) }
    var faults = FaultLog()
    let assigned = CatalogFiles.assign(files, faults: &faults)
    return state.withLock { state in
      var readings: [TableReading] = []
      for schema in CatalogSchema.tables {
        let reading = TableReading.of(
          schema, in: assigned, known: state.readings[schema.name])
        state.readings[schema.name] = reading
        faults.append(reading.faults)
        readings.append(reading)
      }
      let catalog = Catalog(tables: readings.map(\.table))
      let damagedIDs = readings.reduce(into: Set<String>()) { $0.formUnion($1.damagedIDs) }
      let checks = CatalogChecks.findings(in: catalog, damagedIDs: damagedIDs, known: state.checks)
      state.checks = checks
      faults.append(checks.faults)
      return (catalog, faults.diagnostics.sortedForReport())
    }
  }

  /// Returns the catalog as a database, with its computed columns and the engine's functions.
  ///
  /// - Throws: `QueryError` where the tables cannot be stored; the catalog's checks prevent that.
  package func database(
    of catalog: Catalog, _ freshness: Freshness = Freshness()
  ) throws -> CatalogDatabase {
    try state.withLock { state in
      let derivations = TableDerivation.all(
        of: catalog.tables, freshness, known: state.derivations)
      state.derivations = derivations
      let derived = Catalog(tables: derivations.map(\.derived))
      if let known = state.database, known.freshness == freshness,
        known.catalog.isCopy(of: derived)
      {
        return known
      }
      let database = try CatalogDatabase(derived, freshness, after: state.database)
      state.database = database
      return database
    }
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
