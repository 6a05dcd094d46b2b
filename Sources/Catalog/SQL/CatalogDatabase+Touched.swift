internal import GRDB

extension CatalogDatabase {
  /// Returns the ids with which a query can give other rows than over another state of the catalog, of
  /// which only cells of one table are others: some columns of some records. `nil` where that cannot be
  /// told without asking it again.
  package func idsTouched(
    inQuery sql: String, by table: String, columns: [String], records: Set<String>,
    before: Catalog
  ) -> Set<String>? {
    guard let old = before.table(table), let new = catalog.table(table), old.hasIDs(of: new),
      // A computed figure is led back to its record, also where the query does not go through that.
      !new.schema.columns.contains(where: \.holdsFigures),
      !columns.contains(where: { old.holdsGaps($0) || new.holdsGaps($0) }),
      let tokens = try? QueryGuard.check(sql, limits: limits),
      let query = TouchedRecords(sql, tokens, table: table, views: views)
    else { return nil }
    let changed = records.flatMap { id in [old.row(id: id), new.row(id: id)].compactMap(\.self) }
    return try? withOwnTables { try query.ids(in: $0, changed: changed, of: new.schema) }
  }
}

extension Table {
  /// Whether *not applicable* stands in a column that the database cannot hold it in.
  fileprivate func holdsGaps(_ column: String) -> Bool {
    guard let index = columnIndex(column), !DatabaseBuilder.isText(schema.columns[index]) else {
      return false
    }
    return rows.contains { $0.cells[index] == .notApplicable }
  }
}
