/// A table with its computed columns, and what they were computed from.
struct TableDerivation: Sendable {
  let derived: Table
  /// The table as it was read, and those that records were looked up in.
  private let inputs: [Table]
  private let freshness: Freshness

  /// Computes the columns of all tables, or takes over those whose inputs are the same.
  static func all(
    of tables: [Table], _ freshness: Freshness, known: [TableDerivation]
  ) -> [TableDerivation] {
    let catalog = Catalog(tables: tables)
    return tables.enumerated().map { place, table in
      if place < known.count, known[place].inputs.first?.schema.name == table.schema.name,
        known[place].freshness == freshness, known[place].holds(in: catalog)
      {
        return known[place]
      }
      let lookups = TableLookups()
      let derived = DerivedColumns.added(
        to: table, TableIndex(catalog, lookups, freshness: freshness))
      let others = lookups.names.filter { $0 != table.schema.name }.compactMap(catalog.table)
      return TableDerivation(derived: derived, inputs: [table] + others, freshness: freshness)
    }
  }

  private func holds(in catalog: Catalog) -> Bool {
    inputs.allSatisfy { catalog.table($0.schema.name)?.isCopy(of: $0) == true }
  }
}

/// Takes note of the tables that records are looked up in.
final class TableLookups {
  private(set) var names: [String] = []

  func note(_ name: String) { if !names.contains(name) { names.append(name) } }
}
