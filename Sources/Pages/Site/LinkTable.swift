package import Catalog
import Diagnostics
import Foundation
import Prose

/// All that a link inside the site can point to.
package struct LinkTable: Sendable {
  private let pathOfSource: [String: PagePath]
  /// The paths of all pages, those with faults in their front matter too.
  package let paths: Set<PagePath>
  /// The paths of pages with their tables in another order.
  package let variantPaths: Set<PagePath>
  private let assets: Set<String>
  private let pathOfRecord: [RecordName: PagePath]
  /// The figures whose derivations the pages of a table's records show.
  private let figuresOfTable: [String: Set<String>]

  init(
    pages: [PageEntry], variants: [PageEntry], markdown: [MarkdownPage], faulty: [PagePath],
    assets: [String], catalog: Catalog
  ) {
    variantPaths = Set(variants.map(\.path))
    paths = Set(pages.map(\.path)).union(faulty)
    self.assets = Set(assets)
    pathOfSource = Dictionary(
      pages.filter { $0.record == nil }.map { (markdown[$0.markdown].source.path, $0.path) },
      uniquingKeysWith: { first, _ in first })
    pathOfRecord = Dictionary(
      pages.compactMap { page in page.record.map { ($0, page.path) } },
      uniquingKeysWith: { first, _ in first })
    figuresOfTable = Dictionary(
      markdown.compactMap { page in
        guard let name = page.path.placeholder, let schema = catalog.table(name)?.schema else {
          return nil
        }
        return (name, page.prose.derivedFigures(of: schema))
      }, uniquingKeysWith: { $0.intersection($1) })
  }

  /// Returns the page about a record, if there is one.
  package func page(of record: RecordName) -> PagePath? { pathOfRecord[record] }

  /// Returns the page that derives a figure of a record, if one does.
  package func page(deriving figure: String, of record: RecordName) -> PagePath? {
    guard figuresOfTable[record.table]?.contains(figure) == true else { return nil }
    return pathOfRecord[record]
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
    if path.isEmpty { return .page(page, fragment: fragment) }
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
    let relative = parts.dropFirst().joined(separator: "/")
    if assets.contains(relative) { return .asset(relative) }
    let directory = relative.isEmpty || relative.hasSuffix(".html") ? relative : relative + "/"
    let candidate = PagePath(directory.hasSuffix("index.html") ? parentOf(directory) : directory)
    if paths.contains(candidate) || variantPaths.contains(candidate) {
      return .page(candidate, fragment: fragment)
    }
    let near = NearestName.of(candidate.path, among: paths.map(\.path))
    return .missing(help: near.map { ["did you mean '/\($0)'?"] } ?? [])
  }

  private func parentOf(_ path: String) -> String {
    String(path.dropLast("index.html".utf8.count))
  }

  private static func split(_ destination: String) -> (path: String, fragment: String) {
    let parts = destination.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let path = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)[0]
    let decoded = String(path).removingPercentEncoding ?? String(path)
    return (decoded, parts.count > 1 ? String(parts[1]) : "")
  }

  /// Resolves `.` and `..`; `nil` when the path leaves the content folder.
  private static func normalised(_ parts: [String]) -> [String]? {
    var result: [String] = []
    for part in parts {
      switch part {
      case ".", "": continue
      case "..":
        guard result.count > 1 else { return nil }
        result.removeLast()
      default: result.append(part)
      }
    }
    return result
  }
}
