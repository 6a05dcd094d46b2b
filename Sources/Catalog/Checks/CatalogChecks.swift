import Diagnostics

/// Everything that is checked once all tables are read.
enum CatalogChecks {
  /// The checks that go through the records of one table, in the order in which they report.
  private static let ofTables: [@Sendable (TableCheck, inout FaultLog) -> Void] = [
    ReferenceCheck.run, SourceCheck.run, DateCheck.run, DuplicateCheck.run, RuleCheck.run,
  ]

  /// What was found, and in what.
  struct Findings: Sendable {
    let faults: [Diagnostic]
    fileprivate let catalog: Catalog
    fileprivate let damagedIDs: Set<String>
    /// What the check of ids found.
    fileprivate let ids: [Diagnostic]
    /// What each check found in each table, one check after the other.
    fileprivate let tables: [TableFindings]
  }

  /// Runs all checks, each of which goes on after a fault. What is known of the same tables is taken
  /// over: a check of a table runs again as soon as that table or one that it looked into is another.
  static func findings(
    in catalog: Catalog, damagedIDs: Set<String>, known: Findings?
  ) -> Findings {
    let known = known.flatMap { known in
      known.damagedIDs == damagedIDs && known.catalog.tables.count == catalog.tables.count
        ? known : nil
    }
    if let known, known.catalog.isCopy(of: catalog) { return known }
    let ids = ids(in: catalog, known)
    var found: [TableFindings] = []
    for check in ofTables {
      for table in catalog.tables {
        if let known = known?.tables[found.count], known.hold(for: table, in: catalog) {
          found.append(known)
        } else {
          found.append(TableFindings(of: check, table, in: catalog, damagedIDs))
        }
      }
    }
    return Findings(
      faults: ids + found.flatMap(\.faults), catalog: catalog, damagedIDs: damagedIDs, ids: ids,
      tables: found)
  }

  /// Returns what the check of ids finds, which is nothing where it was nothing for the same ids.
  private static func ids(in catalog: Catalog, _ known: Findings?) -> [Diagnostic] {
    if let known, known.ids.isEmpty,
      zip(catalog.tables, known.catalog.tables).allSatisfy({ $0.hasIDs(of: $1) })
    {
      return []
    }
    var faults = FaultLog()
    IDCheck.run(catalog, faults: &faults)
    return faults.diagnostics
  }
}

/// A table that is to be checked, with all that a check may look at.
struct TableCheck {
  let table: Table
  let catalog: Catalog
  /// The ids of records that could not be read.
  let damagedIDs: Set<String>
}

/// What one check found in one table.
private struct TableFindings: Sendable {
  let faults: [Diagnostic]
  /// The table, and those that the check looked into.
  private let inputs: [Table]

  init(
    of check: (TableCheck, inout FaultLog) -> Void, _ table: Table, in catalog: Catalog,
    _ damagedIDs: Set<String>
  ) {
    let notes = TableNotes()
    var faults = FaultLog()
    check(
      TableCheck(table: table, catalog: catalog.noting(notes), damagedIDs: damagedIDs), &faults)
    self.faults = faults.diagnostics
    inputs = [table] + catalog.tables(in: notes)
  }

  /// Whether nothing that the check looked at is another.
  func hold(for table: Table, in catalog: Catalog) -> Bool {
    inputs.first?.isCopy(of: table) == true
      && inputs.dropFirst().allSatisfy { catalog.table($0.schema.name)?.isCopy(of: $0) == true }
  }
}
