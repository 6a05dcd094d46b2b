import Foundation
import Testing

/// Complete texts that a run must give, kept in `Fixtures/Golden`.
///
/// With `RECORD_GOLDEN=1` in the environment the files are written anew, and the tests that wrote
/// fail, so that no recording passes unread.
enum Golden {
  /// The folder `Tests/CommandTests/Fixtures`.
  static let fixtures = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Fixtures").path

  /// Compares `text` with the file `name`; a failure shows the lines that differ.
  static func expect(
    _ text: String, equals name: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    try expect(text, equalsFileAt: fixtures + "/Golden/" + name, at: location)
  }

  /// Compares `text` with the file at a path.
  static func expect(
    _ text: String, equalsFileAt path: String, at location: SourceLocation = #_sourceLocation
  ) throws {
    let name = URL(fileURLWithPath: path).lastPathComponent
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("recorded \(name); read it before you keep it", sourceLocation: location)
      return
    }
    let expected = try String(contentsOfFile: path, encoding: .utf8)
    guard text != expected else { return }
    Issue.record("\(name) differs:\n\(difference(expected, text))", sourceLocation: location)
  }

  private static func difference(_ expected: String, _ text: String) -> String {
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    return new.difference(from: old).map { change in
      switch change {
      case .remove(let offset, let line, _): "\(offset + 1) - \(line)"
      case .insert(let offset, let line, _): "\(offset + 1) + \(line)"
      }
    }.joined(separator: "\n")
  }
}
