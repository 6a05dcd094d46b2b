extension Catalog {
  /// The newest day on which any fact of the catalog was read or observed, or `nil` when no record
  /// states one.
  package var newestDate: CalendarDate? {
    tables.lazy.compactMap { table -> CalendarDate? in
      let columns = table.schema.observationDates.compactMap(table.schema.columnIndex)
      guard !columns.isEmpty else { return nil }
      return table.rows.lazy.flatMap { row in columns.compactMap { row.cells[$0].date } }.max()
    }.max()
  }
}

extension TableSchema {
  /// The columns that say on which day the facts of a row were read or observed.
  var observationDates: [String] {
    columns.map(\.name).filter(["as_of", "accessed", "checked_date"].contains)
  }
}
