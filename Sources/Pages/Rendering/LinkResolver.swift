import Catalog
import Diagnostics
import Markup
import Prose

/// Turns the links of one page's text into links of the finished site, and reports those that lead
/// nowhere.
///
/// A class, because the renderer of the text calls it back for each link; it lives as long as one
/// page is rendered, in one task.
final class LinkResolver {
  let page: PageEntry
  let source: String
  private let log: ReadLog
  /// Where links lead, and how they are written: asked for every link.
  private let links: LinkTable
  private let style: SiteSettings.LinkStyle
  private let basePath: String
  /// Where each resolved link stands in the source, for the audit of the finished page.
  private(set) var places: [String: LinkPlace] = [:]
  /// The links that lead nowhere, or to the page of a record that could not be read.
  private(set) var missing: Set<String> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(site: Site, page: PageEntry, source: String, log: ReadLog) {
    self.page = page
    self.source = source
    self.log = log
    links = site.links
    style = site.settings.linkStyle
    basePath = site.settings.basePath
  }

  /// Takes note of where links with addresses of their own stand: some lead back into the site.
  func note(_ links: [Link]) {
    for link in links where link.isExternal {
      places[Self.asPrinted(link.destination)] = LinkPlace(
        destination: link.destination, span: link.span)
    }
  }

  func resolve(_ link: Link) -> String {
    log.note(.link(destination: link.destination, source: source))
    switch links.target(of: link.destination, in: source, page: page.path) {
    case .page(let target, let fragment):
      let suffix = fragment.isEmpty ? "" : "#" + fragment
      let isSelf = target == page.path && !fragment.isEmpty
      let href =
        isSelf ? suffix : page.path.href(to: target, style: style, basePath: basePath) + suffix
      places[Self.asPrinted(href)] = LinkPlace(destination: link.destination, span: link.span)
      if !links.holds(target) { missing.insert(Self.asPrinted(href)) }
      return href
    case .asset(let path):
      let href = (page.path.isFile ? basePath : page.path.root) + path
      places[Self.asPrinted(href)] = LinkPlace(destination: link.destination, span: link.span)
      return href
    case .missing(let help):
      missing.insert(Self.asPrinted(link.destination))
      diagnostics.append(
        Diagnostic(
          "broken-link", "'\(link.destination)' leads to no page or file of the site",
          at: link.span, help: help))
      return link.destination
    }
  }

  /// Returns a link as a reader of the finished page finds it, its characters escaped for an address.
  private static func asPrinted(_ href: String) -> String {
    let escaped = HTMLEscape.href(href)
    guard escaped.utf8.contains(UInt8(ascii: "&")) else { return escaped }
    return escaped.replacing("&amp;", with: "&").replacing("&#x27;", with: "'")
  }
}
