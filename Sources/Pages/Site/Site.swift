package import Catalog
import Diagnostics
package import Prose
package import Templates

/// A site that has been read and resolved: every page is known by path and title, and nothing has
/// been rendered yet.
///
/// A class, since everything that is made of it holds it, and it holds much.
package final class Site: Sendable {
  /// All but the catalog and the texts of the pages.
  package let frame: SiteFrame
  package let catalog: Catalog
  package let database: CatalogDatabase
  package let markdown: [MarkdownPage]
  package let links: LinkTable
  /// Whether the catalog was read without errors, so that queries over it can be trusted.
  package let isCatalogSound: Bool
  private let publishedCatalog: Deferred<Catalog>

  init(
    _ frame: SiteFrame, database: CatalogDatabase, markdown: [MarkdownPage], links: LinkTable,
    published: Deferred<Catalog>, isCatalogSound: Bool
  ) {
    self.frame = frame
    catalog = database.catalog
    self.database = database
    self.markdown = markdown
    self.links = links
    publishedCatalog = published
    self.isCatalogSound = isCatalogSound
  }

  package var settings: SiteSettings { frame.settings }
  /// The part of the catalog that may be handed on as data.
  package var published: Catalog { publishedCatalog.value }
  package var templates: TemplateLibrary { frame.templates }
  /// The queries that pages show by name.
  package var queries: NamedQueries { frame.queries }
  /// The files that are copied, under the names they are published by.
  package var assets: [SiteFiles.Asset] { frame.assets }
  /// Those of them that templates name.
  package var templateAssets: AssetTable { frame.templateAssets }
  var layout: SiteLayout { frame.layout }
  /// The pages in the order of their paths.
  package var pages: [PageEntry] { layout.pages }
  /// Pages with their tables in another order, each below the page it is a variant of. They are no
  /// pages of their own: navigation, lists, search and counts leave them out.
  package var variants: [PageEntry] { layout.variants }
  package var navigation: Navigation { layout.navigation }
  /// Which page stands above which.
  package var sections: Sections { layout.sections }
  /// The date the build takes as today's, if it was given.
  package var asOf: CalendarDate? { frame.asOf }
  /// Whether a template prints what pages say of each other.
  var showsRelatedPages: Bool { frame.showsRelatedPages }
}

extension Site {
  /// Whether a template and all its partials are free of errors, so that it can be rendered.
  func isSound(template name: String) -> Bool {
    guard templates.has(name) else { return false }
    return frame.faultyTemplateFiles.isEmpty
      || templates.closure(of: name).allSatisfy { file in
        !frame.faultyTemplateFiles.contains(TemplateLibrary.file(of: file))
      }
  }

  /// Whether a page is the only one of its Markdown file, or that of the pattern's first record.
  func isFirst(_ page: PageEntry) -> Bool {
    guard let record = page.record else { return true }
    return catalog.table(record.table)?.rows.first?.id == record.id
  }

  /// Returns a page with its tables in other orders.
  package func variants(of page: PageEntry) -> [PageEntry] {
    variants.isEmpty ? [] : variants.filter { $0.canonical == page.path }
  }

  /// Returns the page at a path, or the variant of a page there.
  package func page(exactlyAt path: PagePath) -> PageEntry? {
    layout.placeOfPath[path].map { pages[$0] } ?? variants.first { $0.path == path }
  }

  /// Returns the page at a path such as `gpu/`, however it is written.
  package func page(at path: String) -> PageEntry? {
    var wanted = path.hasPrefix("/") ? String(path.dropFirst()) : path
    if wanted.hasSuffix("index.html") { wanted = String(wanted.dropLast("index.html".utf8.count)) }
    return (pages + variants).first { $0.path.path == wanted || $0.path.path == wanted + "/" }
  }
}
