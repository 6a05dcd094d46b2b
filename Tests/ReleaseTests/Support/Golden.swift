import Foundation
import Testing

/// Compares an output folder with the one recorded beside the fixture.
///
/// `RECORD_GOLDEN=1 swift test` writes what was found in place of what was expected, and fails: read
/// the difference in version control before you commit it.
enum Golden {
  static func expect(_ found: [String: Data], matches name: String) throws {
    let folder = Fixture.folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try record(found, in: folder)
      Issue.record("recorded \(found.count) files in \(name); run again without RECORD_GOLDEN")
      return
    }
    let expected = try read(folder)
    #expect(Set(found.keys) == Set(expected.keys))
    for (path, data) in found.sorted(by: { $0.key < $1.key }) {
      guard let other = expected[path], other != data else { continue }
      Issue.record("\(path) differs from \(name)\n\(difference(from: other, to: data))")
    }
  }

  private static func record(_ files: [String: Data], in folder: URL) throws {
    if FileManager.default.fileExists(atPath: folder.path) {
      try FileManager.default.removeItem(at: folder)
    }
    for (path, data) in files {
      let url = folder.appendingPathComponent(path)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: url)
    }
  }

  private static func read(_ folder: URL) throws -> [String: Data] {
    guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
    var files: [String: Data] = [:]
    for case let name as String in names {
      let url = folder.appendingPathComponent(name)
      if !url.hasDirectoryPath { files[name] = try Data(contentsOf: url) }
    }
    return files
  }

  /// The lines that differ, as `-` expected and `+` found.
  private static func difference(from old: Data, to new: Data) -> String {
    let oldLines = String(decoding: old, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let newLines = String(decoding: new, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    return newLines.difference(from: oldLines).map { change in
      switch change {
      case .remove(let line, let text, _): "-\(line + 1): \(text)"
      case .insert(let line, let text, _): "+\(line + 1): \(text)"
      }
    }.joined(separator: "\n")
  }
}
