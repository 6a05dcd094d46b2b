import Diagnostics
import Foundation

/// The pages of a release with the digests of their files.
struct ReleasedPages {
  static let manifest = "release.json"

  /// The digests by the paths of the pages, such as `gpu/`.
  let digests: [String: String]

  /// Reads the list of a release; without one there are no pages.
  init(in folder: String) {
    struct Release: Decodable {
      struct File: Decodable {
        var path: String
        var digest: String
      }
      var files: [File]
    }
    guard let data = FileManager.default.contents(atPath: folder + "/" + Self.manifest),
      let release = try? JSONDecoder().decode(Release.self, from: data)
    else {
      digests = [:]
      return
    }
    let pages = release.files.filter { $0.path.hasSuffix(".html") }
    digests = Dictionary(
      pages.map { (Self.page($0.path), $0.digest) }, uniquingKeysWith: { first, _ in first })
  }

  /// Returns the pages that are not as `last` has them, as JSON.
  func differences(from last: ReleasedPages) -> String {
    let pages = Set(digests.keys).union(last.digests.keys).sorted()
    let items = pages.compactMap { page -> String? in
      let kind: String
      switch (last.digests[page], digests[page]) {
      case (nil, _): kind = "new"
      case (_, nil): kind = "removed"
      case (let old, let new):
        guard old != new else { return nil }
        kind = "changed"
      }
      return "{\"page\":\(JSONText.quoted(page)),\"kind\":\"\(kind)\"}"
    }
    return "[\(items.joined(separator: ","))]\n"
  }

  private static func page(_ file: String) -> String {
    file == "index.html" || file.hasSuffix("/index.html")
      ? String(file.dropLast("index.html".utf8.count)) : file
  }
}
