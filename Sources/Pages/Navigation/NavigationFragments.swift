import Catalog
import Markup
import Templates

/// The navigation as templates see it, made as deep as a template looks into it.
final class NavigationFragments: Sendable {
  /// Where a page stands in the tree. A class: each entry with others below it holds it.
  private final class Place: Sendable {
    let page: PagePath
    /// The entry that the page is listed as, or that it stands below, and those above that.
    let trail: [PagePath]
    /// What the links of the page begin with.
    let root: String
    /// Whether the page's template looks below entries.
    let looksBelow: Bool
    let log: ReadLog

    init(
      of page: PagePath, trail: [PagePath], root: String, looksBelow: Bool, log: ReadLog
    ) {
      self.page = page
      self.trail = trail
      self.root = root
      self.looksBelow = looksBelow
      self.log = log
    }
  }

  private let navigation: Navigation
  private let sections: Sections
  private let settings: SiteSettings
  /// The entry above each entry; those at the top have none.
  private let parents: [PagePath: PagePath?]
  /// The entries right below each entry that has any.
  private let children: [PagePath: [Navigation.Item]]
  /// The templates that look below entries.
  private let lookingBelow: Set<String>

  init(_ site: Site) {
    navigation = site.navigation
    sections = site.sections
    settings = site.settings
    lookingBelow = Set(
      site.templates.pageNames.filter { site.templates.asks(for: ["children"], in: $0) })
    var parents: [PagePath: PagePath?] = [:]
    var children: [PagePath: [Navigation.Item]] = [:]
    func collect(_ items: [Navigation.Item], below parent: PagePath?) {
      for item in items {
        parents[item.path] = .some(parent)
        if !item.children.isEmpty { children[item.path] = item.children }
        collect(item.children, below: item.path)
      }
    }
    collect(navigation.items, below: nil)
    self.parents = parents
    self.children = children
  }

  /// Returns the navigation for a page of a template, with its own place in it marked. `log` takes a
  /// note of what the template looks at.
  func value(for page: PagePath, template: String, log: ReadLog) -> TemplateValue {
    log.note(.page(path: page.path, field: .place))
    let place = Place(
      of: page, trail: trail(to: page), root: page.isFile ? settings.basePath : page.root,
      looksBelow: lookingBelow.contains(template), log: log)
    return list(navigation.items, below: nil, at: place)
  }

  /// Returns the entry that a page is listed as, or that it stands below, and the entries above that.
  func trail(to page: PagePath) -> [PagePath] {
    var current: PagePath? = page
    while let candidate = current, parents[candidate] == nil {
      current = sections.parent(of: candidate)
    }
    var trail: [PagePath] = []
    while let entry = current {
      trail.append(entry)
      current = parents[entry].flatMap(\.self)
    }
    return trail
  }

  /// Returns the paths and titles of the entries right below one, or at the top.
  func entries(below parent: PagePath?) -> [String] {
    (parent.map { children[$0] ?? [] } ?? navigation.items).flatMap { [$0.path.path, $0.title] }
  }

  /// A digest of the navigation with all its entries.
  var digest: UInt64 {
    var digest = StableDigest()
    func add(_ items: [Navigation.Item]) {
      digest.add(UInt64(items.count))
      for item in items {
        digest.add(item.path.path)
        digest.add(item.title)
        add(item.children)
      }
    }
    add(navigation.items)
    return digest.folded
  }

  private func list(
    _ items: [Navigation.Item], below parent: PagePath?, at place: Place
  ) -> TemplateValue {
    place.log.note(.fragment(.navigation(below: parent?.path)))
    let values = items.map { item in
      TemplateValue.object([
        "title": .text(item.title), "href": .text(href(to: item, from: place)),
        "is_current": .flag(item.path == place.page),
        "is_section_current": .flag(place.trail.contains(item.path)),
        // The entry that the page is listed as, or that it stands right below.
        "is_nearest": .flag(item.path == place.trail.first),
        "children": item.children.isEmpty || !place.looksBelow
          ? .list([])
          : .lazily { [self] in list(item.children, below: item.path, at: place) },
      ])
    }
    return .listing(
      items: values,
      html: .lazily { [self] in
        place.log.note(.fragment(.wholeNavigation))
        return .html(html(of: items, at: place))
      })
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
    let link = place.root + item.address
    return link.isEmpty ? "./" : link
  }
}
