/// Checks that the places in the sources belong to the sources one by one.
enum SourceCheck {
  @Sendable static func run(_ check: TableCheck, faults: inout FaultLog) {
    let table = check.table
    guard let source = table.schema.columnIndex("source"),
      let detail = table.schema.columnIndex("source_detail")
    else { return }
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
