import Prose

/// The pages below a path, in groups, as a `=pages` block lists them.
///
/// Record pages stand under the page above them; all other pages stand together.
struct PageList {
  let site: Site
  let page: PageEntry
  /// The path below which to look, or an empty text for the whole site.
  let prefix: String

  var groups: [PageGroup] {
    let start = prefix.hasPrefix("/") ? String(prefix.dropFirst()) : prefix
    let listed = site.pages.filter { entry in
      !entry.path.isFile && entry.path != page.path && entry.path.path.hasPrefix(start)
    }
    let titles = Dictionary(
      site.pages.map { ($0.path, $0.title) }, uniquingKeysWith: { first, _ in first })
    let plain = group("Pages", id: "pages", listed.filter { $0.record == nil })
    let byParent = Dictionary(grouping: listed.filter { $0.record != nil }, by: \.path.parent)
    let groups = byParent.map { parent, pages in
      let path = parent ?? PagePath("")
      let id = "pages-" + path.path.split(separator: "/").joined(separator: "-")
      return group(titles[path] ?? path.path, id: id, pages)
    }
    return ([plain] + groups.sorted { ($0.title, $0.id) < ($1.title, $1.id) })
      .filter { !$0.items.isEmpty }
  }

  /// Returns the paths and titles of all pages, of which the lists below every path are made.
  static func words(_ site: Site) -> [String] {
    site.pages.flatMap { [$0.path.path, $0.title] }
  }

  private func group(_ title: String, id: String, _ pages: [PageEntry]) -> PageGroup {
    let sorted = pages.map { (key: $0.title.lowercased(), page: $0) }
      .sorted { ($0.key, $0.page.path) < ($1.key, $1.page.path) }
    return PageGroup(
      title: title, id: id,
      items: sorted.map { entry in
        PageGroup.Item(
          title: entry.page.title,
          href: page.path.href(
            to: entry.page.path, style: site.settings.linkStyle,
            basePath: site.settings.basePath))
      })
  }
}
