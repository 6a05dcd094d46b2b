import Pages

/// Looks whether an output folder is as a record says.
struct OutputCheck {
  private let output: String

  init(_ output: String) { self.output = output }

  /// Whether every file of the release stands as it was written.
  func holds(_ record: BuildRecord) -> Bool {
    guard let manifest = record.manifest, stands(manifest), record.siteFiles.allSatisfy(stands)
    else { return false }
    return record.pages.values.allSatisfy { range in
      var reader = RecordReader(record.bytes, range: range, names: record.names)
      // Of a damaged page nothing can be said to stand.
      guard let files = try? reader.pageFiles() else { return false }
      return files.allSatisfy(stands)
    }
  }

  private func stands(_ file: ReleaseManifest.File) -> Bool {
    guard let stamp = file.stamp, let now = FileStamp(ofFileAt: output + "/" + file.path) else {
      return false
    }
    return now.hasBytes(of: stamp)
  }
}
