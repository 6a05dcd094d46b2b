/// All records of a site, in tables whose order never changes.
package struct Catalog: Sendable {
  /// All tables that the schema knows, also empty ones; none at all when the site has no catalog.
  package let tables: [Table]
  private let indexByName: [String: Int]
  /// Who wants to know which tables are looked into.
  private var notes: TableNotes?

  package init(tables: [Table]) {
    self.tables = tables
    indexByName = Dictionary(
      tables.enumerated().map { ($1.schema.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether all tables are copies of those of `other`.
  func isCopy(of other: Catalog) -> Bool {
    tables.elementsEqual(other.tables) { $0.isCopy(of: $1) }
  }

  /// Whether the site has no catalog.
  package var isEmpty: Bool { tables.isEmpty }

  /// Returns the table called `name`.
  package func table(_ name: String) -> Table? {
    guard let place = indexByName[name] else { return nil }
    notes?.note(place)
    return tables[place]
  }

  /// Returns a copy that notes the tables which are looked into by name or for an id.
  func noting(_ notes: TableNotes) -> Catalog {
    var copy = self
    copy.notes = notes
    return copy
  }

  /// Returns the tables that were noted.
  func tables(in notes: TableNotes) -> [Table] {
    tables.enumerated().compactMap { notes.holds($0) ? $1 : nil }
  }

  /// Returns the record called `id` of a table.
  package func record(_ id: String, in table: String) -> Row? { self.table(table)?.row(id: id) }

  /// Returns the name of the table that holds the record called `id`; ids are unique over all.
  package func tableName(ofRecord id: String) -> String? {
    notes?.noteAll()
    return tables.first { $0.row(id: id) != nil }?.schema.name
  }

  /// Returns a cell of a record by the name of its column.
  package func cell(_ column: String, of id: String, in table: String) -> Cell? {
    self.table(table)?.cell(column, of: id)
  }
}
