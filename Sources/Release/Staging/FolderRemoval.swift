import Foundation
import Pages

/// Removes folders with many files, on as many processors as there are.
enum FolderRemoval {
  /// Removes a folder with all that is in it, as far as that is possible. Links are not followed.
  ///
  /// The corresponding C functions are `unlink` and `rmdir`.
  static func remove(_ folder: String) {
    var levels = [[folder]]
    while let level = levels.last, !level.isEmpty {
      levels.append(ParallelReading.map(level, emptied).flatMap(\.self))
    }
    for level in levels.reversed() { _ = ParallelReading.map(level) { rmdir($0) } }
    // What is left stands in the way of nothing; the system's own way may know more.
    var status = stat()
    if lstat(folder, &status) == 0 { try? FileManager.default.removeItem(atPath: folder) }
  }

  /// Removes the files in a folder and returns the folders in it.
  private static func emptied(_ folder: String) -> [String] {
    var folders: [String] = []
    for entry in (try? FolderListing.entries(in: folder)) ?? [] {
      let path = folder + "/" + String(decoding: entry.name, as: UTF8.self)
      if entry.kind == .folder || unlink(path) != 0 { folders.append(path) }
    }
    return folders
  }
}
