/// Everything that is checked once all tables are read.
enum CatalogChecks {
  /// Runs all checks; each goes on after a fault.
  static func run(_ catalog: Catalog, damagedIDs: Set<String>, faults: inout FaultLog) {
    IDCheck.run(catalog, faults: &faults)
    ReferenceCheck.run(catalog, damagedIDs: damagedIDs, faults: &faults)
    SourceCheck.run(catalog, faults: &faults)
    DateCheck.run(catalog, faults: &faults)
    DuplicateCheck.run(catalog, faults: &faults)
    RuleCheck.run(catalog, faults: &faults)
  }
}
