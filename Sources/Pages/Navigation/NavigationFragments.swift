import Markup
import Synchronization
import Templates

/// The navigation as templates see it, made once for all pages that share it.
///
/// Two pages share a fragment when they stand at the same depth and in the same place of the tree.
final class NavigationFragments: Sendable {
  private struct Key: Hashable {
    var root: String
    var isFile: Bool
    var current: PagePath?
    var isExact: Bool
  }

  private let navigation: Navigation
  private let sections: Sections
  private let settings: SiteSettings
  private let listed: Set<PagePath>
  private let made = Mutex<[Key: TemplateValue]>([:])

  init(_ navigation: Navigation, sections: Sections, settings: SiteSettings) {
    self.navigation = navigation
    self.sections = sections
    self.settings = settings
    var paths: Set<PagePath> = []
    func collect(_ items: [Navigation.Item]) {
      for item in items {
        paths.insert(item.path)
        collect(item.children)
      }
    }
    collect(navigation.items)
    listed = paths
  }

  /// Returns the navigation for a page, with its own place in it marked.
  func value(for page: PagePath) -> TemplateValue {
    var current: PagePath? = page
    while let candidate = current, !listed.contains(candidate) {
      current = sections.parent(of: candidate)
    }
    let key = Key(
      root: page.root, isFile: page.isFile, current: current, isExact: current == page)
    return made.withLock { made in
      if let value = made[key] { return value }
      let value = list(navigation.items, page: page, current: current)
      made[key] = value
      return value
    }
  }

  private func list(
    _ items: [Navigation.Item], page: PagePath, current: PagePath?
  ) -> TemplateValue {
    var html = "<ul>"
    let values = items.map { item in
      let href = page.href(
        to: item.path, style: settings.linkStyle, basePath: settings.basePath)
      let isCurrent = item.path == page
      let isSection = current.map(item.holds) ?? false
      // The entry that a page is listed as, or that it stands right below.
      let isNearest = isSection && !item.children.contains { $0.holds(current ?? page) }
      let children = list(item.children, page: page, current: current)
      let mark = isCurrent ? " aria-current=\"page\"" : isSection ? " aria-current=\"true\"" : ""
      html += "<li><a href=\"\(HTMLEscape.href(href))\"\(mark)>\(HTMLEscape.text(item.title))</a>"
      if case .listing(_, let inner) = children, !item.children.isEmpty { html += inner }
      html += "</li>"
      return TemplateValue.object([
        "title": .text(item.title), "href": .text(href), "is_current": .flag(isCurrent),
        "is_section_current": .flag(isSection), "is_nearest": .flag(isNearest),
        "children": children,
      ])
    }
    html += "</ul>"
    return .listing(items: values, html: items.isEmpty ? "" : html)
  }
}
