/// A part of the bytes of a record.
struct RecordPart: Sendable {
  let bytes: [UInt8]
  let range: Range<Int>

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    self.range = range
  }

  /// Takes bytes that stand for themselves.
  init(_ bytes: [UInt8]) { self.init(bytes, bytes.indices) }

  /// The bytes of the part alone.
  var ownBytes: [UInt8] { range == bytes.indices ? bytes : Array(bytes[range]) }
}
