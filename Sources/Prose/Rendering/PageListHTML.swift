import Markup

/// Writes a group of pages as a section with a heading of its own.
enum PageListHTML {
  static func write(_ group: PageGroup, into html: inout String) {
    let id = HTMLEscape.text(group.id)
    html += "<section class=\"page-list\" aria-labelledby=\"\(id)\">\n"
    html += "<h2 id=\"\(id)\">"
    html += Permalink.wrap(HTMLEscape.text(group.title), to: group.id) + "</h2>\n<ul>\n"
    for item in group.items {
      html += "<li><a href=\"\(HTMLEscape.href(item.href))\">"
      html += "\(HTMLEscape.text(item.title))</a></li>\n"
    }
    html += "</ul>\n</section>\n"
  }
}
