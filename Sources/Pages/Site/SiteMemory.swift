package import Catalog
import Diagnostics
import Prose
import Synchronization

/// Resolves one state of a site after another and keeps what did not change.
///
/// While a site is served, mostly a cell of the catalog or the text of a page is another. Then all else
/// of a site stands: which pages there are, what they are called and where links lead.
package final class SiteMemory: Sendable {
  /// A site that was resolved, with what it was made of.
  struct Known: Sendable {
    var site: Site
    var files: SiteFiles
    var faults: ResolutionFaults
    var keepsTexts: Bool
    var isPortable: Bool
  }

  /// The catalog of the last call.
  package let catalog: CatalogMemory
  private let known = Mutex<Known?>(nil)
  private let verdicts = Mutex(QueryVerdicts())
  /// Whether resolving a site takes its digests on the way.
  let keepsState: Bool

  /// Makes an empty memory. Where it `keepsState`, resolving a site takes the digests of its catalog, and
  /// those of all links and titles, on the way.
  package init(keepsState: Bool = false) {
    self.keepsState = keepsState
    catalog = CatalogMemory(keepsState: keepsState)
  }

  func keep(_ known: Known) { self.known.withLock { $0 = known } }

  func forgetSite() { known.withLock { $0 = nil } }

  /// Returns what is wrong with named queries over a catalog. `connect` opens a connection, where one is
  /// needed.
  func faults(
    of queries: NamedQueries, over database: CatalogDatabase,
    connect: (CatalogDatabase) throws -> CatalogConnection = { try $0.connect() }
  ) throws -> [Diagnostic] {
    try verdicts.withLock { known in
      try queries.faults(over: database, known: &known, connect: connect)
    }
  }

  /// Returns what the lints tell of named queries.
  func lints(of queries: NamedQueries, _ settings: LintSettings) -> [Diagnostic] {
    verdicts.withLock { known in queries.lints(settings, known: &known) }
  }

  /// Returns the site that follows the last one where nothing is another but cells of the catalog and
  /// texts of pages, and where no page is called by a cell that is another; else `nil`.
  func following(
    _ files: SiteFiles, _ catalog: Catalog, _ catalogFaults: [Diagnostic], asOf: CalendarDate?,
    isPortable: Bool
  ) -> (site: Site?, diagnostics: [Diagnostic])? {
    guard let known = known.withLock(\.self), known.site.asOf == asOf,
      known.isPortable == isPortable, known.hasFrame(of: files),
      known.site.isCatalogSound, known.site.catalog.isEmpty == catalog.isEmpty,
      !catalogFaults.containsErrors,
      let markdown = known.markdown(of: files),
      let database = try? self.catalog.database(of: catalog, known.site.database.freshness),
      known.site.titles(areThoseOver: database.catalog)
    else { return nil }
    let site = Site(
      known.site.frame, database: database, markdown: markdown,
      links: known.site.links.over(database.catalog),
      published: Deferred { database.catalog.published() }, isCatalogSound: true)
    var next = known
    next.site = site
    next.files = files
    keep(next)
    let dates = asOf.map(catalog.datesAfter) ?? []
    return (site, known.faults.with(catalog: catalogFaults, dates: dates))
  }
}

extension SiteMemory.Known {
  /// Whether files say the same but for the catalog and the pages.
  fileprivate func hasFrame(of other: SiteFiles) -> Bool {
    files.diagnostics == other.diagnostics && Self.isSame(files.settings, other.settings)
      && Self.areSame(files.queries, other.queries)
      && Self.areSame(files.templates, other.templates)
      && files.assets.elementsEqual(other.assets) { one, other in
        one.path == other.path && one.origin == other.origin && one.bytes == other.bytes
      }
  }

  private static func isSame(_ one: SourceFile?, _ other: SourceFile?) -> Bool {
    one?.path == other?.path && one?.bytes == other?.bytes
  }

  private static func areSame(_ files: [SourceFile], _ others: [SourceFile]) -> Bool {
    files.elementsEqual(others) { isSame($0, $1) }
  }

  /// Returns the pages with their texts as they are now; `nil` where front matter or a pattern is
  /// another, or where not all pages can be used.
  fileprivate func markdown(of other: SiteFiles) -> [MarkdownPage]? {
    guard files.pages.count == other.pages.count else { return nil }
    var changed: [PageSource] = []
    for (old, new) in zip(files.pages, other.pages) {
      if old.digest == new.digest, old.path == new.path { continue }
      guard old.hasMatter(of: new), PagePath(source: new.path).placeholder == nil else {
        return nil
      }
      changed.append(new)
    }
    var markdown = site.markdown
    for page in changed {
      guard let place = markdown.firstIndex(where: { $0.file == page.path }),
        let made = MarkdownPage.read(page, keepsText: keepsTexts).page
      else { return nil }
      markdown[place] = made
    }
    return markdown
  }
}

extension Site {
  /// Whether the pages of records are the same and called the same over another state of the catalog.
  fileprivate func titles(areThoseOver other: Catalog) -> Bool {
    markdown.allSatisfy { page in
      guard let name = page.path.placeholder else { return true }
      guard let old = catalog.table(name), let new = other.table(name) else { return false }
      if old.isCopy(of: new) { return true }
      let matter = page.frontMatter
      let texts = [matter.title.value, matter.description?.value ?? ""]
      let columns = Set(texts.flatMap(Placeholders.columns))
      return old.hasIDs(of: new) && columns.allSatisfy { old.hasColumn($0, of: new) }
    }
  }
}
