/// Digests of all that a catalog holds, to find what differs from another state of it.
package struct CatalogState: Sendable {
  /// A digest of each column with the ids of its records, in their order, by `table.column`.
  package var columns: [String: UInt64] = [:]
  /// A digest of each record, by the table and id.
  package var rows: [String: [String: UInt64]] = [:]
  /// The tables that the digests are of, where these were taken by this process.
  private var tables: [String: Table] = [:]

  package init() {}

  /// Takes the digests of a catalog; those of the very tables that `known` is of are taken over.
  package init(_ catalog: Catalog, known: CatalogState? = nil) {
    for table in catalog.tables {
      let name = table.schema.name
      tables[name] = table
      if let known, known.tables[name]?.isCopy(of: table) == true {
        takeOver(table, from: known)
      } else {
        take(table)
      }
    }
  }

  /// Whether a table is the very one that a part of this was taken of.
  package func isOf(_ table: Table) -> Bool { tables[table.schema.name]?.isCopy(of: table) == true }

  private mutating func takeOver(_ table: Table, from known: CatalogState) {
    let name = table.schema.name
    rows[name] = known.rows[name]
    for column in table.schema.columns {
      let column = "\(name).\(column.name)"
      columns[column] = known.columns[column]
    }
  }

  private mutating func take(_ table: Table) {
    var columns = [StableDigest](repeating: StableDigest(), count: table.schema.columns.count)
    var rows: [String: UInt64] = [:]
    rows.reserveCapacity(table.rows.count)
    for row in table.rows {
      let id = row.id.stableHash
      var digest = StableDigest()
      for (index, cell) in row.cells.enumerated() {
        digest.add(cell)
        columns[index].add(id)
        columns[index].add(cell)
      }
      rows[row.id] = digest.folded
    }
    for (column, digest) in zip(table.schema.columns, columns) {
      self.columns["\(table.schema.name).\(column.name)"] = digest.folded
    }
    self.rows[table.schema.name] = rows
  }
}
