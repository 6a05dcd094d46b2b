package import Diagnostics

extension Catalog {
  /// Reads and checks the files of a catalog.
  ///
  /// Every fault of every file is reported in one run, in reading order. Each table is one file,
  /// CSV or YAML, named by its schema; other files are faults.
  ///
  /// - Parameter files: the files below the catalog folder. None means that the site has no catalog.
  /// - Returns: the catalog, usable as far as it could be read, and all faults.
  package static func load(
    _ files: [SourceFile]
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    guard !files.isEmpty else { return (Catalog(tables: []), []) }
    var faults = FaultLog()
    let assigned = CatalogFiles.assign(files, faults: &faults)
    var tables: [Table] = []
    var damagedIDs: Set<String> = []
    for schema in CatalogSchema.tables {
      guard let source = assigned.files[schema.name] else {
        // A table whose file is missing may be in one of another name.
        tables.append(
          Table(
            schema: schema, rows: [], source: SourceFile(path: schema.file, bytes: []),
            isComplete: !assigned.hasStrays))
        continue
      }
      let result = TableReader.read(source, schema, faults: &faults)
      tables.append(result.table)
      damagedIDs.formUnion(result.damagedIDs)
    }
    let catalog = Catalog(tables: tables)
    CatalogChecks.run(catalog, damagedIDs: damagedIDs, faults: &faults)
    return (catalog, faults.diagnostics.sortedForReport())
  }
}
