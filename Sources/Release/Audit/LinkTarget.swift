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
  /// An address with a scheme that a page has no use for: `javascript:`, `data:`.
  case refused(scheme: String)

  /// The schemes of addresses elsewhere.
  private static let schemes: Set<String> = ["http", "https", "mailto", "tel"]

  /// Reads a link as a browser would that opened the page on the published site.
  init(_ link: String, from page: PagePath, settings: SiteSettings) {
    var link = link[...]
    // Most links begin in one of these two ways, which need no look at the site's address.
    if link.utf8.first == UInt8(ascii: "#") {
      self = .file(page.outputFile, fragment: Self.decoded(link.dropFirst()))
    } else if link.utf8.first == UInt8(ascii: ".") {
      self.init(path: link, from: page, basePath: settings.basePath)
    } else if link.utf8.starts(with: settings.baseURL.utf8) {
      link = "/" + link.dropFirst(settings.baseURL.count)
      self.init(path: link, from: PagePath(""), basePath: "/")
    } else if link.utf8.starts(with: "//".utf8) {
      self = .outside
    } else if let scheme = Self.scheme(of: link) {
      self = Self.schemes.contains(scheme) ? .outside : .refused(scheme: scheme)
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
    // Every link of every page comes by, so paths are put together by their bytes.
    let slash = UInt8(ascii: "/")
    var file: [UInt8] = []
    var rest = path.utf8
    if rest.first == slash {
      guard !basePath.isEmpty, rest.starts(with: basePath.utf8) else {
        self = .beyondRoot
        return
      }
      rest = rest.dropFirst(basePath.utf8.count)
    } else {
      file += page.outputFile.utf8
      Self.dropLastStep(of: &file)
    }
    let isFolder = rest.isEmpty || rest.last == slash || rest.last == UInt8(ascii: ".")
    for step in rest.split(separator: slash) where !step.elementsEqual(".".utf8) {
      if !step.elementsEqual("..".utf8) {
        if !file.isEmpty { file.append(slash) }
        file += step
      } else if file.isEmpty {
        self = .beyondRoot
        return
      } else {
        Self.dropLastStep(of: &file)
      }
    }
    if isFolder || file.isEmpty {
      if !file.isEmpty { file.append(slash) }
      file += "index.html".utf8
    }
    self = .file(Self.decoded(String(decoding: file, as: UTF8.self)[...]), fragment: name)
  }

  /// Removes the last part of a path and the slash in front of it.
  private static func dropLastStep(of path: inout [UInt8]) {
    path.removeSubrange((path.lastIndex(of: UInt8(ascii: "/")) ?? 0)...)
  }

  /// Returns the text with what is percent-encoded in plain; most links hold nothing of it.
  static func decoded(_ text: Substring) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return String(text) }
    return String(text).removingPercentEncoding ?? String(text)
  }

  /// Returns the scheme in small letters. Browsers pass over spaces and controls before it.
  private static func scheme(of link: Substring) -> String? {
    let link = link.utf8.drop { $0 <= 0x20 }
    guard let colon = link.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let scheme = link[..<colon]
    guard !scheme.isEmpty, scheme.allSatisfy(isScheme) else { return nil }
    return Substring(scheme).lowercased()
  }

  /// Letters, digits and `+-.` (RFC 3986, section 3.1).
  private static func isScheme(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }
}
