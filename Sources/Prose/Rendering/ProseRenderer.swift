package import Catalog
import Diagnostics
package import Markup

/// Fills in the forms of one page.
///
/// A renderer serves one page, in one task: it holds that page's connection and read log.
package struct ProseRenderer {
  let database: CatalogDatabase
  private let connection: CatalogConnection
  var log: ReadLog
  /// The record the page is about; `this` and `:id` in its expressions.
  let record: RecordName?
  /// The values of the parameters of the page's queries.
  private let arguments: [String: Cell]
  var recordPage: (RecordName) -> String?
  let findDerivation: (RecordName, String) -> String?
  /// Takes notes of the links while a fragment is made.
  var recorder: LinkRecorder?
  private let resolve: (Link) -> String
  private let pages: (String) -> [PageGroup]
  /// The orders of the page, if it offers any.
  let sorting: TableSorting?
  private let memory: QueryMemory?
  let fragments: FragmentMemo
  /// The queries that the page may name.
  let queries: NamedQueries

  /// Makes a renderer for one page.
  ///
  /// `recordPage` returns the link from this page to a record's page, if it has one;
  /// `derivationPage` the link to the part of it that derives a figure, if it shows that; `resolve`
  /// returns what goes into `href` or `src` for a link to another part of the site; `pages` returns
  /// the pages below a path, with links from this page. `sorting` says in which order the page's
  /// tables stand; with a `memory` that another order of the same page has filled, its queries are
  /// not run again. `fragments` is what the pages of one worker have in common.
  package init(
    database: CatalogDatabase, connection: CatalogConnection, log: ReadLog, record: RecordName?,
    recordPage: @escaping (RecordName) -> String?,
    derivationPage: @escaping (RecordName, String) -> String? = { _, _ in nil },
    resolve: @escaping (Link) -> String,
    pages: @escaping (String) -> [PageGroup] = { _ in [] }, sorting: TableSorting? = nil,
    memory: QueryMemory? = nil, fragments: FragmentMemo = FragmentMemo(),
    queries: NamedQueries = NamedQueries()
  ) {
    self.database = database
    self.connection = connection
    self.log = log
    self.record = record
    arguments = record.map { ["id": .text($0.id)] } ?? [:]
    self.recordPage = recordPage
    findDerivation = derivationPage
    self.resolve = resolve
    self.pages = pages
    self.sorting = sorting
    self.memory = memory
    self.fragments = fragments
    self.queries = queries
  }

  /// Returns the page's HTML, tables and values. Faults are collected, not thrown: the rest of the
  /// page is still checked.
  ///
  /// `claims` are those that the page's front matter makes.
  package func render(_ prose: PreparedProse, claims: [ClaimBlock] = []) -> RenderedProse {
    fragments.beginPage()
    var rendered = RenderedProse()
    var pending: [PendingClaim] = []
    rendered.headings = prose.document.headings
    for claim in claims { ask(claim, into: &rendered, &pending) }
    rendered.html = html(of: prose, into: &rendered, &pending)
    settle(pending, in: &rendered)
    rendered.html +=
      WorkingsHTML(
        workings: rendered.workings, answers: answersHTML(of: rendered.workings),
        functions: functionsHTML(of: rendered.workings)
      ).html
    return rendered
  }

  /// Returns the link to the part of a record's page that derives a figure, if it shows that.
  func derivationPage(_ record: RecordName, _ figure: String) -> String? {
    log.note(.address(table: record.table, id: record.id))
    log.note(.figure(table: record.table, name: figure))
    let href = findDerivation(record, figure)
    recorder?.asked.links.append(.init(record: record, figure: figure, href: href))
    return href
  }

  private func html(
    of prose: PreparedProse, into rendered: inout RenderedProse, _ claims: inout [PendingClaim]
  ) -> String {
    let html = prose.document.html(
      form: { form, index in
        switch prose.forms[index] {
        case .table(let query): return table(query, form, into: &rendered)
        case .chart(let block): return chart(block, form, into: &rendered)
        case .value(let value): return self.value(value, form, into: &rendered)
        case .compare(let block): return comparison(block, form, into: &rendered)
        case .fit(let block): return fit(block, form, into: &rendered)
        case .note(let note): return self.note(note, form, into: &rendered, &claims)
        case .pages(let prefix): return pageList(prefix, form, into: &rendered)
        case .derivation(let block): return derivation(block, into: &rendered)
        case .claim(let block):
          ask(block, into: &rendered, &claims)
          return ""
        case .faulty: return ""
        }
      },
      link: resolve)
    guard !prose.document.code.isEmpty else { return html }
    return CodeBlockHTML.reachable(html)
  }

  private func note(
    _ note: NoteBlock, _ form: Form, into rendered: inout RenderedProse,
    _ claims: inout [PendingClaim]
  ) -> String {
    if let until = note.until, note.hasEnded(on: database.freshness.today) {
      rendered.diagnostics.append(
        Diagnostic(
          "ended-note", .warning, "the note was to be shown until \(until) and is not any more",
          at: form.span, help: ["remove it, or move its day"]))
      return ""
    }
    let inner = html(of: note.body, into: &rendered, &claims)
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
        Diagnostic(
          "no-pages", "no page of the site lies below '\(prefix)'", at: form.span,
          help: ["name a folder of pages, such as '/cards/', or '/' for all pages"]))
    }
    log.note(.fragment(.pages(below: prefix)))
    rendered.blocks[form.span] = .pages(groups)
    rendered.headings += groups.map { group in
      Heading(level: 2, id: group.id, text: group.title, span: form.span)
    }
    var html = ""
    for group in groups { PageListHTML.write(group, into: &html) }
    return html
  }

  /// Runs a query of the page and places its faults inside the page's text.
  func rows(
    of sql: String, at place: FormText, into rendered: inout RenderedProse
  ) -> QueryResult? {
    rows(of: sql, at: { $0.map(place.span(at:)) ?? place.span }, into: &rendered)
  }

  /// Runs a query of the page; `place` returns where a fault stands that is so many bytes into it.
  func rows(
    of sql: String, at place: (Int?) -> SourceSpan, into rendered: inout RenderedProse
  ) -> QueryResult? {
    if let known = memory?[sql] { return known }
    do {
      let result = try connection.query(sql, arguments: arguments, log: log)
      memory?[sql] = result
      return result
    } catch {
      rendered.diagnostics.append(
        Diagnostic(
          "query-failed", error.message, at: place(error.offset), help: error.help))
      return nil
    }
  }
}
