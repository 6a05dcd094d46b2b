package import Catalog
package import Diagnostics
package import Prose
package import Templates

/// A site that has been read and resolved: every page is known by path and title, and nothing has
/// been rendered yet.
///
/// A class, since everything that is made of it holds it, and it holds much.
package final class Site: Sendable {
  package let settings: SiteSettings
  package let catalog: Catalog
  /// The part of the catalog that may be handed on as data.
  package let published: Catalog
  package let database: CatalogDatabase
  package let templates: TemplateLibrary
  /// The queries that pages show by name.
  package let queries: NamedQueries
  /// The files that are copied, under the names they are published by.
  package let assets: [SiteFiles.Asset]
  /// Those of them that templates name.
  package let templateAssets: AssetTable
  package let markdown: [MarkdownPage]
  /// The pages in the order of their paths.
  package let pages: [PageEntry]
  /// Pages with their tables in another order, each below the page it is a variant of. They are no
  /// pages of their own: navigation, lists, search and counts leave them out.
  package let variants: [PageEntry]
  package let navigation: Navigation
  /// The place in `pages` of the page at each path.
  private let placeOfPath: [PagePath: Int]
  /// Which page stands above which.
  package let sections: Sections
  package let links: LinkTable
  /// The date the build takes as today's, if it was given.
  package let asOf: CalendarDate?
  /// Whether a template prints what pages say of each other.
  let showsRelatedPages: Bool
  /// Whether the catalog was read without errors, so that queries over it can be trusted.
  package let isCatalogSound: Bool
  /// The files of templates that have errors.
  private let faultyTemplateFiles: Set<String>

  private init(
    settings: SiteSettings, catalog: Catalog, published: Catalog, database: CatalogDatabase,
    templates: TemplateLibrary, queries: NamedQueries, assets: [SiteFiles.Asset],
    templateAssets: AssetTable, markdown: [MarkdownPage],
    pages: [PageEntry], variants: [PageEntry], navigation: Navigation, sections: Sections,
    links: LinkTable, asOf: CalendarDate?, showsRelatedPages: Bool, isCatalogSound: Bool,
    faultyTemplateFiles: Set<String>
  ) {
    self.settings = settings
    self.catalog = catalog
    self.published = published
    self.database = database
    self.templates = templates
    self.queries = queries
    self.assets = assets
    self.templateAssets = templateAssets
    self.markdown = markdown
    self.pages = pages
    self.variants = variants
    self.navigation = navigation
    self.sections = sections
    self.links = links
    self.asOf = asOf
    self.showsRelatedPages = showsRelatedPages
    self.isCatalogSound = isCatalogSound
    self.faultyTemplateFiles = faultyTemplateFiles
    placeOfPath = Dictionary(
      pages.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Site {
  /// Resolves the files of a site.
  ///
  /// All that is wrong is reported at once; the site is returned as long as its settings can be
  /// read, so that links can be checked even while something else is broken. `memory` keeps what is
  /// the same in the catalogs of one call and the next.
  package static func resolve(
    _ files: SiteFiles, asOf: CalendarDate?, isPortable: Bool = false,
    memory: CatalogMemory = CatalogMemory()
  ) -> (site: Site?, diagnostics: [Diagnostic]) {
    var diagnostics = files.diagnostics
    let (stated, settingsFaults) = files.settings.map(SiteSettings.read) ?? (nil, [])
    let (catalog, catalogFaults) = memory.load(files.catalog)
    let (templateAssets, assetFaults) = AssetTable.make(of: files.assets)
    let assets = files.assets.filter { !$0.isOfTemplates } + templateAssets.copied
    let (templates, templateFaults) = TemplateLibrary.load(
      files.templates, shape: PageShape.shape, assets: templateAssets.names)
    let (queries, queryFaults) = NamedQueries.read(files.queries)
    diagnostics += settingsFaults + catalogFaults + assetFaults + templateFaults + queryFaults
    var markdown: [MarkdownPage] = []
    var faultyPaths: [PagePath] = []
    let showsRelatedPages = templates.asksForRelatedPages
    let keepsTexts = stated?.outputs.contains(.search) == true || showsRelatedPages
    for file in files.pages {
      let (page, faults) = MarkdownPage.read(file, keepsText: keepsTexts)
      diagnostics += faults
      if let page { markdown.append(page) } else { faultyPaths.append(PagePath(source: file.path)) }
    }
    guard let stated else { return (nil, diagnostics) }
    let settings = isPortable ? stated.portable : stated
    do {
      let database = try memory.database(
        of: catalog, Freshness(today: asOf, days: settings.volatility))
      var expander = PageExpander(database: database, markdown: markdown)
      expander.expand()
      diagnostics += expander.diagnostics
      diagnostics += PathCheck(entries: expander.entries + expander.variants, of: markdown)
        .diagnostics(assets: assets)
      diagnostics += SharedValues.faults(in: markdown, of: database.catalog)
      diagnostics += templateDiagnostics(markdown, templates)
      diagnostics += blankTemplates(markdown, templates, templateFaults)
      diagnostics += pageDiagnostics(markdown, files, asOf: asOf)
      diagnostics += asOf.map(catalog.datesAfter) ?? []
      let pages = expander.entries.sorted { $0.path < $1.path }
      let paths = Set(pages.map(\.path))
      let sections = Sections(markdown, pages: paths)
      diagnostics += Sections.faults(in: markdown, pages: paths)
      let published = database.catalog.published()
      diagnostics += searchDiagnostics(settings, pages)
      let siteWide = SiteWideFiles.names(settings, published)
      let site = Site(
        settings: settings, catalog: database.catalog, published: published, database: database,
        templates: templates, queries: queries,
        assets: assets, templateAssets: templateAssets, markdown: markdown, pages: pages,
        variants: expander.variants,
        navigation: Navigation(
          pages: pages, markdown: markdown, sections: sections, style: settings.linkStyle),
        sections: sections,
        links: LinkTable(
          pages: pages, variants: expander.variants, markdown: markdown, faulty: faultyPaths,
          assets: files.assets.filter { !$0.isOfTemplates }.map(\.path) + siteWide,
          templateAssets: templateAssets, catalog: database.catalog),
        asOf: asOf, showsRelatedPages: showsRelatedPages,
        isCatalogSound: !catalogFaults.containsErrors,
        faultyTemplateFiles: Set(
          templateFaults.filter { $0.severity == .error }.compactMap { $0.span?.file }))
      return (site, diagnostics)
    } catch {
      diagnostics.append(
        Diagnostic("database-failed", "the catalog's database cannot be made: \(error)", at: nil))
      return (nil, diagnostics)
    }
  }

  /// Reports that the search field would have nowhere to send readers without script.
  private static func searchDiagnostics(
    _ settings: SiteSettings, _ pages: [PageEntry]
  ) -> [Diagnostic] {
    guard settings.outputs.contains(.search), !pages.contains(where: { $0.path == .search }) else {
      return []
    }
    return [
      Diagnostic(
        "no-search-page", "the output 'search' needs a page '/search/'",
        at: SourceSpan(file: "Content/site.yaml", line: 1),
        help: ["add Content/search.md with a block '=pages', which lists all pages"])
    ]
  }

  /// Reports pages whose template does not exist.
  private static func templateDiagnostics(
    _ markdown: [MarkdownPage], _ templates: TemplateLibrary
  ) -> [Diagnostic] {
    markdown.compactMap { page in
      guard !templates.has(page.template) else { return nil }
      return Diagnostic(
        "unknown-template", "there is no template '\(page.template)'",
        at: page.frontMatter.template?.span ?? page.frontMatter.title.span,
        help: NearestName.help(for: page.template, among: templates.pageNames)
          + ["templates are the files Templates/*.mustache"])
    }
  }

  /// Reports templates whose pages would be without their text.
  private static func blankTemplates(
    _ markdown: [MarkdownPage], _ templates: TemplateLibrary, _ faults: [Diagnostic]
  ) -> [Diagnostic] {
    // A tag that could not be read may be the one that is missed.
    guard !faults.containsErrors else { return [] }
    return Set(markdown.map(\.template)).sorted().compactMap { name in
      guard templates.has(name), !templates.prints(["content", "body"], in: name) else {
        return nil
      }
      return Diagnostic(
        "blank-template", "the template '\(name)' prints no text of its pages",
        at: SourceSpan(
          file: TemplateLibrary.file(of: name), line: 1),
        help: [
          "print it with '{{{page.content}}}', or with '{{{page.lead}}}' and '{{{page.body}}}'"
        ]
      )
    }
  }

  /// Reports a site without pages, and pages whose dates are wrong or past due.
  private static func pageDiagnostics(
    _ markdown: [MarkdownPage], _ files: SiteFiles, asOf: CalendarDate?
  ) -> [Diagnostic] {
    if files.pages.isEmpty {
      return [
        Diagnostic(
          "no-pages", "the site has no page", at: SourceSpan(file: "Content/site.yaml", line: 1),
          help: ["begin with Content/index.md"])
      ]
    }
    return asOf.map { PageDates.faults(of: markdown, on: $0) } ?? []
  }

  /// Whether a template and all its partials are free of errors, so that it can be rendered.
  func isSound(template name: String) -> Bool {
    guard templates.has(name) else { return false }
    return faultyTemplateFiles.isEmpty
      || templates.closure(of: name).allSatisfy { file in
        !faultyTemplateFiles.contains(TemplateLibrary.file(of: file))
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
    placeOfPath[path].map { pages[$0] } ?? variants.first { $0.path == path }
  }

  /// Returns the page at a path such as `gpu/`, however it is written.
  package func page(at path: String) -> PageEntry? {
    var wanted = path.hasPrefix("/") ? String(path.dropFirst()) : path
    if wanted.hasSuffix("index.html") { wanted = String(wanted.dropLast("index.html".utf8.count)) }
    return (pages + variants).first { $0.path.path == wanted || $0.path.path == wanted + "/" }
  }
}

extension TemplateLibrary {
  /// Whether a page template prints what pages say of each other.
  fileprivate var asksForRelatedPages: Bool {
    pageNames.contains { RelatedPages.areAsked(by: $0, in: self) }
  }
}
