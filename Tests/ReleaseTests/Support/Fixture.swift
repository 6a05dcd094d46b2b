import Foundation
import TestSupport

/// The fixture folders beside these tests.
enum Fixture {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Fixtures")
}

extension TemporaryFolder {
  /// Copies a fixture folder of this test target.
  convenience init(fixture: String) throws {
    try self.init()
    let source = Fixture.folder.appendingPathComponent(fixture)
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path) {
      try FileManager.default.copyItem(
        atPath: source.appendingPathComponent(name).path, toPath: path + "/" + name)
    }
  }
}
