import Pages

/// Looks whether an output folder is as a record says.
struct OutputCheck {
  private let output: String

  init(_ output: String) { self.output = output }

  /// Whether every file of the release stands as it was written, and nothing else.
  func holds(_ record: BuildRecord) -> Bool {
    guard let manifest = record.manifest else { return false }
    var files = [manifest] + record.siteFiles
    for range in record.pages.values {
      var reader = RecordReader(record.bytes, range: range, names: record.names)
      // Of a damaged page nothing can be said to stand.
      guard let own = try? reader.pageFiles() else { return false }
      files += own
    }
    guard files.allSatisfy(stands) else { return false }
    let foreign = try? ReleasedFolder(files: Set(files.map(\.path))).foreign(in: output)
    return foreign?.isEmpty == true
  }

  /// Whether a file stands as it was written.
  func stands(_ file: ReleaseManifest.File) -> Bool {
    guard let stamp = file.stamp, let now = FileStamp(ofFileAt: output + "/" + file.path) else {
      return false
    }
    return now.hasBytes(of: stamp)
  }
}
