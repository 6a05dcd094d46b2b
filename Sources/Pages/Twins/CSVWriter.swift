/// Writes comma-separated values (RFC 4180): records end in CR LF unless told otherwise, and a field is
/// quoted only where it must be.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []

  private let ending: String

  /// Begins a text whose records end as said.
  package init(ending: String = "\r\n") { self.ending = ending }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Writes one record.
  package mutating func record(_ fields: some Sequence<String>) {
    var count = 0
    for field in fields {
      if count > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field)
      count += 1
    }
    bytes.append(contentsOf: ending.utf8)
  }

  private mutating func append(_ field: String) {
    let quote = UInt8(ascii: "\"")
    let needsQuotes = field.utf8.contains { byte in
      byte == quote || byte == UInt8(ascii: ",") || byte == 0x0D || byte == 0x0A
    }
    guard needsQuotes || field.utf8.first == 0x20 || field.utf8.last == 0x20 else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(quote)
    for byte in field.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }
}
