import Catalog
import Foundation

/// A file of `Templates/Assets/` as it is published: under a name that is another whenever its bytes
/// are.
package struct PublishedAsset: Sendable {
  /// The folder of the output that these files are published in.
  static let folder = "assets/"
  /// The folder of the site that they lie in.
  static let source = "Templates/Assets/"

  /// The path below `Templates/Assets/`, by which templates and style sheets name the file.
  package let name: String
  /// The path below the site folder.
  package let origin: String
  package let bytes: [UInt8]
  /// The path below the output folder: `assets/site.1f3a9c2b.css`.
  package let path: String
  /// What browsers are to check the file against.
  package let integrity: String

  init(name: String, origin: String, bytes: [UInt8]) {
    let hash = SHA384(of: bytes)
    self.name = name
    self.origin = origin
    self.bytes = bytes
    path = Self.folder + Self.stamped(name, with: hash.shortHexadecimal)
    integrity = hash.integrity
  }

  /// The path as it stands in an address.
  var address: String {
    path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? path
  }

  /// A digest of all that a page shows of the file.
  var digest: UInt64 {
    var digest = StableDigest()
    digest.add(path)
    digest.add(integrity)
    return digest.folded
  }

  /// The file as it is copied to the output.
  var copied: SiteFiles.Asset { SiteFiles.Asset(path: path, origin: origin, bytes: bytes) }

  /// Returns a name with a stamp before its last ending.
  private static func stamped(_ name: String, with stamp: String) -> String {
    let nameStart = name.lastIndex(of: "/").map(name.index(after:)) ?? name.startIndex
    guard let dot = name[nameStart...].lastIndex(of: "."), dot > nameStart else {
      return name + "." + stamp
    }
    return name[..<dot] + "." + stamp + name[dot...]
  }
}
