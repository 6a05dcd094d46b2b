import Markup
import Synchronization
import Templates

/// The navigation as templates see it, made as deep as a template looks into it.
///
/// Pages that are not listed share a fragment when they stand at the same depth below the same entry.
final class NavigationFragments: Sendable {
  /// Where a page stands in the tree.
  private struct Place: Sendable {
    var page: PagePath
    /// The entry that the page is listed as, or that it stands below.
    var current: PagePath?
    /// `current` and the entries above it.
    var trail: Set<PagePath>
  }

  private struct Key: Hashable {
    var root: String
    var isFile: Bool
    var current: PagePath?
  }

  private let navigation: Navigation
  private let sections: Sections
  private let settings: SiteSettings
  /// The entry above each entry; those at the top have none.
  private let parents: [PagePath: PagePath?]
  private let made = Mutex<[Key: TemplateValue]>([:])

  init(_ navigation: Navigation, sections: Sections, settings: SiteSettings) {
    self.navigation = navigation
    self.sections = sections
    self.settings = settings
    var parents: [PagePath: PagePath?] = [:]
    func collect(_ items: [Navigation.Item], below parent: PagePath?) {
      for item in items {
        parents[item.path] = .some(parent)
        collect(item.children, below: item.path)
      }
    }
    collect(navigation.items, below: nil)
    self.parents = parents
  }

  /// Returns the navigation for a page, with its own place in it marked.
  func value(for page: PagePath) -> TemplateValue {
    var current: PagePath? = page
    while let candidate = current, parents[candidate] == nil {
      current = sections.parent(of: candidate)
    }
    var trail: Set<PagePath> = []
    var entry = current
    while let candidate = entry {
      trail.insert(candidate)
      entry = parents[candidate].flatMap(\.self)
    }
    let place = Place(page: page, current: current, trail: trail)
    // Nobody shares the navigation of a page that has an entry of its own.
    if current == page { return list(navigation.items, at: place) }
    let key = Key(root: page.root, isFile: page.isFile, current: current)
    return made.withLock { made in
      if let value = made[key] { return value }
      let value = list(navigation.items, at: place)
      made[key] = value
      return value
    }
  }

  private func list(_ items: [Navigation.Item], at place: Place) -> TemplateValue {
    let values = items.map { item in
      TemplateValue.object([
        "title": .text(item.title), "href": .text(href(to: item, from: place)),
        "is_current": .flag(item.path == place.page),
        "is_section_current": .flag(place.trail.contains(item.path)),
        // The entry that the page is listed as, or that it stands right below.
        "is_nearest": .flag(item.path == place.current),
        "children": item.children.isEmpty
          ? .listing(items: [], html: .missing)
          : .lazily { [self] in list(item.children, at: place) },
      ])
    }
    return .listing(items: values, html: .lazily { [self] in .html(html(of: items, at: place)) })
  }

  private func html(of items: [Navigation.Item], at place: Place) -> String {
    guard !items.isEmpty else { return "" }
    var html = "<ul>"
    for item in items {
      let mark =
        item.path == place.page
        ? " aria-current=\"page\""
        : place.trail.contains(item.path) ? " aria-current=\"true\"" : ""
      let href = HTMLEscape.href(href(to: item, from: place))
      html += "<li><a href=\"\(href)\"\(mark)>\(HTMLEscape.text(item.title))</a>"
      html += self.html(of: item.children, at: place) + "</li>"
    }
    return html + "</ul>"
  }

  private func href(to item: Navigation.Item, from place: Place) -> String {
    place.page.href(to: item.path, style: settings.linkStyle, basePath: settings.basePath)
  }
}
