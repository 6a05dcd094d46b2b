package import Diagnostics
import Foundation

/// The list of files in a build's output folder, `release.json`.
package struct ReleaseList: Decodable, Sendable {
  struct File: Decodable, Sendable {
    var path: String
    var digest: String
  }

  private var generator: String
  private var files: [File]
  /// The date that the build took for today's.
  package var asOf: String?
  /// The digests of the files, by path.
  private(set) var digests: [String: String] = [:]

  private enum CodingKeys: String, CodingKey {
    case generator, files
    case asOf = "as_of"
  }

  static let name = "release.json"
  private static let twin = "index.json"

  /// Reads the list in an output folder.
  ///
  /// - Throws: `DiagnosticError` where the folder is none of a build, or its pages have no twins.
  package init(folder: String) throws(DiagnosticError) {
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.name) else {
      throw DiagnosticError(Self.noBuild(folder))
    }
    do {
      self = try JSONDecoder().decode(Self.self, from: data)
    } catch {
      throw DiagnosticError(SnapshotFault.unreadable(folder + "/" + Self.name, error))
    }
    digests = Dictionary(
      files.map { ($0.path, $0.digest) }, uniquingKeysWith: { first, _ in first })
    guard !pagePaths.isEmpty else {
      throw DiagnosticError(
        Diagnostic(
          "no-twins", "'\(folder)' holds no JSON twins of its pages, which are what is compared",
          at: nil,
          help: ["add 'json' to 'outputs' in Content/site.yaml, and build that site again"]))
    }
  }

  /// The paths of the pages that have a twin.
  var pagePaths: Set<String> {
    Set(
      digests.keys.lazy.filter { $0 == Self.twin || $0.hasSuffix("/" + Self.twin) }
        .map { String($0.dropLast(Self.twin.count)) })
  }

  private static func noBuild(_ folder: String) -> Diagnostic {
    let inner = folder + "/Output"
    let isSite = FileManager.default.fileExists(atPath: inner + "/" + name)
    return Diagnostic(
      "not-a-build", "'\(folder)' is not the output of a build: it has no \(name)", at: nil,
      help: [
        isSite
          ? "it is a site's folder: name '\(inner)'"
          : "name the folder that 'rigbook build' wrote"
      ])
  }
}
