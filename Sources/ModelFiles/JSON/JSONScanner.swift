internal import Diagnostics

/// Reads JSON (RFC 8259) from bytes: strictly, within limits, with the place of each value.
///
/// What is refused beyond the grammar: a key twice in one object, text that is no UTF-8, and
/// whatever exceeds the limits. `NaN`, `Infinity` and `-Infinity` are read as numbers, because
/// Python writes them into configurations.
struct JSONScanner {
  let bytes: [UInt8]
  let limits: JSONLimits
  private(set) var offset = 0
  private var depth = 0
  private var values = 0

  init(_ bytes: [UInt8], limits: JSONLimits) throws(ReadFault) {
    guard bytes.count <= limits.bytes else {
      throw ReadFault(
        "json-size", "found \(bytes.count) bytes of JSON, expected at most \(limits.bytes)",
        at: 0..<0)
    }
    self.bytes = bytes
    self.limits = limits
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      throw ReadFault(
        "json-syntax", "found a byte order mark, expected JSON", at: 0..<3,
        help: ["remove the first three bytes of the file"])
    }
  }

  /// Reads the one value of a text and checks that nothing follows it.
  mutating func readDocument() throws(ReadFault) -> JSONValue {
    let value = try readValue()
    try finish()
    return value
  }

  /// Checks that nothing but blanks is left.
  mutating func finish() throws(ReadFault) {
    skipBlanks()
    guard offset == bytes.count else {
      throw syntax("found \(shown(at: offset)) behind the end, expected nothing more")
    }
  }

  /// Reads the next value with all that is in it.
  mutating func readValue() throws(ReadFault) -> JSONValue {
    let start = try beginValue()
    switch bytes[start] {
    case UInt8(ascii: "{"):
      var members: [JSONMember] = []
      try readMembers { (key, scanner) throws(ReadFault) in
        let value = try scanner.readValue()
        members.append(JSONMember(key: key.text, keyRange: key.range, value: value))
      }
      return JSONValue(.object(members), start..<offset)
    case UInt8(ascii: "["):
      var elements: [JSONValue] = []
      try readElements { (scanner) throws(ReadFault) in
        elements.append(try scanner.readValue())
      }
      return JSONValue(.list(elements), start..<offset)
    case UInt8(ascii: "\""):
      let text = try readString(limit: limits.stringBytes)
      return JSONValue(.text(text.text), text.range)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try readNumber()
    default: return try readWord()
    }
  }

  /// Reads an object, handing each key to `body`, which must read the value that follows.
  mutating func readMembers(
    _ body: (JSONText, inout JSONScanner) throws(ReadFault) -> Void
  ) throws(ReadFault) {
    try open(UInt8(ascii: "{"), "an object")
    var seen: [[UInt8]: Int] = [:]
    var isFirst = true
    while try next(before: UInt8(ascii: "}"), isFirst: isFirst) {
      isFirst = false
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else {
        throw syntax("found \(shown(at: offset)), expected a key in quotation marks")
      }
      let key = try readString(limit: limits.keyBytes)
      if let first = seen.updateValue(key.range.lowerBound, forKey: Array(key.text.utf8)) {
        throw duplicate(key, first: first)
      }
      skipBlanks()
      guard peek == UInt8(ascii: ":") else {
        throw syntax("found \(shown(at: offset)), expected ':' behind the key")
      }
      offset += 1
      try body(key, &self)
    }
    depth -= 1
  }

  /// Reads a list; `body` must read one value each time it is called.
  mutating func readElements(
    _ body: (inout JSONScanner) throws(ReadFault) -> Void
  ) throws(ReadFault) {
    try open(UInt8(ascii: "["), "a list")
    var isFirst = true
    while try next(before: UInt8(ascii: "]"), isFirst: isFirst) {
      isFirst = false
      try body(&self)
    }
    depth -= 1
  }

  /// The next byte that is no blank, without reading it; `nil` at the end.
  mutating func peekValue() -> UInt8? {
    skipBlanks()
    return peek
  }

  /// Skips blanks, counts a value and returns where it begins.
  private mutating func beginValue() throws(ReadFault) -> Int {
    skipBlanks()
    guard offset < bytes.count else {
      throw truncated("found the end of the text, expected a value")
    }
    values += 1
    guard values <= limits.values else {
      throw ReadFault(
        "json-size", "found more than \(limits.values) values", at: offset..<offset)
    }
    return offset
  }

  private mutating func open(_ mark: UInt8, _ name: String) throws(ReadFault) {
    skipBlanks()
    guard offset < bytes.count else {
      throw truncated("found the end of the text, expected \(name)")
    }
    guard bytes[offset] == mark else {
      throw syntax("found \(shown(at: offset)), expected \(name)")
    }
    depth += 1
    guard depth <= limits.depth else {
      throw ReadFault(
        "json-depth", "found more than \(limits.depth) lists and objects inside each other",
        at: offset..<offset + 1)
    }
    offset += 1
  }

  /// Whether another item follows; reads the comma or the closing mark.
  private mutating func next(before close: UInt8, isFirst: Bool) throws(ReadFault) -> Bool {
    skipBlanks()
    let mark = Character(Unicode.Scalar(close))
    guard let byte = peek else {
      throw truncated("found the end of the text, expected '\(mark)'")
    }
    if byte == close {
      offset += 1
      return false
    }
    if isFirst { return true }
    guard byte == UInt8(ascii: ",") else {
      throw syntax("found \(shown(at: offset)), expected ',' or '\(mark)'")
    }
    offset += 1
    skipBlanks()
    if peek == close {
      throw syntax("found '\(mark)' behind a comma, expected another item")
    }
    return true
  }

  private mutating func skipBlanks() {
    while offset < bytes.count {
      switch bytes[offset] {
      case 0x20, 0x09, 0x0A, 0x0D: offset += 1
      default: return
      }
    }
  }

  private var peek: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  /// Moves on to `end`, behind a string, number or word.
  mutating func advance(to end: Int) { offset = end }
}
