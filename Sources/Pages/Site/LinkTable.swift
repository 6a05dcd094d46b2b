package import Catalog
import Diagnostics
import Prose

/// All that a link inside the site can point to.
package struct LinkTable: Sendable {
  private let pathOfSource: [String: PagePath]
  /// The paths of all pages, those with faults in their front matter too.
  package let paths: Set<PagePath>
  /// The paths of pages with their tables in another order.
  package let variantPaths: Set<PagePath>
  /// The paths of files as links name them, with those that the files are published at.
  private let assets: [String: String]
  private let pathOfRecord: [RecordName: PagePath]
  /// The patterns of tables whose records are not all known, by the table: what is not there may be
  /// the page of a record that could not be read, and that has been reported.
  private let openPatterns: [String: PagePath]
  private var catalog: Catalog
  /// The figures whose derivations the pages of a table's records show.
  private let figuresOfTable: [String: Set<String>]
  private var madeDigest: Deferred<UInt64>?

  init(
    pages: [PageEntry], variants: [PageEntry], markdown: [MarkdownPage], faulty: [PagePath],
    assets: [String], templateAssets: AssetTable, catalog: Catalog
  ) {
    variantPaths = Set(variants.map(\.path))
    self.catalog = catalog
    paths = Set(pages.map(\.path)).union(faulty)
    self.assets = Dictionary(
      assets.map { ($0, $0) }
        + templateAssets.names.compactMap { name in
          templateAssets[name].map { (PublishedAsset.folder + name, $0.path) }
        }, uniquingKeysWith: { first, _ in first })
    pathOfSource = Dictionary(
      pages.filter { $0.record == nil }.map { (markdown[$0.markdown].file, $0.path) },
      uniquingKeysWith: { first, _ in first })
    pathOfRecord = Dictionary(
      pages.compactMap { page in page.record.map { ($0, page.path) } },
      uniquingKeysWith: { first, _ in first })
    openPatterns = Dictionary(
      markdown.compactMap { page in
        guard let name = page.path.placeholder, catalog.table(name)?.isComplete == false else {
          return nil
        }
        return (name, page.path)
      }, uniquingKeysWith: { first, _ in first })
    figuresOfTable = Dictionary(
      markdown.compactMap { page in
        guard let name = page.path.placeholder, let schema = catalog.table(name)?.schema else {
          return nil
        }
        return (name, page.text.prose.derivedFigures(of: schema))
      }, uniquingKeysWith: { $0.intersection($1) })
    madeDigest = Deferred { [self] in makeDigest() }
  }

  /// Whether there is a page at a path. Of the pages that links lead to only those of records are
  /// not there which could not be read.
  func holds(_ path: PagePath) -> Bool { paths.contains(path) || variantPaths.contains(path) }

  /// Returns the page about a record, if there is one.
  package func page(of record: RecordName) -> PagePath? { pathOfRecord[record] }

  /// Returns the page that derives a figure of a record, if one does.
  package func page(deriving figure: String, of record: RecordName) -> PagePath? {
    guard derives(figure, ofTable: record.table) else { return nil }
    return pathOfRecord[record]
  }

  /// Whether the pages of a table's records derive a figure.
  func derives(_ figure: String, ofTable table: String) -> Bool {
    figuresOfTable[table]?.contains(figure) == true
  }

  /// Returns what a link of a Markdown file means, in words that differ for each meaning. A link to a
  /// place of its own page means the same on every page.
  func words(for destination: String, in source: String) -> [String] {
    switch target(of: destination, in: source, page: PagePath("")) {
    case .page(let path, let fragment): ["page", path.path, fragment]
    case .asset(let path): ["asset", path]
    case .missing: ["missing"]
    }
  }

  /// Returns the table for another state of the catalog, of which the pages are the same.
  func over(_ catalog: Catalog) -> LinkTable {
    var copy = self
    copy.catalog = catalog
    return copy
  }

  /// A digest of everything that links can point to.
  package var digest: UInt64 { madeDigest?.value ?? makeDigest() }

  private func makeDigest() -> UInt64 {
    var digest = StableDigest()
    for group in [paths, variantPaths] {
      digest.add("paths")
      for path in group.map(\.path).sorted() { digest.add(path) }
    }
    for (name, path) in assets.sorted(by: { $0.key < $1.key }) {
      digest.add(name)
      digest.add(path)
    }
    for (source, path) in pathOfSource.sorted(by: { $0.key < $1.key }) {
      digest.add(source)
      digest.add(path.path)
    }
    let records = pathOfRecord.map { ($0.key.table, $0.key.id, $0.value.path) }
    for (table, id, path) in records.sorted(by: <) {
      digest.add(table)
      digest.add(id)
      digest.add(path)
    }
    for (table, figures) in figuresOfTable.sorted(by: { $0.key < $1.key }) {
      digest.add(table)
      for figure in figures.sorted() { digest.add(figure) }
    }
    return digest.folded
  }

  /// What a link inside the site points to.
  enum Target {
    case page(PagePath, fragment: String)
    case asset(String)
    case missing(help: [String])
  }

  /// Finds what a link in a Markdown file means.
  ///
  /// Paths that begin with `/` count from the site's root, others from the folder of the file.
  func target(of destination: String, in source: String, page: PagePath) -> Target {
    let (path, fragment) = Self.split(destination)
    if let name = Self.reference(path) { return target(ofRecord: name, fragment: fragment) }
    if path.isEmpty { return .page(page, fragment: fragment) }
    if Self.isPlain(path), !path.hasSuffix(".md") {
      let end = path.utf8.count > 1 && path.utf8.last == UInt8(ascii: "/") ? 1 : 0
      let relative = Substring(path.utf8.dropFirst().dropLast(end))
      return target(at: String(relative), fragment: fragment)
    }
    let folder = source.split(separator: "/").dropLast().map(String.init)
    let base = path.hasPrefix("/") ? ["Content"] : folder
    guard let parts = Self.normalised(base + path.split(separator: "/").map(String.init)) else {
      return .missing(help: ["the path leads out of the site"])
    }
    if path.hasSuffix(".md") {
      if let page = pathOfSource[parts.joined(separator: "/")] {
        return .page(page, fragment: fragment)
      }
      let known = pathOfSource.keys.sorted()
      return .missing(help: NearestName.help(for: parts.joined(separator: "/"), among: known))
    }
    return target(at: parts.dropFirst().joined(separator: "/"), fragment: fragment)
  }

  /// Returns what `ref:` names in a link, or `nil` for a link of another kind.
  private static func reference(_ path: String) -> String? {
    let bytes = path.utf8
    guard bytes.count > 4, bytes.prefix(4).elementsEqual("ref:".utf8) else { return nil }
    return String(path.dropFirst(4))
  }

  /// Finds the page of a record that is named `TABLE.ID`, or by its id alone, which is enough.
  private func target(ofRecord name: String, fragment: String) -> Target {
    if let table = catalog.tableName(ofRecord: name) {
      return target(of: RecordName(table: table, id: name), fragment)
    }
    guard let dot = name.firstIndex(of: "."), let table = catalog.table(String(name[..<dot]))
    else {
      if let pattern = openPatterns.values.min(by: { $0.path < $1.path }) {
        return .page(pattern.filled(with: name), fragment: fragment)
      }
      let known = pathOfRecord.keys.map(\.id).sorted()
      let near = NearestName.of(name, among: known)
      return .missing(
        help: near.map { ["did you mean 'ref:\($0)'?"] }
          ?? ["name a record of the catalog: ref:TABLE.ID"])
    }
    let id = String(name[name.index(after: dot)...])
    if table.row(id: id) != nil {
      return target(of: RecordName(table: table.schema.name, id: id), fragment)
    }
    if let pattern = openPatterns[table.schema.name] {
      return .page(pattern.filled(with: id), fragment: fragment)
    }
    let near = NearestName.of(id, among: table.ids)
    return .missing(
      help: near.map { ["did you mean 'ref:\(table.schema.name).\($0)'?"] } ?? [])
  }

  private func target(of record: RecordName, _ fragment: String) -> Target {
    guard let path = pathOfRecord[record] else {
      return .missing(
        help: [
          "the record is there, but has no page: "
            + "a file such as '\(record.table)/[\(record.table)].md' makes one for each"
        ])
    }
    return .page(path, fragment: fragment)
  }

  /// Finds what stands at a path below the site's root.
  private func target(at relative: String, fragment: String) -> Target {
    if let path = assets[relative] { return .asset(path) }
    let directory = relative.isEmpty || relative.hasSuffix(".html") ? relative : relative + "/"
    let candidate = PagePath(directory.hasSuffix("index.html") ? parentOf(directory) : directory)
    if paths.contains(candidate) || variantPaths.contains(candidate) {
      return .page(candidate, fragment: fragment)
    }
    if let folder = candidate.parent, openPatterns.values.contains(where: { $0.parent == folder }) {
      return .page(candidate, fragment: fragment)
    }
    let near = NearestName.of(candidate.path, among: paths.map(\.path))
    return .missing(help: near.map { ["did you mean '/\($0)'?"] } ?? [])
  }

  private func parentOf(_ path: String) -> String {
    String(path.dropLast("index.html".utf8.count))
  }
}
