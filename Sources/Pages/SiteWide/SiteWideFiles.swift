import Catalog

/// The files that belong to the site as a whole, in one list: what is not here is not written.
package enum SiteWideFiles {
  /// Returns the files that the site's settings ask for.
  /// `catalog` is a digest of the catalog and the settings, of which some files are made alone.
  package static func all(of site: Site, catalog: UInt64? = nil) -> [SiteWideFile] {
    let terms = Deferred { DataTerms(site) }
    return Kind.all(site.settings) { site.published }.map { kind in
      SiteWideFile(
        path: kind.path, origin: kind.isOfCatalogAlone ? catalog : nil,
        isOfFrameAlone: kind.isOfFrameAlone
      ) {
        try kind.bytes(site, terms)
      }
    }
  }

  /// Returns the names of these files, which links may lead to.
  static func names(_ settings: SiteSettings, _ published: () -> Catalog) -> [String] {
    Kind.all(settings, published).map(\.path)
  }
}

/// One of the files.
private enum Kind: Sendable {
  case robots
  case sitemap
  case llms
  case searchIndex
  case feed
  case json
  case jsonSchema
  case database
  case terms
  case csvMetadata
  case csv(Table)

  static func all(_ settings: SiteSettings, _ published: () -> Catalog) -> [Kind] {
    let outputs = Set(settings.outputs)
    var kinds = [Kind.robots, .sitemap]
    if outputs.contains(.llms) { kinds.append(.llms) }
    if outputs.contains(.search) { kinds.append(.searchIndex) }
    if outputs.contains(.feed) { kinds.append(.feed) }
    guard outputs.contains(.catalog) else { return kinds }
    let published = published()
    if !published.isEmpty {
      kinds += [.json, .jsonSchema, .database, .terms, .csvMetadata]
      kinds += published.tables.map(Kind.csv)
    }
    return kinds
  }

  /// Whether pages have no part in it.
  var isOfCatalogAlone: Bool {
    switch self {
    case .robots, .sitemap, .llms, .searchIndex, .feed: false
    case .json, .jsonSchema, .database, .terms, .csvMetadata, .csv: true
    }
  }

  /// Whether neither the catalog nor the texts of pages have a part in it.
  var isOfFrameAlone: Bool {
    switch self {
    case .robots, .sitemap: true
    default: false
    }
  }

  var path: String {
    switch self {
    case .robots: "robots.txt"
    case .sitemap: "sitemap.xml"
    case .llms: "llms.txt"
    case .searchIndex: SearchIndex.file
    case .feed: AtomFeed.file
    case .json: CatalogJSON.file
    case .jsonSchema: CatalogJSONSchema.file
    case .database: "catalog.sqlite"
    case .terms: "data/LICENSE.txt"
    case .csvMetadata: "data/csv-metadata.json"
    case .csv(let table): "data/\(table.schema.name).csv"
    }
  }

  func bytes(_ site: Site, _ allTerms: Deferred<DataTerms>) throws -> [UInt8] {
    var catalog: Catalog { site.published }
    var terms: DataTerms { allTerms.value }
    switch self {
    case .robots: return Array(CrawlerFiles.robots(site).utf8)
    case .sitemap: return Array(CrawlerFiles.sitemap(site).utf8)
    case .llms: return Array(LanguageModelIndex(site: site).text.utf8)
    case .searchIndex: return Array(SearchIndex(site: site).script.utf8)
    case .feed: return Array(AtomFeed(site).text.utf8)
    case .json: return Array(CatalogJSON(catalog: catalog, terms: terms).text.utf8)
    case .jsonSchema: return Array(CatalogJSONSchema(catalog: catalog, terms: terms).text.utf8)
    case .database:
      return try PublishedDatabase.bytes(
        of: catalog, site.database.freshness, about: terms.entries)
    case .terms: return Array(terms.text.utf8)
    case .csvMetadata: return Array(CatalogCSVMetadata(catalog: catalog, terms: terms).text.utf8)
    case .csv(let table): return Array(CatalogCSV.text(of: table).utf8)
    }
  }
}
