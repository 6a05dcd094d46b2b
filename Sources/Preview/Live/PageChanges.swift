/// What one or several builds changed in the output.
package struct PageChanges: Hashable, Sendable {
  /// The paths of the pages that were rendered, or `nil` for all.
  package var pages: Set<String>?
  /// The paths of files that browsers have asked for and that are others now.
  package var assets: Set<String>

  package init(pages: Set<String>?, assets: Set<String> = []) {
    self.pages = pages
    self.assets = assets
  }

  /// All pages, as far as anybody knows.
  package static let all = PageChanges(pages: nil)
  package static let none = PageChanges(pages: [])

  /// Adds what another build changed.
  package mutating func add(_ other: PageChanges) {
    pages = pages.flatMap { pages in other.pages.map { pages.union($0) } }
    assets.formUnion(other.assets)
  }
}

/// What changed from one version of the output to the next, for browsers that missed some.
struct ChangeJournal: Sendable {
  private(set) var version = 0
  private var entries: [PageChanges] = []

  /// How many versions are remembered.
  private static let length = 200

  /// Notes a new version.
  mutating func add(_ changes: PageChanges) {
    version += 1
    entries.append(changes)
    if entries.count > Self.length { entries.removeFirst() }
  }

  /// Returns what changed since an earlier version; all where that is not known.
  func changes(since earlier: Int) -> PageChanges {
    let missed = version - earlier
    guard (0...entries.count).contains(missed) else { return .all }
    return entries.suffix(missed).reduce(into: .none) { $0.add($1) }
  }
}
