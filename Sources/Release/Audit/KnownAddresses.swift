import Catalog
import Pages

/// The links that lead to a file of the site as far as their bytes show, without taking them apart.
///
/// Nearly all links of finished pages are such: those of the navigation and of lists of contents.
/// What is not found here may be sound all the same; ``LinkTarget`` tells.
struct KnownAddresses: Sendable {
  /// The hashes of the files' paths, and of those of index pages without the file's name.
  private let hashes: Set<UInt64>
  private let baseURL: [UInt8]
  private let basePath: [UInt8]

  init(_ files: Set<String>, settings: SiteSettings) {
    var hashes: Set<UInt64> = []
    hashes.reserveCapacity(2 * files.count)
    for file in files {
      let plain = file.utf8
      // A path is compared as it is written, so one that would be written otherwise is left out.
      guard plain.allSatisfy(Self.isPlain) else { continue }
      hashes.insert(plain.stableHash)
      if file == Self.index || file.hasSuffix("/" + Self.index) {
        hashes.insert(plain.dropLast(Self.index.utf8.count).stableHash)
      }
    }
    self.hashes = hashes
    baseURL = Array(settings.baseURL.utf8)
    basePath = Array(settings.basePath.utf8)
  }

  private static let index = "index.html"

  /// Whether a byte means the same in a path and in an address.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "%") && byte != UInt8(ascii: "#")
      && byte != UInt8(ascii: "?")
  }

  /// Returns how the links of a page are looked at.
  func way(from page: PagePath) -> Way {
    let root = page.isFile ? basePath.isEmpty ? nil : basePath : Array(page.root.utf8)
    return Way(hashes: hashes, baseURL: baseURL, root: root)
  }

  /// The way from one page to the root of the site.
  struct Way {
    fileprivate let hashes: Set<UInt64>
    fileprivate let baseURL: [UInt8]
    /// What leads to the root; `nil` where nothing does.
    fileprivate let root: [UInt8]?

    /// Whether a link leads to one of `anchors` in the page, or from the root of the site to a file.
    func isSound(_ link: ArraySlice<UInt8>, anchors: Set<UInt64>) -> Bool {
      guard let first = link.first else { return false }
      if first == UInt8(ascii: "#") {
        let name = link.dropFirst()
        return !name.contains(UInt8(ascii: "%")) && anchors.contains(name.stableHash)
      }
      guard let start = link.starts(with: baseURL) ? baseURL : root, link.starts(with: start) else {
        return false
      }
      return hashes.contains(link.dropFirst(start.count).stableHash)
    }
  }
}
