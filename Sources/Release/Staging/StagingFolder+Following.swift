import Foundation
import Pages
import Synchronization

extension StagingFolder {
  /// Puts the release in the output's place after another of this process: what was written, and all
  /// else as it is in the output but for the files that are `gone`.
  func release(without gone: Set<String>) throws(StagingError) {
    guard let spare else { return }
    let written = written.withLock(\.self)
    var files = released
    for path in written where !files.contains(path) { files.insert(path) }
    for path in gone where !written.contains(path) { files.remove(path) }
    try attempt("tidy", folder) {
      for path in spare.stale.union(gone).subtracting(written) {
        if files.contains(path) { try renew(path) } else { try remove(path) }
      }
      try removeHiddenFiles(but: files)
    }
    entered.withLock { $0 = files }
    try replaceOutput(stale: written.union(gone))
  }

  /// Leaves the folder to the next build as it is after a build that failed.
  func giveBack() {
    guard let memory, let spare else { return }
    let written = written.withLock(\.self)
    memory.leave(
      StagingMemory.Spare(
        folder: folder, files: spare.files.union(written), stale: spare.stale.union(written),
        output: output, released: released))
  }

  /// Gives a file of the output its name in the folder again.
  private func renew(_ path: String) throws {
    let target = try place(path)
    try clear(path, at: target)
    try FileWriter.share(output + "/" + path, as: target)
  }

  /// Removes a file of the older release, and the folders that are empty without it.
  ///
  /// The corresponding C functions are `unlink` and `rmdir`.
  private func remove(_ path: String) throws {
    guard unlink(folder + "/" + path) == 0 || [ENOENT, ENOTDIR, EISDIR, EPERM].contains(errno)
    else { throw SystemFailure(code: errno) }
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      guard rmdir(folder + "/" + rest) == 0 else { return }
    }
  }

  /// Removes hidden files at the top, which are copied anew.
  private func removeHiddenFiles(but files: Set<String>) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix(".") && !files.contains(name) && !spareFolders.contains(name) {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }
}
