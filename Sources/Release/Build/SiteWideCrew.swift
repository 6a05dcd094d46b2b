import Pages

/// Makes and writes the files of the site as a whole with a number of workers.
struct SiteWideCrew: Sendable {
  let files: [SiteWideFile]
  let staging: StagingFolder

  /// Writes all files and returns what was written, in the order of the files.
  ///
  /// - Throws: the fault of the first file that failed, in that order.
  func writeAll(jobs: Int) async throws(StagingError) -> [ReleaseManifest.File] {
    let queue = Counter()
    let results = await withTaskGroup(
      of: [(Int, Result<ReleaseManifest.File, StagingError>)].self
    ) { group in
      for _ in 0..<min(jobs, max(files.count, 1)) {
        group.addTask {
          var done: [(Int, Result<ReleaseManifest.File, StagingError>)] = []
          while case let index = queue.next() - 1, index < files.count {
            done.append((index, write(files[index])))
          }
          return done
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    var written: [ReleaseManifest.File] = []
    for (_, result) in results.sorted(by: { $0.0 < $1.0 }) { written.append(try result.get()) }
    return written
  }

  private func write(_ file: SiteWideFile) -> Result<ReleaseManifest.File, StagingError> {
    let output: OutputFile
    do {
      output = OutputFile(path: file.path, bytes: try file.make())
    } catch {
      return .failure(
        StagingError(
          reason: .failed(action: "make", path: file.path, cause: "\(error)"), output: file.path))
    }
    do throws(StagingError) {
      try staging.write(output.bytes, to: output.path)
      return .success(ReleaseManifest.File(output))
    } catch {
      return .failure(error)
    }
  }
}
