import Foundation

/// Folders that end in the number of the process that works in them.
package enum AbandonedFolders {
  /// Removes those in `parent` whose names begin with `prefix` and whose process is gone: it was killed.
  package static func remove(in parent: String, prefix: String) {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
    for entry in entries where entry.hasPrefix(prefix) {
      guard let process = Int32(entry.dropFirst(prefix.count)), !isRunning(process) else {
        continue
      }
      // Tidying up is not what was asked for: what cannot be removed does no harm.
      try? FileManager.default.removeItem(atPath: parent + "/" + entry)
    }
  }

  private static func isRunning(_ process: Int32) -> Bool {
    kill(process, 0) == 0 || errno == EPERM
  }
}
