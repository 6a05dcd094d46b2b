package import Catalog
import Prose
import Synchronization
import Templates

/// What pages can read, each with a digest that changes when the thing does.
///
/// It answers for one state of the site: a page need not be rendered again as long as every one of its
/// reads has the digest that it had when the page was rendered.
package final class SiteReads: Sendable {
  private let site: Site
  private let shared: SharedFragments
  private let related: RelatedIndex
  /// The digests of all files of the site, by path.
  private let files: [String: StableDigest]
  private let known = Mutex<[Fragment: UInt64]>([:])

  package init(
    _ site: Site, shared: SharedFragments, related: RelatedIndex, files: [String: StableDigest]
  ) {
    self.site = site
    self.shared = shared
    self.related = related
    self.files = files
  }

  /// Returns the digest of a read as things are now; for a query, of the rows that it gave when it was
  /// noted. Whole records and tables have none: ``CatalogState`` tells which of them differ.
  package func digest(of read: Read) -> UInt64 {
    switch read {
    case .query(let query): return query.digest.folded
    case .cell(let table, let id, let column):
      var digest = StableDigest()
      if let cell = site.catalog.cell(column, of: id, in: table) { digest.add(cell) }
      return digest.folded
    case .record, .table: return 0
    case .template(let name): return files[TemplateLibrary.file(of: name)]?.folded ?? 0
    case .asset(let path):
      // A style sheet is published under another name when a file that it names is another.
      return site.templateAssets.asset(from: path)?.digest ?? files[path]?.folded ?? 0
    case .page(let path, let field): return digest(of: field, of: path)
    case .address(let table, let id):
      let page = site.links.page(of: RecordName(table: table, id: id))
      return Self.digest(page.map { [$0.path] } ?? [])
    case .figure(let table, let name): return site.links.derives(name, ofTable: table) ? 1 : 0
    case .link(let destination, let source):
      return Self.digest(site.links.words(for: destination, in: source))
    case .fragment(let fragment): return remembered(fragment) { digest(of: fragment) }
    case .asOf: return Self.digest([site.asOf?.description ?? ""])
    }
  }

  /// Returns the digest of something that many pages read, made once.
  private func remembered(_ fragment: Fragment, _ make: () -> UInt64) -> UInt64 {
    if let digest = known.withLock({ $0[fragment] }) { return digest }
    let digest = make()
    known.withLock { $0[fragment] = digest }
    return digest
  }

  private func digest(of fragment: Fragment) -> UInt64 {
    switch fragment {
    case .navigation(let path):
      Self.digest(shared.navigation.entries(below: path.map { PagePath($0) }))
    case .wholeNavigation: shared.navigation.digest
    case .pages: Self.digest(PageList.words(site))
    case .dataDate: Self.digest([shared.dataDate?.description ?? ""])
    case .names: Self.digest(NameIndex.words(in: site.catalog))
    }
  }

  private func digest(of field: PageField, of path: String) -> UInt64 {
    guard let page = site.page(exactlyAt: PagePath(path)) else { return 0 }
    switch field {
    case .breadcrumbs:
      let trail = Breadcrumbs.trail(to: page, titles: shared.titles, sections: site.sections)
      return Self.digest(trail.flatMap { [$0.0.path, $0.1] })
    case .place: return Self.digest(shared.navigation.trail(to: page.path).map(\.path))
    case .related, .neighbours:
      let pages = RelatedPages(site: site, shared: shared, index: related, page: page)
      return Self.digest(field == .related ? pages.words : pages.neighbourWords)
    }
  }

  private static func digest(_ texts: [String]) -> UInt64 {
    var digest = StableDigest()
    for text in texts { digest.add(text) }
    return digest.folded
  }
}
