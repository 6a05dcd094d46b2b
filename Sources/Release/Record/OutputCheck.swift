import Pages

/// Looks whether an output folder is as a record says.
struct OutputCheck {
  private let output: String

  init(_ output: String) { self.output = output }

  /// Whether every file of the release stands as it was written, and nothing else.
  func holds(_ record: BuildRecord) -> Bool {
    // Of a damaged record nothing can be said to stand.
    guard let files = record.files, ParallelReading.map(files, stands).allSatisfy(\.self),
      let written = record.manifest?.stamp?.changed
    else { return false }
    let released = ReleasedFolder(files: Set(files.map(\.path)))
    return (try? released.foreign(in: output, since: written))?.isEmpty == true
  }

  /// Returns the paths of the files of the release in the folder, or `nil` where the record does not
  /// describe it: its list is not the one that was written.
  func paths(in record: BuildRecord?) -> Set<String>? {
    guard let record, let manifest = record.manifest, stands(manifest), let files = record.files
    else { return nil }
    return Set(files.map(\.path))
  }

  /// Whether a file stands as it was written.
  func stands(_ file: ReleaseManifest.File) -> Bool {
    guard let stamp = file.stamp, let now = FileStamp(ofFileAt: output + "/" + file.path) else {
      return false
    }
    return now.hasBytes(of: stamp)
  }
}
