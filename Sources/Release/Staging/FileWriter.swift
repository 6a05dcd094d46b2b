import Foundation
import Pages

/// Writes whole files without waiting for the disk.
///
/// `Data.write` waits after each file until the disk has it, which takes longer than all else of a
/// build. Here the system writes when it likes: a power cut can tear a release, and the next build
/// makes it again. No reader sees a file before it is complete, since releases are switched.
package enum FileWriter {
  /// Gives a file another name, or copies it where the file system has no such names.
  ///
  /// The corresponding C function is `link`.
  package static func share(_ path: String, as other: String) throws {
    guard link(path, other) != 0 else { return }
    try FileManager.default.copyItem(atPath: path, toPath: other)
  }

  /// Makes a folder and those above it, where they are not there yet.
  ///
  /// The corresponding C function is `mkdir`.
  static func makeFolder(_ path: String) throws(SystemFailure) {
    if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
      throw SystemFailure(code: errno)
    }
    try makeFolder(String(path[..<slash]))
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw SystemFailure(code: errno) }
  }

  /// Writes a file in place of any that is there, and returns its stamp.
  static func write(_ bytes: [UInt8], to path: String) throws(SystemFailure) -> FileStamp? {
    let file = try FileSink(path)
    try file.write(bytes)
    return try file.finish()
  }
}
