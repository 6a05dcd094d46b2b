import Diagnostics
import Pages

/// What the audit keeps of one page: little, so that a hundred thousand pages fit.
struct PageFacts: Sendable {
  /// A link to an anchor of another page, to be judged when all pages are rendered.
  struct Promise: Sendable {
    var file: String
    var fragment: String
    var link: String
    var place: SourceSpan?
  }

  var outputFile: String
  /// The hashes of the page's anchors.
  var anchors: Set<Int>
  var promises: [Promise]
}

/// Checks the links of finished pages: those of the text and those of the templates alike.
struct PageAudit: Sendable {
  /// Every file that the release will hold.
  let files: Set<String>
  let settings: SiteSettings

  init(site: Site, siteWide: [String]) {
    var files = Set(siteWide)
    for path in site.links.paths {
      files.insert(path.outputFile)
      if site.settings.outputs.contains(.json), !path.isFile { files.insert(path.twinFile) }
    }
    files.formUnion(site.assets.map(\.path))
    self.files = files
    settings = site.settings
  }

  /// Judges what one page alone can tell and keeps the rest for later.
  func inspect(_ page: RenderedPage, template: String) -> (PageFacts, [Diagnostic]) {
    let scanned = MarkupScanner.scan(page.html)
    var anchors: Set<Int> = []
    var facts = PageFacts(outputFile: page.path.outputFile, anchors: [], promises: [])
    var diagnostics: [Diagnostic] = []
    for id in scanned.ids where !anchors.insert(id.hashValue).inserted {
      diagnostics.append(
        Diagnostic(
          "duplicate-id", .error, "'\(page.path.outputFile)' has two elements with the id '\(id)'",
          at: nil, help: ["give one of the headings or tables another id"]))
    }
    for link in Set(scanned.links).subtracting(page.reportedLinks) {
      let place = page.linkPlaces[link]
      switch LinkTarget(link, from: page.path, settings: settings) {
      case .outside: continue
      case .beyondRoot:
        diagnostics.append(broken(link, in: page, template: template, place: place))
      case .file(let file, let fragment):
        if !files.contains(file) {
          diagnostics.append(broken(link, in: page, template: template, place: place))
        } else if file == page.path.outputFile, !fragment.isEmpty {
          guard !anchors.contains(fragment.hashValue) else { continue }
          diagnostics.append(Self.brokenFragment(link, fragment, file, place, known: scanned.ids))
        } else if !fragment.isEmpty {
          facts.promises.append(
            PageFacts.Promise(file: file, fragment: fragment, link: link, place: place))
        }
      }
    }
    facts.anchors = anchors
    facts.promises.sort { ($0.file, $0.fragment, $0.link) < ($1.file, $1.fragment, $1.link) }
    return (facts, diagnostics)
  }

  private func broken(
    _ link: String, in page: RenderedPage, template: String, place: SourceSpan?
  ) -> Diagnostic {
    guard place == nil else {
      return Diagnostic("broken-link", .error, "'\(link)' leads to no file of the site", at: place)
    }
    return Diagnostic(
      "broken-link", .error, "'\(link)' leads to no file of the site",
      at: SourceSpan(file: "Templates/\(template).mustache", line: 1),
      notes: [Diagnostic.Note("the link stands in '\(page.path.outputFile)', outside its text")],
      help: ["mend it in the template or in one of its partials"])
  }

  /// Judges the links to anchors of other pages.
  static func settle(_ facts: [PageFacts]) -> [Diagnostic] {
    let anchors = Dictionary(
      facts.map { ($0.outputFile, $0.anchors) }, uniquingKeysWith: { first, _ in first })
    return facts.flatMap(\.promises).compactMap { promise in
      guard let known = anchors[promise.file], !known.contains(promise.fragment.hashValue) else {
        return nil
      }
      return brokenFragment(
        promise.link, promise.fragment, promise.file, promise.place, known: [])
    }
  }

  private static func brokenFragment(
    _ link: String, _ fragment: String, _ file: String, _ place: SourceSpan?, known: [String]
  ) -> Diagnostic {
    Diagnostic(
      "broken-fragment", .error, "'\(link)' names the anchor '\(fragment)', which '\(file)' lacks",
      at: place, help: NearestName.help(for: fragment, among: known))
  }
}
