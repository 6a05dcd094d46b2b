package import Catalog
package import Diagnostics
import Prose
import Templates

/// What was found wrong with a site, apart from its catalog, before and after what the catalog's faults
/// are reported between.
struct ResolutionFaults: Sendable {
  var beforeCatalog: [Diagnostic] = []
  var beforeDates: [Diagnostic] = []
  var afterDates: [Diagnostic] = []

  /// Returns all faults in the order in which they are reported.
  func with(catalog: [Diagnostic], dates: [Diagnostic]) -> [Diagnostic] {
    beforeCatalog + catalog + beforeDates + dates + afterDates
  }
}

extension Site {
  /// Resolves the files of a site.
  ///
  /// All that is wrong is reported at once; the site is returned as long as its settings can be
  /// read, so that links can be checked even while something else is broken. `memory` keeps what is
  /// the same from one call to the next.
  package static func resolve(
    _ files: SiteFiles, asOf: CalendarDate?, isPortable: Bool = false,
    memory: SiteMemory = SiteMemory()
  ) -> (site: Site?, diagnostics: [Diagnostic]) {
    let (stated, settingsFaults) = files.settings.map(SiteSettings.read) ?? (nil, [])
    let opened = memory.catalog.open(
      files.catalog, Freshness(today: asOf, days: stated?.volatility ?? [:]),
      isWhole: files.hasAllOfCatalog)
    let (catalog, catalogFaults) = (opened.catalog, opened.diagnostics)
    if let known = memory.following(
      files, catalog, catalogFaults, asOf: asOf, isPortable: isPortable)
    {
      return known
    }
    return resolveAnew(
      files, stated, settingsFaults, catalog, opened.database, catalogFaults, asOf: asOf,
      isPortable: isPortable, memory: memory)
  }

  private static func resolveAnew(
    _ files: SiteFiles, _ stated: SiteSettings?, _ settingsFaults: [Diagnostic],
    _ catalog: Catalog, _ database: CatalogDatabase, _ catalogFaults: [Diagnostic],
    asOf: CalendarDate?, isPortable: Bool, memory: SiteMemory
  ) -> (site: Site?, diagnostics: [Diagnostic]) {
    memory.forgetSite()
    var faults = ResolutionFaults(beforeCatalog: files.diagnostics + settingsFaults)
    let (templateAssets, assetFaults) = AssetTable.make(of: files.assets)
    let assets = files.assets.filter { !$0.isOfTemplates } + templateAssets.copied
    let (templates, templateFaults) = TemplateLibrary.load(
      files.templates, shape: PageShape.shape, assets: templateAssets.names)
    let (queries, queryFaults) = NamedQueries.read(files.queries)
    faults.beforeDates += assetFaults + templateFaults + queryFaults
    var markdown: [MarkdownPage] = []
    var faultyPaths: [PagePath] = []
    let showsRelatedPages = templates.asksForRelatedPages
    let keepsTexts = stated?.outputs.contains(.search) == true || showsRelatedPages
    for file in files.pages {
      let (page, found) = MarkdownPage.read(file, keepsText: keepsTexts)
      faults.beforeDates += found
      if let page { markdown.append(page) } else { faultyPaths.append(PagePath(source: file.path)) }
    }
    guard let stated else { return (nil, faults.with(catalog: catalogFaults, dates: [])) }
    let settings = isPortable ? stated.portable : stated
    let dates = asOf.map(catalog.datesAfter) ?? []
    do {
      var expander = PageExpander(database: database, markdown: markdown)
      expander.expand()
      faults.beforeDates += expander.diagnostics
      faults.beforeDates += PathCheck(
        entries: expander.entries + expander.variants, of: markdown
      ).diagnostics(assets: assets)
      faults.beforeDates += SharedValues.faults(in: markdown, of: database.catalog)
      faults.beforeDates += templateDiagnostics(markdown, templates)
      faults.beforeDates += blankTemplates(markdown, templates, templateFaults)
      faults.beforeDates += pageDiagnostics(markdown, files, asOf: asOf)
      let pages = expander.entries.sorted { $0.path < $1.path }
      let paths = Set(pages.map(\.path))
      let sections = Sections(markdown, pages: paths)
      faults.afterDates += Sections.faults(in: markdown, pages: paths)
      faults.afterDates += searchDiagnostics(settings, pages)
      if !database.catalog.tables.isEmpty {
        faults.afterDates += memory.lints(of: queries, settings.lints)
      }
      let published = Deferred { database.catalog.published() }
      let frame = SiteFrame(
        settings: settings, templates: templates, queries: queries, assets: assets,
        templateAssets: templateAssets,
        layout: SiteLayout(
          pages: pages, variants: expander.variants,
          navigation: Navigation(
            pages: pages, markdown: markdown, sections: sections, style: settings.linkStyle),
          sections: sections, markdown: markdown),
        asOf: asOf, showsRelatedPages: showsRelatedPages,
        faultyTemplateFiles: Set(
          templateFaults.filter { $0.severity == .error }.compactMap { $0.span?.file }))
      let links = LinkTable(
        pages: pages, variants: expander.variants, markdown: markdown, faulty: faultyPaths,
        assets: files.assets.filter { !$0.isOfTemplates }.map(\.path)
          + SiteWideFiles.names(settings) { published.value },
        templateAssets: templateAssets, catalog: database.catalog)
      let site = Site(
        frame, database: database, markdown: markdown, links: links, published: published,
        isCatalogSound: files.hasAllOfCatalog && !catalogFaults.containsErrors)
      // It is filled meanwhile.
      if memory.keepsState { _ = (site.links.digest, site.titlesDigest) }
      try database.finish()
      if site.isCatalogSound, !queries.isEmpty {
        faults.afterDates += try memory.faults(of: queries, over: database)
      }
      memory.keep(
        SiteMemory.Known(
          site: site, files: files, faults: faults, keepsTexts: keepsTexts, isPortable: isPortable))
      return (site, faults.with(catalog: catalogFaults, dates: dates))
    } catch {
      return (
        nil,
        faults.with(catalog: catalogFaults, dates: dates) + [databaseFault(error)]
      )
    }
  }

  static func databaseFault(_ error: any Error) -> Diagnostic {
    Diagnostic("database-failed", "the catalog's database cannot be made: \(error)", at: nil)
  }
}

extension TemplateLibrary {
  /// Whether a page template prints what pages say of each other.
  var asksForRelatedPages: Bool {
    pageNames.contains { RelatedPages.areAsked(by: $0, in: self) }
  }
}
