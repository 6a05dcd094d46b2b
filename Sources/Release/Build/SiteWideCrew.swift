import Pages

/// Makes and writes the files of the site as a whole with a number of workers.
struct SiteWideCrew: Sendable {
  private let files: [SiteWideFile]
  private let staging: StagingFolder
  /// What the build before wrote, by path.
  private let previous: [String: ReleaseManifest.File]
  private let isSameFrame: Bool

  /// Makes a crew for the files of a site. `previous` are those that the build before wrote, of whose
  /// site the frame may be the same.
  init(
    _ files: [SiteWideFile], in staging: StagingFolder, after previous: [ReleaseManifest.File],
    isSameFrame: Bool = false
  ) {
    self.files = files
    self.staging = staging
    self.previous = Dictionary(
      previous.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    self.isSameFrame = isSameFrame
  }

  /// Writes all files and returns what was written, in the order of the files.
  ///
  /// - Throws: the fault of the first file that failed, in that order.
  func writeAll(jobs: Int) async throws(StagingError) -> [ReleaseManifest.File] {
    let results = await Workers.run(jobs, on: files) {
    } make: { file, _ in
      write(file)
    }
    var written: [ReleaseManifest.File] = []
    for result in results { written.append(try result.get()) }
    return written
  }

  private func write(_ file: SiteWideFile) -> Result<ReleaseManifest.File, StagingError> {
    do throws(StagingError) {
      let known = previous[file.path].flatMap { staging.stands($0) ? $0 : nil }
      let isSame =
        file.isOfFrameAlone && isSameFrame
        || file.origin != nil && file.origin == known?.origin
      if let known, isSame {
        try staging.keep(known)
        return .success(known)
      }
      let output = try made(file)
      var entry = ReleaseManifest.File(output)
      if let known, known.digest == entry.digest, known.byteCount == entry.byteCount {
        try staging.keep(known)
        entry.stamp = known.stamp
      } else {
        entry = try staging.write(output)
      }
      entry.origin = file.origin
      return .success(entry)
    } catch {
      return .failure(error)
    }
  }

  private func made(_ file: SiteWideFile) throws(StagingError) -> OutputFile {
    do {
      return OutputFile(path: file.path, bytes: try file.make())
    } catch {
      throw StagingError(
        reason: .failed(action: "make", path: file.path, cause: "\(error)"), output: file.path)
    }
  }
}
