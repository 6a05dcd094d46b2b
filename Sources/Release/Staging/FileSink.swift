import Foundation
import Pages

/// A file that is being written.
struct FileSink: ~Copyable {
  private let file: Int32

  /// Opens a file in place of any that is there.
  /// The corresponding C function is `open`.
  init(_ path: String) throws(SystemFailure) {
    file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { throw SystemFailure(code: errno) }
  }

  deinit { close(file) }

  /// Adds bytes at the end.
  /// The corresponding C function is `write`.
  func write(_ bytes: [UInt8]) throws(SystemFailure) {
    var code: Int32 = 0
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Foundation.write(
          file, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno != EINTR {
          code = errno
          return
        }
      }
    }
    guard code == 0 else { throw SystemFailure(code: code) }
  }

  /// Closes the file and returns its stamp.
  /// The corresponding C function is `close`.
  consuming func finish() throws(SystemFailure) -> FileStamp? {
    let stamp = FileStamp(ofOpenFile: file)
    let code = close(file)
    discard self
    // Some file systems report a full disk only here.
    guard code == 0 else { throw SystemFailure(code: errno) }
    return stamp
  }
}
