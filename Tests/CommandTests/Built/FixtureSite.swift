import Foundation
import TestSupport
import Testing

/// A copy of the site `Fixtures/small` that a test may change.
struct FixtureSite {
  private let folder: TemporaryFolder

  /// The site's folder.
  var path: String { folder.path + "/site" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: Golden.fixtures + "/small", toPath: folder.path + "/site")
  }

  /// Writes a file of the site.
  func write(_ text: String, to file: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path).appendingPathComponent(file))
  }

  /// Replaces a text that must occur in a file.
  func replace(_ old: String, with new: String, in file: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    try #require(text.contains(old), "'\(file)' does not hold '\(old)'")
    try Data(text.replacing(old, with: new).utf8).write(to: url)
  }

  /// The files below a folder of the site, by path, with their bytes.
  func files(below folder: String) throws -> [String: Data] {
    let root = path + "/" + folder
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: root) {
      let file = root + "/" + name
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file, isDirectory: &isFolder)
      if !isFolder.boolValue { files[name] = try Data(contentsOf: URL(fileURLWithPath: file)) }
    }
    return files
  }
}
