import Catalog
import Pages

/// The files of a release as their list has them, to be changed a few at a time.
struct ReleaseList: Sendable {
  /// The paths in their order.
  private var paths: [String]
  private var entries: [String: Entry] = [:]
  /// The bytes of all files together.
  private(set) var byteCount = 0

  private struct Entry {
    /// What the list says of the file.
    var line: [UInt8]
    var byteCount: Int
  }

  init(_ files: [ReleaseManifest.File]) {
    paths = []
    update([], files)
  }

  var count: Int { paths.count }

  /// What the list says of each file, in the order of the paths.
  var lines: some Sequence<[UInt8]> { paths.lazy.compactMap { entries[$0]?.line } }

  /// Takes files away, then others in.
  mutating func update(_ gone: [ReleaseManifest.File], _ files: [ReleaseManifest.File]) {
    var isOtherList = false
    let stays = Set(files.map(\.path))
    for file in gone where !stays.contains(file.path) {
      byteCount -= entries.removeValue(forKey: file.path)?.byteCount ?? 0
      isOtherList = true
    }
    for file in files {
      let entry = Entry(line: Self.line(file), byteCount: file.byteCount)
      byteCount += file.byteCount
      if let old = entries.updateValue(entry, forKey: file.path) {
        byteCount -= old.byteCount
      } else {
        isOtherList = true
      }
    }
    if isOtherList { paths = entries.keys.sorted() }
  }

  private static func line(_ file: ReleaseManifest.File) -> [UInt8] {
    var json = JSONWriter()
    json.line { json in
      json.member("path", file.path)
      json.member("bytes", count: file.byteCount)
      json.member("digest", file.digest.hexadecimal)
    }
    return json.bytes
  }
}
