extension Catalog {
  /// The newest day on which any fact of the catalog was read or observed, or `nil` when no record
  /// states one.
  package var newestDate: CalendarDate? {
    tables.lazy.compactMap { table -> CalendarDate? in
      let columns = table.schema.columns.indices.filter { index in
        ["as_of", "accessed", "checked_date"].contains(table.schema.columns[index].name)
      }
      return table.rows.lazy.flatMap { row in columns.compactMap { row.cells[$0].date } }.max()
    }.max()
  }
}
