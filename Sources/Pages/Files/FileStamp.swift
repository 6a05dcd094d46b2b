import Foundation

/// What the system says of a file without its bytes: where nothing of it changed, the bytes did not.
package struct FileStamp: Hashable, Sendable {
  /// Bytes.
  package var size: Int64
  /// When the bytes were last written, in nanoseconds since 1970.
  package var modified: Int64
  /// When anything about the file last changed, in nanoseconds since 1970.
  package var changed: Int64
  package var inode: UInt64

  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }

  /// Takes what the system says.
  init(_ status: stat) {
    func nanoseconds(_ time: timespec) -> Int64 {
      Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
    size = Int64(status.st_size)
    inode = UInt64(status.st_ino)
    #if canImport(Darwin)
      modified = nanoseconds(status.st_mtimespec)
      changed = nanoseconds(status.st_ctimespec)
    #else
      modified = nanoseconds(status.st_mtim)
      changed = nanoseconds(status.st_ctim)
    #endif
  }

  /// Returns the stamp of a file, or `nil` where there is none. A link counts as what it leads to.
  ///
  /// The corresponding C function is `stat`.
  package init?(ofFileAt path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Returns the stamp of an open file. The corresponding C function is `fstat`.
  package init?(ofOpenFile file: CInt) {
    var status = stat()
    guard fstat(file, &status) == 0 else { return nil }
    self.init(status)
  }

  /// Returns the time by the clock of a folder's file system, in nanoseconds since 1970; the least
  /// there is where the folder cannot be written to. No output depends on it.
  package static func now(in folder: String) -> Int64 {
    let path = folder + "/.rigbook-clock-\(ProcessInfo.processInfo.processIdentifier)"
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { return .min }
    defer {
      close(file)
      unlink(path)
    }
    return FileStamp(ofOpenFile: file)?.modified ?? .min
  }

  /// Whether the bytes are those of another stamp. A further name of the file changes `changed` only.
  package func hasBytes(of other: FileStamp) -> Bool {
    size == other.size && modified == other.modified && inode == other.inode
  }
}
