import ModelFiles
import TestSupport

extension SafetensorsFixture {
  /// A file whose header is there and whose data are made up when they are asked for.
  static func source(_ path: String, _ tensors: [Tensor]) -> ByteSource {
    let bytes = file(header: header(tensors))
    let size = bytes.count + tensors.reduce(0) { $0 + $1.bytes }
    return ByteSource(path: path, size: Int64(size)) { offset, count in
      guard offset < Int64(bytes.count) else { throw ReadBeyond(offset: offset) }
      let start = Int(offset)
      let held = Array(bytes[start..<min(start + count, bytes.count)])
      return held + [UInt8](repeating: 0xAA, count: count - held.count)
    }
  }
}
