/// Addresses of the published site.
enum PageAddress {
  /// Returns the full address of a link that was made for `page` by ``PagePath/href``.
  static func absolute(_ href: String, from page: PagePath, settings: SiteSettings) -> String {
    if href.hasPrefix("#") { return settings.baseURL + page.address + href }
    let start = page.isFile ? settings.basePath : page.root
    var path = href.hasPrefix(start) ? String(href.dropFirst(start.utf8.count)) : href
    if path == "./" { path = "" }
    if path.hasSuffix("index.html") { path = String(path.dropLast("index.html".utf8.count)) }
    return settings.baseURL + path
  }
}
