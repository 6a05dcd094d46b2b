import Diagnostics

/// Writes JSON in a fixed order and layout, so that equal data gives equal bytes.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var needsComma = false
  private var isOnOneLine = false

  package init() {}

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    bracketed(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    bracketed(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  /// Begins a member of an object; its value follows.
  package mutating func key(_ name: String) {
    separate()
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(UInt8(ascii: " "))
    needsComma = false
    isAfterKey = true
  }

  package mutating func string(_ value: String) {
    separate()
    JSONText.append(value, to: &bytes)
  }

  /// Writes a number, `true`, `false` or `null` that is already in JSON's notation.
  package mutating func literal(_ value: String) {
    separate()
    bytes.append(contentsOf: value.utf8)
  }

  /// Writes a value that is in JSON's notation already.
  package mutating func literal(_ value: [UInt8]) {
    separate()
    bytes.append(contentsOf: value)
  }

  package mutating func member(_ name: String, count: Int) {
    key(name)
    literal(String(count))
  }

  /// Writes an object on one line, for lists of many small ones.
  package mutating func line(_ body: (inout JSONWriter) -> Void) {
    object { json in
      json.isOnOneLine = true
      body(&json)
    }
    isOnOneLine = false
  }

  package mutating func member(_ name: String, _ value: String) {
    key(name)
    string(value)
  }

  private var isAfterKey = false

  private mutating func separate() {
    defer { needsComma = true }
    if isAfterKey {
      isAfterKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0, !isOnOneLine { newline() }
    if needsComma, isOnOneLine { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth * 2 { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func bracketed(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    depth += 1
    needsComma = false
    let start = bytes.count
    body(&self)
    depth -= 1
    if bytes.count > start, !isOnOneLine { newline() }
    bytes.append(close)
    needsComma = true
  }
}
