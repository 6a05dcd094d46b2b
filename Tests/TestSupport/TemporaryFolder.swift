package import Foundation

/// A folder that exists as long as its value, for tests that need the disk.
package final class TemporaryFolder: Sendable {
  /// The path of the folder, free of links.
  package let path: String

  /// Makes a folder with files in it, by their paths.
  package init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("rigbook-test-\(UUID().uuidString)")
    path = url.resolvingSymlinksInPath().path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  deinit {
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      // The system clears its temporary folder by itself.
    }
  }

  /// Writes a file, with the folders above it.
  package func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  /// Returns the text of a file.
  package func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// Returns all files below a folder with their bytes, hidden ones too.
  package func contents(of folder: String) throws -> [String: Data] {
    let root = path + "/" + folder
    guard let names = FileManager.default.enumerator(atPath: root) else { return [:] }
    var files: [String: Data] = [:]
    for case let name as String in names {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: root + "/" + name, isDirectory: &isFolder)
      if !isFolder.boolValue {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: root + "/" + name))
      }
    }
    return files
  }
}
