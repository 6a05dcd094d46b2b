import Catalog
import Pages

/// Compares the files of a site with what a record says of them.
struct InputCheck {
  let access: FileAccess

  /// Whether a site holds the very files of a record, byte for byte.
  ///
  /// A file whose stamp is as it was is taken for the same; any other is read.
  func isSame(_ site: String, as record: BuildRecord) -> Bool {
    guard let stamps = SiteFiles.stamps(site, access: access), stamps.count == record.inputs.count
    else { return false }
    return stamps.allSatisfy { path, stamp in
      guard let known = record.inputs[path] else { return false }
      if known.stamp == stamp { return true }
      guard let bytes = try? access.read(site + "/" + path) else { return false }
      return StableDigest(of: bytes) == known.digest
    }
  }

  /// Returns what to record of the files that were read.
  ///
  /// - Parameters:
  ///   - digests: The digests of the files, by path.
  ///   - stamps: Stamps from before any file was read.
  ///   - start: When the build began, by the clock of the file system. A file that was written just
  ///     before could be written again without a trace in its stamp: clocks are coarse.
  /// - Returns: The files with their digests, and with their stamps where those can be relied on.
  static func inputs(
    _ digests: [String: StableDigest], _ stamps: [String: FileStamp], start: Int64
  ) -> [String: BuildRecord.Input] {
    Dictionary(
      uniqueKeysWithValues: digests.map { path, digest in
        (path, input(digest, stamps[path], start: start))
      })
  }

  /// Returns what to record of one file.
  static func input(
    _ digest: StableDigest, _ stamp: FileStamp?, start: Int64
  ) -> BuildRecord.Input {
    let settled = start - 2_000_000_000
    let stamp = stamp.flatMap { max($0.modified, $0.changed) < settled ? $0 : nil }
    return BuildRecord.Input(digest: digest, stamp: stamp)
  }
}
