package import Diagnostics
import Foundation

/// Reads two output folders; of what is the same in both, only the names.
package struct SnapshotReader {
  private let before: (folder: String, list: ReleaseList)
  private let after: (folder: String, list: ReleaseList)

  package init(before: String, after: String) throws(DiagnosticError) {
    self.before = (before, try ReleaseList(folder: before))
    self.after = (after, try ReleaseList(folder: after))
  }

  /// Reads what differs.
  package func read() throws(DiagnosticError) -> SnapshotPair {
    let paths = before.list.pagePaths.union(after.list.pagePaths).sorted()
    let changed = paths.filter { differs($0 + "index.json") || differs($0 + "index.md") }
    let restyled = paths.filter { !changed.contains($0) && differs($0 + "index.html") }
    var pair = SnapshotPair(
      before: try snapshot(before, changed), after: try snapshot(after, changed),
      restyled: restyled)
    if before.list.digests[Self.catalog] != nil, after.list.digests[Self.catalog] != nil {
      let files = (before.folder + "/" + Self.catalog, after.folder + "/" + Self.catalog)
      let catalogs = CatalogSnapshot.pair(try Self.bytes(files.0), try Self.bytes(files.1))
      pair.before.catalog = try Self.value(catalogs.before, of: files.0)
      pair.after.catalog = try Self.value(catalogs.after, of: files.1)
    }
    return pair
  }

  private static let catalog = "catalog.json"

  private func differs(_ file: String) -> Bool {
    before.list.digests[file] != after.list.digests[file]
  }

  private func snapshot(
    _ side: (folder: String, list: ReleaseList), _ changed: [String]
  ) throws(DiagnosticError) -> SiteSnapshot {
    var snapshot = SiteSnapshot(paths: side.list.pagePaths, pages: [:])
    for path in changed where snapshot.paths.contains(path) {
      snapshot.pages[path] = try Self.decode(side.folder + "/" + path + "index.json")
      let text = path + "index.md"
      if side.list.digests[text] != nil {
        let bytes = try Self.bytes(side.folder + "/" + text)
        snapshot.texts[path] = String(decoding: bytes, as: UTF8.self)
      }
    }
    return snapshot
  }

  private static func decode<Value: Decodable>(
    _ path: String
  ) throws(DiagnosticError) -> Value {
    let data = try bytes(path)
    return try value(Result { try JSONDecoder().decode(Value.self, from: data) }, of: path)
  }

  private static func value<Value>(
    _ result: Result<Value, any Error>, of path: String
  ) throws(DiagnosticError) -> Value {
    do {
      return try result.get()
    } catch {
      throw DiagnosticError(SnapshotFault.unreadable(path, error))
    }
  }

  private static func bytes(_ path: String) throws(DiagnosticError) -> Data {
    do {
      return try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
    } catch {
      throw DiagnosticError(SnapshotFault.unreadable(path, error))
    }
  }
}

/// What can be wrong with the files of a build.
enum SnapshotFault {
  static func unreadable(_ path: String, _ error: any Error) -> Diagnostic {
    let cause =
      switch error {
      case DecodingError.keyNotFound(let key, _): "it has no '\(key.stringValue)'"
      case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
        "'\(context.codingPath.map(\.stringValue).joined(separator: "."))' is of another type"
      case DecodingError.dataCorrupted: "it is not JSON of a build"
      default: error.localizedDescription
      }
    return Diagnostic(
      "unreadable-build", "'\(path)' cannot be compared: \(cause)", at: nil,
      help: ["build that side again with this program: rigbook build"])
  }
}
