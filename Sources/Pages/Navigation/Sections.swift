import Diagnostics
import Prose

/// Which page stands above which: by their paths, or by the section that front matter names.
package struct Sections: Sendable {
  private let declared: [PagePath: PagePath]

  /// Takes the sections that lead to the home page in the end; ``faults(in:pages:)`` reports the
  /// others.
  init(_ markdown: [MarkdownPage], pages: Set<PagePath>) {
    var declared: [PagePath: PagePath] = [:]
    for page in markdown where page.path.placeholder == nil {
      guard let section = page.frontMatter.section.map(Self.path), pages.contains(section) else {
        continue
      }
      declared[page.path] = section
    }
    self.declared = declared.filter { path, _ in !Self.isCircular(path, declared) }
  }

  /// Returns the page one level up, or `nil` for the home page.
  func parent(of path: PagePath) -> PagePath? {
    (declared.isEmpty ? nil : declared[path]) ?? path.parent
  }

  /// Reports sections that are no page, and pages that stand below themselves.
  static func faults(in markdown: [MarkdownPage], pages: Set<PagePath>) -> [Diagnostic] {
    var declared: [PagePath: PagePath] = [:]
    for page in markdown { declared[page.path] = page.frontMatter.section.map(Self.path) }
    // A circle is one fault, told at the first of its pages.
    var told: Set<PagePath> = []
    return markdown.compactMap { page in
      guard let section = page.frontMatter.section else { return nil }
      if page.path.placeholder != nil {
        return Diagnostic(
          "misplaced-section", "a page of a record stands below its list and has no 'section'",
          at: section.span, help: ["remove 'section' from this page"])
      }
      if !pages.contains(path(of: section)) {
        let known = pages.map { "/" + $0.path }.sorted()
        return Diagnostic(
          "unknown-section", "'\(section.value)' is no page of the site", at: section.span,
          help: NearestName.help(for: section.value, among: known))
      }
      guard isCircular(page.path, declared), told.isDisjoint(with: above(page.path, declared))
      else { return nil }
      told.formUnion(above(page.path, declared))
      return Diagnostic(
        "circular-section", "the page stands below itself by way of '\(section.value)'",
        at: section.span, help: ["name a page that does not stand below this one"])
    }
  }

  private static func path(of section: Located<String>) -> PagePath {
    let text = section.value
    return PagePath(text.hasPrefix("/") ? String(text.dropFirst()) : text)
  }

  /// Returns a page and all that it stands below.
  private static func above(
    _ path: PagePath, _ declared: [PagePath: PagePath]
  ) -> Set<PagePath> {
    var seen: Set<PagePath> = [path]
    var place = declared[path]
    while let current = place, seen.insert(current).inserted {
      place = declared[current] ?? current.parent
    }
    // All pages stand below the first one.
    return seen.filter { !$0.path.isEmpty }
  }

  private static func isCircular(_ path: PagePath, _ declared: [PagePath: PagePath]) -> Bool {
    var seen: Set<PagePath> = [path]
    var place = declared[path]
    while let current = place {
      guard seen.insert(current).inserted else { return true }
      place = declared[current] ?? current.parent
    }
    return false
  }
}
