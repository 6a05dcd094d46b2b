import Catalog
import Foundation
import Pages

/// The file that lists a release: what it was made from, and every file with its digest.
///
/// It also marks a folder as made by a build, so that no build replaces a folder of another kind by
/// mistake.
struct ReleaseManifest {
  /// One file of the release.
  struct File: Sendable {
    var path: String
    var byteCount: Int
    /// See ``StableDigest``.
    var digest: StableDigest
    /// What the system says of the file that was written.
    var stamp: FileStamp?
    /// What a file of the site as a whole was made from, where account is kept of it.
    var origin: UInt64?

    init(path: String, byteCount: Int, digest: StableDigest, stamp: FileStamp?) {
      self.path = path
      self.byteCount = byteCount
      self.digest = digest
      self.stamp = stamp
    }

    init(_ file: OutputFile, stamp: FileStamp? = nil) {
      self.init(
        path: file.path, byteCount: file.bytes.count, digest: StableDigest(of: file.bytes),
        stamp: stamp)
    }
  }

  static let file = "release.json"
  private static let generator = "rigbook"

  let site: Site
  /// All files that were read with their digests, in the order of their paths.
  let inputs: [(path: String, digest: StableDigest)]
  /// All that was written.
  let files: ReleaseList

  var bytes: [UInt8] {
    var writer = JSONWriter()
    writer.object { json in
      json.member("generator", Self.generator)
      json.member("version", ToolVersion.current)
      json.member("site", site.settings.title)
      json.member("base_url", site.settings.baseURL)
      if let date = site.catalog.newestDate { json.member("data_date", date.description) }
      if let asOf = site.asOf { json.member("as_of", asOf.description) }
      json.member("pages", count: site.pages.count)
      json.member("digest", StableDigest.algorithm)
      json.key("inputs")
      json.object { json in
        json.member("files", count: inputs.count)
        json.member("digest", Self.digest(of: inputs))
      }
      json.key("files")
      json.array { json in
        for line in files.lines { json.literal(line) }
      }
    }
    return writer.bytes + [UInt8(ascii: "\n")]
  }

  /// Returns one digest of the names and bytes of all inputs.
  private static func digest(of inputs: [(path: String, digest: StableDigest)]) -> String {
    var digest = StableDigest()
    for (path, content) in inputs {
      digest.add(path)
      digest.add(content.hexadecimal)
    }
    return digest.hexadecimal
  }

  /// Returns the paths of the files of the release in a folder, or `nil` where it holds none of
  /// ours.
  static func files(in folder: String) -> Set<String>? {
    struct Release: Decodable {
      struct File: Decodable { var path: String }
      var generator: String
      var files: [File]
    }
    guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { return nil }
    do {
      let release = try JSONDecoder().decode(Release.self, from: data)
      guard release.generator == generator else { return nil }
      return Set(release.files.map(\.path)).union([file])
    } catch {
      // A file that is no list of a release marks no folder.
      return nil
    }
  }
}
