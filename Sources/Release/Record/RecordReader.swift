import Catalog
import Diagnostics

/// A record ends too early or holds what no build wrote.
struct DamagedRecord: Error {}

/// Reads what ``RecordWriter`` wrote. Nothing that stands in a record can make it read past its end.
struct RecordReader {
  private let bytes: [UInt8]
  private var offset: Int
  private let end: Int
  /// The texts that were written as names, by their numbers.
  let names: [String]

  init(_ bytes: [UInt8], range: Range<Int>? = nil, names: [String]) {
    self.bytes = bytes
    self.names = names
    offset = range?.lowerBound ?? 0
    end = range?.upperBound ?? bytes.count
  }

  init(_ part: RecordPart, names: [String]) {
    self.init(part.bytes, range: part.range, names: names)
  }

  /// Reads a block and leaves what is in it for another reader.
  mutating func part() throws(DamagedRecord) -> RecordPart { RecordPart(bytes, try block()) }

  var isAtEnd: Bool { offset == end }

  mutating func number() throws(DamagedRecord) -> Int {
    var result: UInt = 0
    var shift: UInt = 0
    while offset < end, shift < 64 {
      let byte = bytes[offset]
      offset += 1
      result |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(bitPattern: result) }
      shift += 7
    }
    throw DamagedRecord()
  }

  /// Reads how many of something follow, each at least a byte long.
  mutating func count() throws(DamagedRecord) -> Int {
    let count = try number()
    guard count >= 0, count <= end - offset else { throw DamagedRecord() }
    return count
  }

  mutating func flag() throws(DamagedRecord) -> Bool {
    guard offset < end, bytes[offset] < 2 else { throw DamagedRecord() }
    offset += 1
    return bytes[offset - 1] == 1
  }

  mutating func bits() throws(DamagedRecord) -> UInt64 {
    guard end - offset >= 8 else { throw DamagedRecord() }
    var result: UInt64 = 0
    for index in 0..<8 { result |= UInt64(bytes[offset + index]) << (8 * UInt64(index)) }
    offset += 8
    return result
  }

  mutating func digest() throws(DamagedRecord) -> StableDigest {
    let high = try bits()
    return StableDigest(high: high, low: try bits())
  }

  mutating func text() throws(DamagedRecord) -> String {
    let range = try block()
    return String(decoding: bytes[range], as: UTF8.self)
  }

  /// Reads the number of a name.
  mutating func nameNumber() throws(DamagedRecord) -> Int {
    let number = try number()
    guard names.indices.contains(number) else { throw DamagedRecord() }
    return number
  }

  mutating func name() throws(DamagedRecord) -> String { names[try nameNumber()] }

  /// Passes over bytes that were written as a block and returns where they stand.
  mutating func block() throws(DamagedRecord) -> Range<Int> {
    let count = try count()
    offset += count
    return offset - count..<offset
  }

  mutating func list<Element>(
    _ body: (inout RecordReader) throws(DamagedRecord) -> Element
  ) throws(DamagedRecord) -> [Element] {
    let count = try count()
    var list: [Element] = []
    list.reserveCapacity(count)
    for _ in 0..<count { list.append(try body(&self)) }
    return list
  }

  mutating func optional<Value>(
    _ body: (inout RecordReader) throws(DamagedRecord) -> Value
  ) throws(DamagedRecord) -> Value? {
    try flag() ? try body(&self) : nil
  }

  mutating func span() throws(DamagedRecord) -> SourceSpan {
    let file = try name()
    let start = SourcePosition(line: try number(), column: try number())
    return SourceSpan(
      file: file, start: start, end: SourcePosition(line: try number(), column: try number()))
  }

  mutating func diagnostic() throws(DamagedRecord) -> Diagnostic {
    let id = Diagnostic.Identifier(rawValue: try name())
    guard let severity = Diagnostic.Severity(rawValue: try name()) else { throw DamagedRecord() }
    let summary = try text()
    let span = try optional { reader throws(DamagedRecord) in try reader.span() }
    let notes = try list { reader throws(DamagedRecord) in
      let text = try reader.text()
      return Diagnostic.Note(
        text, at: try reader.optional { reader throws(DamagedRecord) in try reader.span() })
    }
    return Diagnostic(
      id, severity, summary, at: span, notes: notes,
      help: try list { reader throws(DamagedRecord) in try reader.text() })
  }
}
