import Diagnostics

/// Everything that is checked once all tables are read.
enum CatalogChecks {
  /// What was found, and in what.
  struct Findings: Sendable {
    let faults: [Diagnostic]
    fileprivate let catalog: Catalog
    fileprivate let damagedIDs: Set<String>
  }

  /// Runs all checks, each of which goes on after a fault, or returns what is known of the same
  /// tables.
  static func findings(
    in catalog: Catalog, damagedIDs: Set<String>, known: Findings?
  ) -> Findings {
    if let known, known.catalog.isCopy(of: catalog), known.damagedIDs == damagedIDs {
      return known
    }
    var faults = FaultLog()
    IDCheck.run(catalog, faults: &faults)
    ReferenceCheck.run(catalog, damagedIDs: damagedIDs, faults: &faults)
    SourceCheck.run(catalog, faults: &faults)
    DateCheck.run(catalog, faults: &faults)
    DuplicateCheck.run(catalog, faults: &faults)
    RuleCheck.run(catalog, faults: &faults)
    return Findings(faults: faults.diagnostics, catalog: catalog, damagedIDs: damagedIDs)
  }
}
