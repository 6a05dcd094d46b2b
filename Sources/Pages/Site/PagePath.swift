import Foundation

/// Where a page stands in the site: the path that readers see and the file that holds it.
package struct PagePath: Hashable, Comparable, Sendable {
  /// The path below the site's root, without a leading slash: `gpu/`, `404.html`, or empty for the
  /// home page.
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The page that answers searches.
  package static let search = PagePath("search/")

  /// Whether the page is a file of its own name and not a folder's index.
  package var isFile: Bool { path.hasSuffix(".html") }

  /// The path as it stands in an address: what a file may be called and an address may not hold is
  /// percent-encoded (RFC 3986, section 2).
  package var address: String {
    // Nearly all paths are plain, and Foundation takes its time to find that out.
    if path.utf8.allSatisfy(Self.isPlain) { return path }
    return path.addingPercentEncoding(withAllowedCharacters: Self.plainCharacters) ?? path
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "-")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static let plainCharacters = CharacterSet(
    charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/")

  /// The file below the output folder.
  package var outputFile: String { isFile ? path : path + "index.html" }

  /// Returns the file of this page in another form, below the output folder. Pages that are files
  /// of their own name have no other form.
  package func twin(_ output: SiteSettings.Output) -> String? {
    guard !isFile, let name = output.twinName else { return nil }
    return path + name
  }

  /// Returns the file of one of the page's tables, below the output folder.
  package func csv(ofTable id: String) -> String { path + id + ".csv" }

  /// The way from the page back to the site's root: `../../`, or empty for the home page.
  package var root: String {
    String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
  }

  /// Returns the path of this page with its tables in the order of this name.
  package func variant(_ name: String) -> PagePath { PagePath(path + name + "/") }

  /// The page one level up, or `nil` for the home page.
  package var parent: PagePath? {
    guard !path.isEmpty else { return nil }
    let slash = UInt8(ascii: "/")
    let name = path.utf8.last == slash ? path.utf8.dropLast() : path.utf8[...]
    guard let end = name.lastIndex(of: slash) else { return PagePath("") }
    return PagePath(String(path[...end]))
  }

  /// Returns the link from this page to another, relative so that the site works at any address.
  ///
  /// A page that is served in place of others, such as the 404 page, has no place of its own; its
  /// links begin at `basePath`.
  package func href(to target: PagePath, style: SiteSettings.LinkStyle, basePath: String) -> String
  {
    let link = (isFile ? basePath : root) + target.address(style: style)
    return link.isEmpty ? "./" : link
  }

  /// The path as links from the root of the site have it.
  func address(style: SiteSettings.LinkStyle) -> String {
    style == .file && !isFile ? address + "index.html" : address
  }

  package static func < (lhs: Self, rhs: Self) -> Bool { lhs.path < rhs.path }
}

extension PagePath {
  /// Returns the path of the page that a Markdown file makes, with `[table]` still in it for record
  /// pages.
  ///
  /// - Parameter source: A path such as `Content/gpu/index.md`.
  package init(source: String) {
    var path = String(source.dropFirst("Content/".utf8.count).dropLast(".md".utf8.count))
    if path == "404" {
      self.init("404.html")
      return
    }
    if path == "index" {
      path = ""
    } else if path.hasSuffix("/index") {
      path = String(path.dropLast("index".utf8.count))
    } else {
      path += "/"
    }
    self.init(path)
  }

  /// The table in brackets in the last part of the path of a record page's source.
  package var placeholder: String? {
    // Nearly no path has one, and each path is asked several times.
    guard path.utf8.contains(UInt8(ascii: "[")), let last = path.split(separator: "/").last,
      last.hasPrefix("["), last.hasSuffix("]")
    else { return nil }
    return String(last.dropFirst().dropLast())
  }

  /// Returns the path with the id of a record in place of its placeholder.
  package func filled(with id: String) -> PagePath {
    guard let parent else { return self }
    return PagePath(parent.path + id + "/")
  }
}
