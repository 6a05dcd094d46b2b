import Catalog
import Diagnostics
import Pages

/// Writes values one after the other, as ``RecordReader`` reads them.
struct RecordWriter {
  private(set) var bytes: [UInt8] = []
  /// Where texts that are written as names are kept.
  let names: NameTable

  init(names: NameTable) { self.names = names }

  /// Lets the bytes go and keeps the room for others.
  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// The bytes in an array without room for more, to be kept.
  var exactBytes: [UInt8] { bytes.withUnsafeBufferPointer(Array.init) }

  /// Adds what another writer wrote.
  mutating func append(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  /// Writes a whole number of at least zero, in groups of seven bits.
  mutating func write(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  /// Writes 64 bits.
  mutating func write(bits: UInt64) {
    withUnsafeBytes(of: bits.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(_ digest: StableDigest) {
    write(bits: digest.halves.high)
    write(bits: digest.halves.low)
  }

  /// Writes a text that stands nowhere else.
  mutating func write(_ text: String) {
    write(text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  /// Writes a text that stands in many places.
  mutating func write(name: String) { write(names.number(of: name)) }

  mutating func write<Element>(
    _ list: some Collection<Element>, _ body: (inout RecordWriter, Element) -> Void
  ) {
    write(list.count)
    for element in list { body(&self, element) }
  }

  mutating func write<Value>(_ value: Value?, _ body: (inout RecordWriter, Value) -> Void) {
    write(value != nil)
    if let value { body(&self, value) }
  }

  /// Writes bytes with their number in front, so that they can be passed over.
  mutating func write(block: [UInt8]) {
    write(block.count)
    bytes.append(contentsOf: block)
  }

  mutating func write(_ span: SourceSpan) {
    write(name: span.file)
    for position in [span.start, span.end] {
      write(position.line)
      write(position.column)
    }
  }

  mutating func write(_ diagnostic: Diagnostic) {
    write(name: diagnostic.id.rawValue)
    write(name: diagnostic.severity.rawValue)
    write(diagnostic.summary)
    write(diagnostic.span) { $0.write($1) }
    write(diagnostic.notes) { writer, note in
      writer.write(note.text)
      writer.write(note.span) { $0.write($1) }
    }
    write(diagnostic.help) { $0.write($1) }
  }
}
