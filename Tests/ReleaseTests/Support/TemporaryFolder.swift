import Foundation

/// A folder that lives as long as the value, for tests that need the disk.
final class TemporaryFolder {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("rigbook-test-\(UUID().uuidString)")
    path = url.resolvingSymlinksInPath().path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, text) in files { try write(text, to: name) }
  }

  /// Copies a fixture folder of this test target.
  convenience init(fixture: String) throws {
    try self.init()
    let source = Fixture.folder.appendingPathComponent(fixture)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      try FileManager.default.copyItem(
        atPath: source.appendingPathComponent(name).path, toPath: path + "/" + name)
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
  }

  /// All files below a folder with their bytes, hidden ones too.
  func contents(of folder: String) throws -> [String: Data] {
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

/// The fixture folders beside these tests.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")
}
