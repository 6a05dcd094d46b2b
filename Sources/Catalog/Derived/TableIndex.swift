/// The tables of a catalog by name.
///
/// A class, since each record that is read holds it: ten thousand machines look up seven parts each.
final class TableIndex {
  private let catalog: Catalog

  private let lookups: TableLookups?

  /// For how long facts are good.
  let freshness: Freshness

  init(
    _ catalog: Catalog, _ lookups: TableLookups? = nil, freshness: Freshness = Freshness()
  ) {
    self.catalog = catalog
    self.freshness = freshness
    self.lookups = lookups
  }

  convenience init(_ tables: [Table]) { self.init(Catalog(tables: tables)) }

  /// Returns the records of `table` in the order of the file.
  func records(of table: String) -> [RecordReader] {
    lookups?.note(table)
    guard let table = catalog.table(table) else { return [] }
    return table.rows.map { RecordReader(tables: self, table: table, row: $0) }
  }

  /// Returns a record by id, of whatever table: ids are unique over the catalog.
  func record(_ id: String) -> RecordReader? {
    catalog.tables.map(\.schema.name).sorted().lazy.compactMap { [self] in record(id, in: $0) }
      .first
  }

  /// Returns a record by id.
  func record(_ id: String, in table: String) -> RecordReader? {
    lookups?.note(table)
    guard let table = catalog.table(table), let row = table.row(id: id) else { return nil }
    return RecordReader(tables: self, table: table, row: row)
  }
}
