import Foundation
import Pages
import Synchronization

extension StagingFolder {
  /// Whether a file of the output has a name in the folder already: the very same file, as the system
  /// says.
  func holds(_ file: ReleaseManifest.File) -> Bool {
    guard let spare, spare.files.contains(file.path), let stamp = file.stamp,
      let here = FileStamp(ofFileAt: folder + "/" + file.path)
    else { return false }
    return here.hasBytes(of: stamp)
  }

  /// Takes away what stands in the place of a file that is about to be written: another name of it may
  /// be a file of the output, whose bytes must not change.
  ///
  /// The corresponding C function is `unlink`.
  func clear(_ path: String, at target: String) throws {
    guard let spare else { return }
    if spare.files.contains(path) {
      guard unlink(target) == 0 || errno == ENOENT else { throw SystemFailure(code: errno) }
    } else if spareFolders.contains(path) {
      FolderRemoval.remove(target)
    }
  }

  /// Takes away the files that stand where folders above a path go.
  func makeWay(to path: String) {
    guard let spare else { return }
    var rest = path[...]
    while let slash = rest.lastIndex(of: "/") {
      rest = rest[..<slash]
      // A folder that another task has made there stays.
      if spare.files.contains(String(rest)) { unlink(folder + "/" + rest) }
    }
  }

  /// Takes away what the older release had and this one has not, and hidden files: they are copied anew.
  func removeLeftovers() throws {
    guard let spare else { return }
    let files = entered.withLock { $0 }
    for path in spare.files where !files.contains(path) {
      guard unlink(folder + "/" + path) == 0 || [ENOENT, ENOTDIR, EISDIR, EPERM].contains(errno)
      else { throw SystemFailure(code: errno) }
    }
    let folders = ReleasedFolder(files: files).folders
    // Folders are gone through from the inside out.
    for path in spareFolders.subtracting(folders).sorted(by: { $0.utf8.count > $1.utf8.count }) {
      rmdir(folder + "/" + path)
    }
    for name in try FileManager.default.contentsOfDirectory(atPath: folder)
    where name.hasPrefix(".") && !files.contains(name) && !folders.contains(name) {
      try FileManager.default.removeItem(atPath: folder + "/" + name)
    }
  }
}
