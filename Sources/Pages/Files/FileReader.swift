import Foundation

/// Reads whole files.
package enum FileReader {
  /// Returns the bytes of a file.
  ///
  /// The corresponding C functions are `open`, `fstat`, `read` and `close`.
  package static func bytes(of path: String) throws(SystemFailure) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw SystemFailure(code: errno) }
    defer { close(file) }
    var bytes: [UInt8] = []
    let size = Int(FileStamp(ofOpenFile: file)?.size ?? 0)
    var room = max(size, 1)
    while true {
      var failure: CInt = 0
      let more = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        let read = Foundation.read(file, buffer.baseAddress, room)
        failure = read < 0 ? errno : 0
        count = max(read, 0)
      }
      if failure == EINTR { continue }
      guard failure == 0 else { throw SystemFailure(code: failure) }
      // A file system may give less than was asked for, and sizes of files that are none on a disk are
      // zero: only nothing is the end, or all that there was.
      if more.isEmpty { return bytes }
      if bytes.isEmpty { bytes = more } else { bytes += more }
      if bytes.count == size { return bytes }
      room = max(size - bytes.count, 4096)
    }
  }
}
