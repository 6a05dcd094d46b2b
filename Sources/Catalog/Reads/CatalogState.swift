/// Digests of all that a catalog holds, to find what differs from another state of it.
package struct CatalogState: Sendable {
  /// A digest of each column with the ids of its records, in their order, by `table.column`.
  package var columns: [String: UInt64] = [:]
  /// A digest of each record, by the table and id.
  package var rows: [String: [String: UInt64]] = [:]

  package init() {}

  /// Takes the digests of a catalog.
  package init(_ catalog: Catalog) {
    for table in catalog.tables {
      var columns = [StableDigest](
        repeating: StableDigest(), count: table.schema.columns.count)
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
}
