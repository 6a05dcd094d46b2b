import Catalog
import Diagnostics
import Pages

/// What the audit keeps of one page: little, so that a hundred thousand pages fit.
struct PageFacts: Sendable {
  /// A link to an anchor of another page, to be judged when all pages are rendered.
  struct Promise: Sendable {
    var file: String
    var fragment: String
    var origin: LinkOrigin

    /// What to say when the page lacks the anchor; few do, so it is worded only then.
    func fault(_ templates: TemplateLinks, known: [String] = []) -> Diagnostic {
      origin.brokenFragment(fragment, of: file, known: known, templates)
    }
  }

  /// A link to a file that is none of those that every site or page has.
  struct Unsettled: Sendable {
    var file: String
    var origin: LinkOrigin

    /// What to say when no page has the file; finding the link in the templates takes long.
    func fault(_ templates: TemplateLinks) -> Diagnostic { origin.brokenLink(templates) }
  }

  var outputFile: String
  /// Whether `anchors` holds all that the page would have without its faults.
  var hasAllAnchors: Bool
  /// The hashes of the names of files that only this page has, such as its tables.
  var ownFiles: Set<UInt64> = []
  var unsettled: [Unsettled] = []
  /// The hashes of the page's anchors, in order: a set of them would take three times the room.
  var anchors: [UInt64]
  var promises: [Promise]
  /// The names of the named queries that the page shows.
  var queries: Set<String> = []

  /// Forgets what another page would be blamed for in the same words at the same place.
  mutating func leaveOut(what other: PageFacts) {
    let none = TemplateLinks(files: [])
    let faults = Set(
      other.promises.map { $0.fault(none) } + other.unsettled.map { $0.fault(none) })
    promises.removeAll { faults.contains($0.fault(none)) }
    unsettled.removeAll { faults.contains($0.fault(none)) }
  }
}

/// Checks the links of finished pages: those of the text and those of the templates alike.
struct PageAudit: Sendable {
  /// Every file that is known before any page is rendered.
  let files: Set<String>
  /// How links lead to these files from the root of the site.
  private let addresses: KnownAddresses
  /// The files that are copied or belong to the site as a whole; no page may have one of the name.
  private let reserved: Set<String>
  let settings: SiteSettings
  private let templates: TemplateLinks
  private var site: Site
  /// What is wrong with the names of files.
  let diagnostics: [Diagnostic]

  init(site: Site, siteWide: [String], templates: TemplateLinks) {
    self.templates = templates
    self.site = site
    var reserved = Set(siteWide)
    var diagnostics: [Diagnostic] = []
    for asset in site.assets where !reserved.insert(asset.path).inserted {
      diagnostics.append(Self.duplicate(asset.path, at: asset.origin))
    }
    self.reserved = reserved
    self.diagnostics = diagnostics
    var files = reserved
    for path in site.links.paths { files.formUnion(site.settings.files(of: path)) }
    files.formUnion(site.links.variantPaths.map(\.outputFile))
    self.files = files
    addresses = KnownAddresses(files, settings: site.settings)
    settings = site.settings
  }

  /// Judges what one page alone can tell and keeps the rest for later.
  func inspect(
    _ page: RenderedPage, template: String, source: String
  ) -> (PageFacts, [Diagnostic]) {
    let scanned = MarkupScanner.scan(page.html)
    var anchors: Set<UInt64> = []
    var facts = PageFacts(
      outputFile: page.path.outputFile, hasAllAnchors: page.hasAllAnchors, anchors: [],
      promises: [])
    var diagnostics: [Diagnostic] = []
    for value in scanned.ids {
      let hash =
        scanned.isPlain(value)
        ? scanned.html[value].stableHash : scanned.text(value).stableHash
      guard !anchors.insert(hash).inserted, !page.hasReportedRepeats else { continue }
      let id = scanned.text(value)
      diagnostics.append(
        Diagnostic(
          "duplicate-id", .error, "'\(page.path.outputFile)' has two elements with the id '\(id)'",
          at: SourceSpan(file: source, line: 1),
          help: ["give one of the headings or tables another id"]))
    }
    for file in page.files.map(\.path) {
      if reserved.contains(file) {
        diagnostics.append(Self.duplicate(file, at: source))
      } else if !files.contains(file) {
        facts.ownFiles.insert(file.stableHash)
      }
    }
    let way = addresses.way(from: page.path)
    let links = scanned.links.filter { value in
      !scanned.isPlain(value) || !way.isSound(scanned.html[value], anchors: anchors)
    }
    for link in Set(links.map(scanned.text)).subtracting(page.reportedLinks) {
      let origin = LinkOrigin(
        link: link, place: page.linkPlaces[link], template: template, file: page.path.outputFile)
      switch LinkTarget(link, from: page.path, settings: settings) {
      case .outside: continue
      case .beyondRoot: diagnostics.append(origin.brokenLink(templates))
      case .refused(let scheme):
        if !origin.isInText { diagnostics.append(origin.refused(scheme: scheme, templates)) }
      case .file(let file, let fragment):
        if !files.contains(file) {
          guard !facts.ownFiles.contains(file.stableHash) else { continue }
          facts.unsettled.append(PageFacts.Unsettled(file: file, origin: origin))
        } else if file == page.path.outputFile, !fragment.isEmpty {
          guard page.hasAllAnchors, !anchors.contains(fragment.stableHash) else { continue }
          diagnostics.append(
            origin.brokenFragment(
              fragment, of: file, known: scanned.ids.map(scanned.text), templates))
        } else if !fragment.isEmpty {
          facts.promises.append(
            PageFacts.Promise(file: file, fragment: fragment, origin: origin))
        }
      }
    }
    facts.anchors = anchors.sorted()
    facts.queries = page.queries
    return (facts, diagnostics)
  }

  private static func duplicate(_ file: String, at source: String) -> Diagnostic {
    Diagnostic(
      "duplicate-file", .error, "the build writes '\(file)' already",
      at: SourceSpan(file: source, line: 1),
      help: ["rename the file, the page or the table"])
  }

  /// Returns the audit of a site with the same frame.
  func of(_ site: Site) -> PageAudit {
    var copy = self
    copy.site = site
    return copy
  }

  /// Judges the links to anchors and to files of other pages, where `index` is of all pages.
  func settle(_ facts: [PageFacts], in index: AnchorIndex) -> [Diagnostic] {
    let missing = facts.flatMap(\.unsettled).filter { !index.files.contains($0.file.stableHash) }
    return missing.map { $0.fault(templates) } + brokenFragments(facts, index)
  }

  /// Reports the named queries that none of all pages shows. A page with a fault may be meant to, so none
  /// is reported beside errors.
  func unusedQueries(
    _ facts: some Sequence<PageFacts>, beside found: [Diagnostic]
  ) -> [Diagnostic] {
    guard !found.containsErrors else { return [] }
    return site.unusedQueries(
      besides: facts.reduce(into: Set<String>()) { $0.formUnion($1.queries) })
  }

  private func brokenFragments(_ facts: [PageFacts], _ index: AnchorIndex) -> [Diagnostic] {
    facts.flatMap(\.promises).compactMap { promise in
      guard let known = index.anchors[promise.file],
        !Self.holds(promise.fragment.stableHash, in: known)
      else { return nil }
      return promise.fault(templates, known: site.anchorNames(ofFile: promise.file))
    }
  }

  /// Whether a number is in a list that is in order.
  private static func holds(_ number: UInt64, in list: [UInt64]) -> Bool {
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle] < number { low = middle + 1 } else { high = middle }
    }
    return low < list.count && list[low] == number
  }
}
