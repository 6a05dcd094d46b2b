/// Checks that the places in the sources belong to the sources one by one.
enum SourceCheck {
  static func run(_ catalog: Catalog, faults: inout FaultLog) {
    for table in catalog.tables {
      guard let source = table.schema.columnIndex("source"),
        let detail = table.schema.columnIndex("source_detail")
      else { continue }
      for row in table.rows {
        guard let sources = row.cells[source].text, let details = row.cells[detail].text else {
          continue
        }
        let found = IDList.items(details).count
        let expected = IDList.items(sources).count
        guard found != expected else { continue }
        faults.report(
          LinkFault.detailCount(found: found, expected: expected),
          at: table.span(of: row, column: detail))
      }
    }
  }
}
