import Foundation
import Pages

/// What a link of a finished page points to.
enum LinkTarget: Hashable {
  /// Somewhere else: another site, mail, a telephone.
  case outside
  /// A file of this site, with the anchor in it or an empty text.
  case file(String, fragment: String)
  /// A path that climbs out of the site.
  case beyondRoot

  /// Reads a link as a browser would that opened the page on the published site.
  init(_ link: String, from page: PagePath, settings: SiteSettings) {
    var link = link[...]
    // Most links begin in one of these two ways, which need no look at the site's address.
    if link.utf8.first == UInt8(ascii: "#") {
      self = .file(page.outputFile, fragment: Self.decoded(link.dropFirst()))
    } else if link.utf8.first == UInt8(ascii: ".") {
      self.init(path: link, from: page, basePath: settings.basePath)
    } else if link.hasPrefix(settings.baseURL) {
      link = "/" + link.dropFirst(settings.baseURL.count)
      self.init(path: link, from: PagePath(""), basePath: "/")
    } else if link.hasPrefix("//") || Self.hasScheme(link) {
      self = .outside
    } else {
      self.init(path: link, from: page, basePath: settings.basePath)
    }
  }

  private init(path link: Substring, from page: PagePath, basePath: String) {
    let mark = link.utf8.firstIndex(of: UInt8(ascii: "#"))
    let name = mark.map { Self.decoded(link[link.utf8.index(after: $0)...]) } ?? ""
    let address = link[..<(mark ?? link.endIndex)]
    let path = address[..<(address.utf8.firstIndex(of: UInt8(ascii: "?")) ?? address.endIndex)]
    if path.isEmpty {
      self = .file(page.outputFile, fragment: name)
      return
    }
    var steps: [Substring] = []
    var rest = path
    if path.hasPrefix("/") {
      guard !basePath.isEmpty, path.hasPrefix(basePath) else {
        self = .beyondRoot
        return
      }
      rest = path.dropFirst(basePath.count)
    } else {
      steps = page.outputFile.split(separator: "/").dropLast()
    }
    for step in rest.split(separator: "/") where step != "." {
      if step != ".." {
        steps.append(step)
      } else if steps.popLast() == nil {
        self = .beyondRoot
        return
      }
    }
    var file = steps.joined(separator: "/")
    let isFolder = rest.isEmpty || rest.hasSuffix("/") || rest.hasSuffix(".") || file.isEmpty
    if isFolder { file += file.isEmpty ? "index.html" : "/index.html" }
    self = .file(Self.decoded(file[...]), fragment: name)
  }

  /// Returns the text with what is percent-encoded in plain; most links hold nothing of it.
  static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    return String(text).removingPercentEncoding ?? String(text)
  }

  private static func hasScheme(_ link: Substring) -> Bool {
    guard let colon = link.firstIndex(of: ":") else { return false }
    let scheme = link[..<colon]
    return !scheme.isEmpty
      && scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
  }
}
