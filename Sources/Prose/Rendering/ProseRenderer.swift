package import Catalog
import Diagnostics
package import Markup

/// Fills in the forms of one page.
///
/// A renderer serves one page, in one task: it holds that page's connection and read log.
package struct ProseRenderer {
  let database: CatalogDatabase
  private let connection: CatalogConnection
  private let log: ReadLog
  /// The record the page is about; `this` and `:id` in its expressions.
  private let record: RecordName?
  let recordPage: (RecordName) -> String?
  private let resolve: (Link) -> String
  private let pages: (String) -> [PageGroup]
  /// The orders of the page, if it offers any.
  let sorting: TableSorting?
  private let memory: QueryMemory?

  /// Makes a renderer for one page.
  ///
  /// `recordPage` returns the link from this page to a record's page, if it has one; `resolve`
  /// returns what goes into `href` or `src` for a link to another part of the site; `pages` returns
  /// the pages below a path, with links from this page. `sorting` says in which order the page's
  /// tables stand; with a `memory` that another order of the same page has filled, its queries are
  /// not run again.
  package init(
    database: CatalogDatabase, connection: CatalogConnection, log: ReadLog, record: RecordName?,
    recordPage: @escaping (RecordName) -> String?, resolve: @escaping (Link) -> String,
    pages: @escaping (String) -> [PageGroup] = { _ in [] }, sorting: TableSorting? = nil,
    memory: QueryMemory? = nil
  ) {
    self.database = database
    self.connection = connection
    self.log = log
    self.record = record
    self.recordPage = recordPage
    self.resolve = resolve
    self.pages = pages
    self.sorting = sorting
    self.memory = memory
  }

  /// Returns the page's HTML, tables and values. Faults are collected, not thrown: the rest of the
  /// page is still checked.
  package func render(_ prose: PreparedProse) -> RenderedProse {
    var rendered = RenderedProse()
    rendered.headings = prose.document.headings
    rendered.html = html(of: prose, into: &rendered)
    return rendered
  }

  private func html(of prose: PreparedProse, into rendered: inout RenderedProse) -> String {
    prose.document.html(
      form: { form, index in
        switch prose.forms[index] {
        case .table(let block): table(block, form, into: &rendered)
        case .chart(let block): chart(block, form, into: &rendered)
        case .value(let value): self.value(value, into: &rendered)
        case .note(let note): self.note(note, into: &rendered)
        case .pages(let prefix): pageList(prefix, form, into: &rendered)
        case .faulty: ""
        }
      },
      link: resolve)
  }

  private func note(_ note: NoteBlock, into rendered: inout RenderedProse) -> String {
    let inner = html(of: note.body, into: &rendered)
    return """
      <aside class="note note-\(note.kind.rawValue)">
      <p class="note-heading">\(note.kind.heading)</p>
      \(inner)</aside>

      """
  }

  private func pageList(
    _ prefix: String, _ form: Form, into rendered: inout RenderedProse
  ) -> String {
    let groups = pages(prefix)
    if groups.isEmpty {
      rendered.diagnostics.append(
        Diagnostic("no-pages", "no page of the site lies below '\(prefix)'", at: form.span))
    }
    log.note(.fragment("pages"))
    rendered.blocks[form.span] = .pages(groups)
    rendered.headings += groups.map { group in
      Heading(level: 2, id: group.id, text: group.title, span: form.span)
    }
    var html = ""
    for group in groups { PageListHTML.write(group, into: &html) }
    return html
  }

  // MARK: Values

  private func value(
    _ expression: ValueExpression, into rendered: inout RenderedProse
  ) -> String {
    guard let (cell, unit) = evaluate(expression, into: &rendered) else { return "" }
    let text = ValueFormat.text(cell, unit: unit, style: .prose)
    rendered.values.append(
      BoundValue(
        expression: expression.text, cell: cell, unit: unit, text: text, span: expression.span))
    let machine = HTMLEscape.text(ValueFormat.plain(cell))
    return "<data class=\"value\" value=\"\(machine)\">\(HTMLEscape.text(text))</data>"
  }

  private func evaluate(
    _ expression: ValueExpression, into rendered: inout RenderedProse
  ) -> (Cell, Unit?)? {
    switch expression.subject {
    case .query(let sql):
      guard let result = rows(of: sql, at: expression.place, into: &rendered) else { return nil }
      guard result.columns.count == 1, result.rows.count == 1 else {
        rendered.diagnostics.append(
          Diagnostic(
            "not-one-value",
            "an inline value needs one row and one column, the query gives "
              + "\(result.rows.count) and \(result.columns.count)",
            at: expression.span))
        return nil
      }
      return (result.rows[0][0], result.columns[0].unit)
    case .cell(let table, let id, let column):
      return cell(RecordName(table: table, id: id), column, at: expression, into: &rendered)
    case .thisCell(let column):
      guard let record else {
        rendered.diagnostics.append(
          Diagnostic(
            "no-record", "'this' has no meaning here: the page is not about one record",
            at: expression.span, help: ["name the record: `=table.id.\(column)`"]))
        return nil
      }
      return cell(record, column, at: expression, into: &rendered)
    }
  }

  private func cell(
    _ record: RecordName, _ column: String, at expression: ValueExpression,
    into rendered: inout RenderedProse
  ) -> (Cell, Unit?)? {
    do {
      let cell = try database.cell(
        table: record.table, id: record.id, column: column, log: log)
      return (cell, Unit(columnName: column))
    } catch {
      rendered.diagnostics.append(
        Diagnostic("unknown-name", error.message, at: expression.span, help: error.help))
      return nil
    }
  }

  /// Runs a query of the page and places its faults inside the page's text.
  func rows(
    of sql: String, at place: FormText, into rendered: inout RenderedProse
  ) -> QueryResult? {
    if let known = memory?[sql] { return known }
    do {
      let arguments = record.map { ["id": Cell.text($0.id)] } ?? [:]
      let result = try connection.query(sql, arguments: arguments, log: log)
      memory?[sql] = result
      return result
    } catch {
      let span = error.offset.map(place.span(at:)) ?? place.span
      rendered.diagnostics.append(
        Diagnostic("query-failed", error.message, at: span, help: error.help))
      return nil
    }
  }
}
