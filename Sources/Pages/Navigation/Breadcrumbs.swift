import Markup
import Prose
import Templates

/// The way from the home page down to a page.
enum Breadcrumbs {
  /// Returns the pages above `page`, from the home page down, then the page itself.
  static func trail(
    to page: PageEntry, titles: [PagePath: String], sections: Sections
  ) -> [(PagePath, String)] {
    var trail = [(page.path, page.order.map { "by \($0.label.value)" } ?? page.title)]
    var ancestor = sections.parent(of: page.path)
    while let path = ancestor {
      if let title = titles[path] { trail.append((path, title)) }
      ancestor = sections.parent(of: path)
    }
    return trail.reversed()
  }

  /// Returns the trail as templates see it.
  static func value(
    for page: PageEntry, titles: [PagePath: String], of site: Site
  ) -> TemplateValue {
    let settings = site.settings
    var html = "<ol>"
    let items = trail(to: page, titles: titles, sections: site.sections).map { path, title in
      let href = page.path.href(to: path, style: settings.linkStyle, basePath: settings.basePath)
      let isCurrent = path == page.path
      html +=
        isCurrent
        ? "<li aria-current=\"page\">\(HTMLEscape.text(title))</li>"
        : "<li><a href=\"\(HTMLEscape.href(href))\">\(HTMLEscape.text(title))</a></li>"
      return TemplateValue.object([
        "title": .text(title), "href": .text(href), "is_current": .flag(isCurrent),
      ])
    }
    return .listing(items: items, html: .html(html + "</ol>"))
  }
}
