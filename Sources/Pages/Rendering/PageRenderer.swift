import Catalog
import Diagnostics
import Markup
import Prose
import Templates

/// Renders pages of one site, one after the other, over one connection to the catalog.
///
/// Each worker has a renderer of its own; what they share is immutable or guarded.
package struct PageRenderer {
  private let site: Site
  private let shared: SharedFragments
  private let connection: CatalogConnection
  private let fragments = FragmentMemo()

  package init(site: Site, shared: SharedFragments) throws {
    self.site = site
    self.shared = shared
    self.connection = try site.database.connect()
  }

  /// Fills in the text of a page and of its variants, the page first.
  package func drafts(of page: PageEntry) -> [PageDraft] {
    let variants = site.variants(of: page)
    guard !variants.isEmpty else {
      return [draft(of: page, memory: nil, reads: ReadLog(capacity: 64))]
    }
    let memory = QueryMemory()
    let reads = ReadLog()
    return ([page] + variants).map { draft(of: $0, memory: memory, reads: reads) }
  }

  /// Runs a query of a page again and returns the digest of what it gives, or `nil` where it fails.
  package func digest(ofQuery sql: String, on page: PageEntry) -> UInt64? {
    let arguments = page.record.map { ["id": Cell.text($0.id)] } ?? [:]
    // A page whose query fails is rendered, which reports it.
    return (try? connection.digest(of: sql, arguments: arguments))?.folded
  }

  /// Returns the table of which a query shows one record, where its rows depend on that record and other
  /// tables alone.
  package func table(askedBy sql: String) -> String? { connection.table(askedBy: sql) }

  private func draft(of page: PageEntry, memory: QueryMemory?, reads: ReadLog) -> PageDraft {
    let markdown = site.markdown[page.markdown]
    let links = LinkResolver(
      site: site, page: page, source: markdown.file, log: reads)
    let orders = OrderLinks(site: site, page: page)
    let renderer = ProseRenderer(
      database: site.database, connection: connection, log: reads, record: page.record,
      recordPage: { record in
        reads.note(.address(table: record.table, id: record.id))
        return site.links.page(of: record).map { href(from: page, to: $0) }
      },
      derivationPage: { record, figure in
        site.links.page(deriving: figure, of: record).map { path in
          (path == page.path ? "" : href(from: page, to: path))
            + "#" + DerivationBlock.anchor(figure)
        }
      },
      resolve: links.resolve, pages: { PageList(site: site, page: page, prefix: $0).groups },
      sorting: orders.sorting, memory: memory, fragments: fragments, queries: site.queries)
    let text = markdown.text.read()
    let prose = renderer.render(text.prose, claims: markdown.frontMatter.claims)
    for document in text.prose.documents { links.note(document.links) }
    var faults = prose.diagnostics + doubts(prose, owner: markdown.frontMatter.owner)
    if !(faults + text.faults).containsErrors {
      faults += orders.faults(in: prose.tables) + lints(of: page, markdown, text, prose, reads)
    }
    return PageDraft(
      page: page, text: text, prose: prose, linkPlaces: links.places,
      reportedLinks: links.missing, reads: reads,
      // Those of a pattern were reported when its file was read.
      diagnostics: (page.record == nil ? text.faults : []) + links.diagnostics + trusted(faults))
  }

  /// Tells who answers for a page of claims that the catalog does not bear out.
  private func doubts(_ prose: RenderedProse, owner: String?) -> [Diagnostic] {
    prose.claims.filter { !$0.holds }.map { claim in
      var notes: [Diagnostic.Note] = []
      if !claim.evidence.isEmpty { notes.append(.init("found: \(claim.evidence)")) }
      notes.append(.init("who answers for the page: \(owner ?? ValueFormat.notStated)"))
      return Diagnostic(
        "false-claim", .warning,
        "the catalog no longer bears out “\(claim.sentence)”", at: claim.span, notes: notes,
        help: [
          "correct the sentence or the record; until then the page says that it is under review"
        ]
      )
    }
  }

  /// Checks the words of a page, and those of a pattern once: on the page of its first record.
  private func lints(
    of page: PageEntry, _ markdown: MarkdownPage, _ text: MarkdownText.Reading,
    _ prose: RenderedProse, _ reads: ReadLog
  ) -> [Diagnostic] {
    guard page.order == nil, !site.catalog.tables.isEmpty, site.isFirst(page) else { return [] }
    reads.note(.fragment(.names))
    return LintPass(
      text.file, body: text.body, prose: text.prose, rendered: prose,
      header: markdown.frontMatter.printed, queries: site.queries, names: shared.names,
      settings: site.settings.lints, waivers: markdown.frontMatter.waivers
    ).diagnostics()
  }

  /// Returns a page with all its outputs. Faults are in the page's diagnostics.
  package func finish(_ draft: PageDraft, related: RelatedIndex) -> RenderedPage {
    let page = draft.page
    let prose = draft.prose
    let markdown = site.markdown[page.markdown]
    noteReads(of: page, markdown, in: draft.reads)
    let data = PageData(
      site: site, shared: shared, related: related, page: page, prose: prose, log: draft.reads)
    // Without a sound template the text stands alone: its own links are checked all the same.
    let html =
      site.isSound(template: markdown.template)
      ? site.templates.render(markdown.template, data.value) : Array(prose.html.utf8)
    return RenderedPage(
      path: page.path, html: html, twins: page.order == nil ? twins(of: draft) : [],
      linkPlaces: draft.linkPlaces, reportedLinks: draft.reportedLinks,
      hasAllAnchors: site.isCatalogSound
        && !(prose.diagnostics + draft.text.faults).containsErrors,
      hasReportedRepeats: (prose.diagnostics + draft.text.faults)
        .contains { $0.id == "duplicate-id" },
      queries: draft.text.prose.namedQueries, reads: draft.reads,
      // A variant is made of the text of its page, and so are its faults.
      diagnostics: page.order == nil ? draft.diagnostics : [])
  }

  private func twins(of draft: PageDraft) -> [OutputFile] {
    let (page, prose) = (draft.page, draft.prose)
    var files: [OutputFile] = []
    for output in site.settings.outputs {
      guard let path = page.path.twin(output) else { continue }
      switch output {
      case .json:
        files.append(
          OutputFile(path: path, text: PageTwin(site: site, page: page, prose: prose).json))
      case .markdown:
        draft.reads.note(.fragment(.dataDate))
        let twin = MarkdownTwin(site: site, draft: draft, dataDate: shared.dataDate)
        files.append(OutputFile(path: path, text: twin.text))
      case .html, .csv, .catalog, .llms, .search, .feed: break
      }
    }
    if site.settings.outputs.contains(.csv), !page.path.isFile {
      files += prose.tables.map { table in
        OutputFile(path: page.path.csv(ofTable: table.id), text: TableCSV.text(of: table))
      }
    }
    return files
  }

  /// While the catalog itself has faults, what its queries say is no news.
  private func trusted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    site.isCatalogSound ? diagnostics : []
  }

  private func href(from page: PageEntry, to path: PagePath) -> String {
    page.path.href(
      to: path, style: site.settings.linkStyle, basePath: site.settings.basePath)
  }

  private func noteReads(of page: PageEntry, _ markdown: MarkdownPage, in log: ReadLog) {
    log.note(.asset(markdown.file))
    for name in site.templates.closure(of: markdown.template) { log.note(.template(name)) }
    log.note(.asset(SiteSettings.path))
    if site.asOf != nil { log.note(.asOf) }
  }
}
