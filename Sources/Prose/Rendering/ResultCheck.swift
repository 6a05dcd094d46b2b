import Catalog
import Diagnostics

/// Checks what a query gave before a table is made of it.
struct ResultCheck {
  let result: QueryResult
  let catalog: Catalog

  func faults(at span: SourceSpan) -> [Diagnostic] {
    repeatedColumns(at: span) + unnamedColumns(at: span) + unknownRecords(at: span)
      + uselessLinks(at: span) + unknownVerdicts(at: span)
  }

  /// A column without a name has no heading, and no key in the page's JSON.
  private func unnamedColumns(at span: SourceSpan) -> [Diagnostic] {
    result.columns.enumerated().filter { $0.element.name.isBlank }.map {
      column in
      Diagnostic(
        "unnamed-column", "column \(column.offset + 1) of the query has no name", at: span,
        help: ["name it with 'as'"])
    }
  }

  /// A column that leads to records links the one after it.
  private func uselessLinks(at span: SourceSpan) -> [Diagnostic] {
    guard let last = result.columns.last, TableBuilder.linkedTable(last.name, catalog) != nil else {
      return []
    }
    return [
      Diagnostic(
        "useless-link",
        "'\(last.name)' links the column after it, and there is none", at: span,
        help: ["put it before the column to link, or name it with 'as' to print it"])
    ]
  }

  /// A column of verdicts holds the engine's words, which a page marks and counts by them.
  private func unknownVerdicts(at span: SourceSpan) -> [Diagnostic] {
    result.columns.enumerated().compactMap { index, column in
      guard VerdictBadge.isVerdict(column.name) else { return nil }
      let wrong = result.rows.lazy.map { $0[index] }.first { cell in
        cell != .notStated && cell != .notApplicable
          && cell.text.flatMap(VerdictBadge.kind) == nil
      }
      guard let wrong else { return nil }
      return Diagnostic(
        "unknown-verdict",
        "'\(column.name)' holds '\(ValueFormat.plain(wrong))', which is no verdict", at: span,
        help: ["verdicts are 'fits', 'tight' and 'does not fit'; name another column otherwise"])
    }
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
      let found = result.rows.lazy.map { $0[index] }.first { cell in
        cell != .notStated && cell != .notApplicable
          && cell.text.flatMap { table.row(id: $0) } == nil
      }
      guard let found else { return nil }
      let unknown = ValueFormat.plain(found)
      return Diagnostic(
        "unknown-record", "'\(column.name)' holds '\(unknown)', which is no \(table.schema.noun)",
        at: span, help: NearestName.help(for: unknown, among: table.ids))
    }
  }
}

extension String {
  /// Whether there is nothing to be seen; the first byte tells it of nearly all names.
  fileprivate var isBlank: Bool {
    if let first = utf8.first, first > 0x20, first < 0x7F { return false }
    return allSatisfy(\.isWhitespace)
  }
}
