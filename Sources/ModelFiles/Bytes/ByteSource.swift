package import Diagnostics

/// A file of which only parts are read: a path to show, a size, and a way to read bytes.
///
/// The readers ask for the header only: a GGUF header in pieces of 64 KiB, a safetensors header,
/// which is at most 100 MB, at once. A file of many gigabytes costs no more memory than that.
package struct ByteSource: Sendable {
  /// The path as shown to the author.
  package let path: String
  /// Bytes of the whole file.
  package let size: Int64
  /// Returns `count` bytes from `offset`; fewer only when the file ends before.
  package let read: @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]

  package init(
    path: String, size: Int64,
    read: @escaping @Sendable (_ offset: Int64, _ count: Int) throws -> [UInt8]
  ) {
    self.path = path
    self.size = max(size, 0)
    self.read = read
  }

  /// A file whose bytes are in memory.
  package init(_ file: SourceFile) {
    let bytes = file.bytes
    self.init(path: file.path, size: Int64(bytes.count)) { offset, count in
      guard offset >= 0, offset < bytes.count, count > 0 else { return [] }
      let start = Int(offset)
      return Array(bytes[start..<start + min(count, bytes.count - start)])
    }
  }
}
