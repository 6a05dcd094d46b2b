import Diagnostics

extension CatalogDatabase {
  /// Returns a cell of a record by the names of its table, record and column, and notes the read.
  ///
  /// - Throws: `QueryError` where one of the names is unknown, with the nearest that is known.
  package func cell(
    table name: String, id: String, column: String, log: ReadLog?
  ) throws(QueryError) -> Cell {
    guard let table = catalog.table(name) else {
      throw QueryError(
        "the catalog has no table '\(name)'",
        help: NearestName.help(for: name, among: catalog.tables.map(\.schema.name)))
    }
    guard let row = table.row(id: id) else {
      throw QueryError(
        "there is no \(table.schema.noun) '\(id)'",
        help: NearestName.help(for: id, among: table.ids))
    }
    guard let index = table.columnIndex(column) else {
      throw QueryError(
        "table '\(name)' has no column '\(column)'",
        help: NearestName.help(for: column, among: table.schema.columns.map(\.name)))
    }
    log?.note(.cell(table: name, id: id, column: column))
    return row.cells[index]
  }

  /// Returns where a cell of a record was computed, or `nil` for a fact.
  package func origin(of column: String, in record: RecordName) -> FigureOrigin? {
    guard let table = catalog.table(record.table), let index = table.columnIndex(column),
      table.schema.columns[index].holdsFigures
    else { return nil }
    return .column(table: record.table, column: column, id: record.id)
  }
}
