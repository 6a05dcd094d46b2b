import Diagnostics
import Foundation

/// What to say of a name below the site's folders that is not read.
enum UnreadFile {
  /// Returns the fault of a path that stands for no file or folder of the site.
  static func diagnostic(_ path: String, _ obstacle: FileAccess.Obstacle) -> Diagnostic {
    switch obstacle {
    case .linkToFolder:
      notAFile("'\(path)' is a link to a folder", help: "copy the folder to its place")
    case .linkToNothing:
      notAFile("'\(path)' is a link that leads to no file", help: "mend or remove the link")
    case .linkOutside:
      notAFile(
        "'\(path)' is a link to a file outside the site's folder",
        help: "copy the file to its place")
    case .notAFile: notAFile("'\(path)' is no ordinary file or folder", help: "remove it")
    case .nameNotUTF8:
      Diagnostic(
        "invalid-utf8", "the name of '\(path)' is not UTF-8", at: nil,
        help: ["rename the file or folder"])
    }
  }

  /// Returns the fault of a file that the system does not let us read.
  static func diagnostic(_ path: String, _ error: any Error) -> Diagnostic {
    Diagnostic(
      "unreadable-file", "'\(path)' cannot be read: \(error.localizedDescription)", at: nil,
      help: ["check the file's permissions"])
  }

  /// Returns the fault of a folder that bears the name of a table of the catalog.
  static func folder(_ path: String) -> Diagnostic? {
    guard path.hasPrefix("Content/Catalog/"),
      [".csv", ".yaml", ".yml"].contains(where: path.hasSuffix)
    else { return nil }
    return notAFile(
      "'\(path)' is a folder, expected a file with a table", help: "rename or remove the folder")
  }

  /// The largest text of a page, in bytes. The longest books are a third of it.
  private static let mostPageBytes: Int64 = 16 << 20
  /// The largest file of the catalog, in bytes. A hundred thousand machines take half of it.
  private static let mostCatalogBytes: Int64 = 128 << 20
  /// The largest file of any kind, in bytes: all files of a site are held in memory at once.
  private static let mostBytes: Int64 = 1 << 30

  /// Returns the fault of a file of `size` bytes that is not read for its size.
  static func tooLarge(_ path: String, _ size: Int64) -> Diagnostic? {
    let (most, help) = limit(path)
    guard size > most else { return nil }
    return Diagnostic(
      "file-too-large", "'\(path)' has \(size) bytes, more than \(most)", at: nil, help: [help])
  }

  /// How large a file may be, and what to do with a larger one.
  private static func limit(_ path: String) -> (bytes: Int64, help: String) {
    if path.hasPrefix("Content/Catalog/") {
      return (mostCatalogBytes, "keep in the catalog what pages are made from")
    }
    if path.hasSuffix(".md") {
      return (mostPageBytes, "split the page, or move what is no page out of Content/")
    }
    return (mostBytes, "publish it elsewhere, and link to it")
  }

  private static func notAFile(_ summary: String, help: String) -> Diagnostic {
    Diagnostic("not-a-file", summary, at: nil, help: [help])
  }
}
