internal import Diagnostics

/// Reads a binary header from front to back, in pieces, within bounds.
struct HeaderCursor {
  /// Bytes that are fetched at once.
  static let chunk = 1 << 16

  let source: ByteSource
  /// The place of the next byte.
  private(set) var position: Int64 = 0
  private var buffer: [UInt8] = []
  private var bufferStart: Int64 = 0
  /// The kind of fault that a file that ends too soon is.
  private let truncation: Diagnostic.Identifier

  init(_ source: ByteSource, truncation: Diagnostic.Identifier) {
    self.source = source
    self.truncation = truncation
  }

  /// Bytes left in the file.
  var remaining: Int64 { source.size - position }

  /// Reads `count` bytes, which must be few: the caller has bounded them.
  mutating func bytes(_ count: Int, _ what: String) throws(ReadFault) -> ArraySlice<UInt8> {
    guard Int64(count) <= remaining else { throw truncated(what, count: UInt64(count)) }
    try fill(count, what)
    let start = Int(position - bufferStart)
    position += Int64(count)
    return buffer[start..<start + count]
  }

  /// Passes over `count` bytes without reading them.
  mutating func skip(_ count: UInt64, _ what: String) throws(ReadFault) {
    guard count <= UInt64(max(remaining, 0)) else { throw truncated(what, count: count) }
    position += Int64(count)
  }

  /// Reads a whole number of the width of `Value`, lowest byte first.
  mutating func number<Value: FixedWidthInteger>(
    _ type: Value.Type, _ what: String
  ) throws(ReadFault) -> Value {
    var value: Value = 0
    let bytes = try bytes(Value.bitWidth / 8, what)
    for byte in bytes.reversed() { value = value << 8 | Value(truncatingIfNeeded: byte) }
    return value
  }

  /// The fault of a file that ends inside `what`, which begins here.
  func truncated(_ what: String, count: UInt64) -> ReadFault {
    let noun = count == 1 ? "byte" : "bytes"
    return ReadFault(
      truncation,
      "expected \(count) \(noun) for \(what), but the file has only \(max(remaining, 0)) more",
      at: position..<max(position, source.size), help: ["fetch the file again; it is cut short"])
  }

  private mutating func fill(_ count: Int, _ what: String) throws(ReadFault) {
    let start = position - bufferStart
    if start >= 0, start + Int64(count) <= buffer.count { return }
    let wanted = min(max(count, Self.chunk), Int(clamping: remaining))
    do {
      buffer = try source.read(position, wanted)
    } catch {
      buffer = []
      bufferStart = position
      throw ReadFault(
        "cannot-read", "cannot read \(wanted) bytes for \(what): \(error)",
        at: position..<position)
    }
    bufferStart = position
    guard buffer.count >= count else {
      throw ReadFault(
        truncation, "expected \(count) bytes for \(what), but only \(buffer.count) could be read",
        at: position..<position)
    }
  }
}
