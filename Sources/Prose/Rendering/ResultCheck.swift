import Catalog
import Diagnostics

/// Checks what a query gave before a table is made of it.
struct ResultCheck {
  let result: QueryResult
  let catalog: Catalog

  func faults(at span: SourceSpan) -> [Diagnostic] {
    repeatedColumns(at: span) + unknownRecords(at: span)
  }

  /// Two columns of one name would be one in the page's JSON. Those that only lead to records are
  /// not in it.
  private func repeatedColumns(at span: SourceSpan) -> [Diagnostic] {
    let names = result.columns.map(\.name).filter {
      TableBuilder.linkedTable($0, catalog) == nil
    }
    return QueryResult.repeated(names).map { name in
      Diagnostic(
        "duplicate-column", "the query gives two columns called '\(name)'", at: span,
        help: ["name one of them with 'as'"])
    }
  }

  /// A column that leads to records holds ids of records.
  private func unknownRecords(at span: SourceSpan) -> [Diagnostic] {
    result.columns.enumerated().compactMap { index, column in
      guard let name = TableBuilder.linkedTable(column.name, catalog),
        let table = catalog.table(name), table.isComplete
      else { return nil }
      let unknown = result.rows.lazy.compactMap { $0[index].text }
        .first { table.row(id: $0) == nil }
      guard let unknown else { return nil }
      return Diagnostic(
        "unknown-record", "'\(column.name)' holds '\(unknown)', which is no \(table.schema.noun)",
        at: span, help: NearestName.help(for: unknown, among: table.ids))
    }
  }
}
