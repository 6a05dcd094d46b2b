/// Where the links of imported pages lead on the new site.
package struct LinkPlaces: Sendable {
  /// What a link of the old site became.
  enum Target: Equatable {
    /// A page that is imported too, by its path, such as `/guides/cards/`.
    case page(String)
    /// An anchor of the page itself.
    case anchor(String)
    /// A page or file of the old site that is not imported, by its whole address.
    case leftBehind(String)
    /// An address elsewhere.
    case elsewhere(String)
    /// A place of the old site, where the record does not say what that is.
    case unknown
    /// An address that a page must not hold, such as a script.
    case refused
  }

  /// The old site's host, without `www.`, or nothing where the pages do not say it.
  let host: String
  /// The scheme and host as written, for addresses that name none.
  let base: String
  /// The folder of the page on the old site, with slashes at both ends.
  let folder: String
  /// The paths of the pages that are imported.
  let pages: Set<String>

  init(link: String?, pages: Set<String>) {
    let parts = Self.parts(of: link ?? "")
    host = parts?.host ?? ""
    base = parts.map { "\($0.scheme)://\($0.authority)" } ?? ""
    let path = parts?.path.prefix { $0 != "?" && $0 != "#" } ?? ""
    folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "/"
    self.pages = pages
  }

  /// Returns where a link leads.
  func target(of href: String) -> Target {
    let href = href.trimmed
    if href.hasPrefix("#") { return .anchor(String(href.dropFirst())) }
    if href.hasPrefix("//") { return target(of: "https:" + href) }
    if let parts = Self.parts(of: href) {
      guard parts.host == host, !host.isEmpty else { return .elsewhere(href) }
      return page(parts.path, whole: href)
    }
    let scheme = href.prefix { $0 != ":" && $0 != "/" && $0 != "?" && $0 != "#" }
    if scheme.count < href.count, href.dropFirst(scheme.count).first == ":" {
      return ["mailto", "tel"].contains(scheme.lowercased()) ? .elsewhere(href) : .refused
    }
    guard !base.isEmpty else { return .unknown }
    if href.hasPrefix("/") { return page(href[...], whole: base + href) }
    return .leftBehind(base + folder + href)
  }

  private func page(_ path: Substring, whole: String) -> Target {
    let path = Self.path(path.prefix { $0 != "#" && $0 != "?" })
    return pages.contains(path) && !whole.contains("?") ? .page(path) : .leftBehind(whole)
  }

  /// The path of a page by its address: from the root, with a slash at its end, or `nil` where the
  /// address tells none.
  static func pagePath(ofLink link: String) -> String? {
    guard let parts = parts(of: link), !parts.path.contains("?") else { return nil }
    return path(parts.path.prefix { $0 != "#" })
  }

  /// Returns why an address cannot be that of a page: it steps up through folders.
  static func fault(ofLink link: String) -> String? {
    guard let parts = parts(of: link) else { return nil }
    let names = parts.path.prefix { $0 != "?" && $0 != "#" }.split(separator: "/")
    let steps = names.map { $0.lowercased().replacing("%2e", with: ".") }
    return steps.contains { $0 == "." || $0 == ".." } ? "it has a step '.' or '..'" : nil
  }

  private static func path(_ path: Substring) -> String {
    let names = path.split(separator: "/").map { name in
      String(
        name.lowercased().map { character in
          let isPlain = character.isASCII && (character.isLetter || character.isNumber)
          return isPlain || character == "-" || character == "_" ? character : "-"
        })
    }
    return "/" + names.map { $0 + "/" }.joined()
  }

  private static func parts(
    of address: String
  ) -> (scheme: String, authority: String, host: String, path: Substring)? {
    guard let colon = address.firstRange(of: "://") else { return nil }
    let scheme = address[..<colon.lowerBound].lowercased()
    guard ["http", "https"].contains(scheme) else { return nil }
    let rest = address[colon.upperBound...]
    let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.isEmpty else { return nil }
    let name = authority.lowercased()
    let host = name.hasPrefix("www.") ? String(name.dropFirst(4)) : name
    return (scheme, String(authority), host, rest[authority.endIndex...])
  }
}
