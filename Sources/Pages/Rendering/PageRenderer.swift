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

  package init(site: Site, shared: SharedFragments) throws {
    self.site = site
    self.shared = shared
    self.connection = try site.database.connect()
  }

  /// Returns a page with all its outputs. Faults are in the page's diagnostics.
  package func render(_ page: PageEntry) -> RenderedPage {
    let markdown = site.markdown[page.markdown]
    let log = ReadLog()
    let links = LinkResolver(site: site, page: page, source: markdown.source.path)
    let renderer = ProseRenderer(
      database: site.database, connection: connection, log: log, record: page.record,
      recordPage: { record in site.links.page(of: record).map { href(from: page, to: $0) } },
      resolve: links.resolve)
    let prose = renderer.render(markdown.prose)
    noteReads(of: page, markdown, in: log)
    let data = PageData(site: site, shared: shared, page: page, prose: prose).value
    let framed =
      site.templates.has(markdown.template)
      ? site.templates.render(markdown.template, data) : ""
    // A template with faults renders nothing; the text's own links are checked all the same.
    let html = framed.isEmpty ? prose.html : framed
    let wantsJSON = site.settings.outputs.contains(.json) && !page.path.isFile
    return RenderedPage(
      path: page.path, html: html,
      json: wantsJSON ? PageTwin(site: site, page: page, prose: prose).json : nil,
      linkPlaces: links.places, reportedLinks: links.missing, reads: log,
      diagnostics: links.diagnostics + trusted(prose.diagnostics))
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
    log.note(.asset(markdown.source.path))
    for name in site.templates.closure(of: markdown.template) { log.note(.template(name)) }
    log.note(.fragment("navigation"))
    for (path, _) in Breadcrumbs.trail(to: page, titles: shared.titles) where path != page.path {
      log.note(.page(path: path.path, field: "title"))
    }
    for setting in ["title", "base_url", "language", "links", "outputs"] {
      log.note(.setting(setting))
    }
    if site.asOf != nil { log.note(.asOf) }
  }
}

/// What is computed once for all pages of a build.
package struct SharedFragments: Sendable {
  let navigation: NavigationFragments
  let titles: [PagePath: String]
  /// The newest date of any fact in the catalog.
  let dataDate: CalendarDate?

  package init(_ site: Site) {
    navigation = NavigationFragments(site.navigation, settings: site.settings)
    titles = Dictionary(
      site.pages.map { page in
        (page.path, site.markdown[page.markdown].frontMatter.menu ?? page.title)
      }, uniquingKeysWith: { first, _ in first })
    dataDate = site.catalog.newestDate
  }
}
