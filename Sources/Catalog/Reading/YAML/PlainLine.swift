/// A line of YAML in its plainest form.
///
/// The rules are narrower than YAML's, so that a line that keeps them can mean nothing else: no
/// value goes on in the next line, none has an escape, an anchor, a tag or a comment behind it.
enum PlainLine {
  /// A key and its value, without quotes; `nil` where the line ends after the colon.
  struct Field {
    let key: ArraySlice<UInt8>
    let value: ArraySlice<UInt8>?
  }

  /// Blank, or a comment.
  case nothing
  /// A field after `- `: the first of a record.
  case first(Field)
  /// A field two spaces in.
  case field(Field)
  /// A field four spaces in.
  case part(Field)
  /// Anything else.
  case other

  /// Reads a line without its line break.
  static func read(_ line: ArraySlice<UInt8>) -> PlainLine {
    guard let start = line.firstIndex(where: { $0 != space }) else { return .nothing }
    if line[start] == UInt8(ascii: "#") { return endsLines(line) ? .other : .nothing }
    switch start - line.startIndex {
    case 0 where line.starts(with: [UInt8(ascii: "-"), space]):
      return field(in: line.dropFirst(2)).map(PlainLine.first) ?? .other
    case 2: return field(in: line[start...]).map(PlainLine.field) ?? .other
    case 4: return field(in: line[start...]).map(PlainLine.part) ?? .other
    default: return .other
    }
  }

  private static let space = UInt8(ascii: " ")

  private static func field(in text: ArraySlice<UInt8>) -> Field? {
    guard let colon = text.firstIndex(where: { !isWord($0) }), colon > text.startIndex,
      text[colon] == UInt8(ascii: ":"), isLetter(text[text.startIndex])
    else { return nil }
    let key = text[..<colon]
    let rest = text[(colon + 1)...]
    if rest.isEmpty { return Field(key: key, value: nil) }
    guard rest.first == space else { return nil }
    return value(in: rest.dropFirst()).map { Field(key: key, value: $0) }
  }

  private static func value(in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard let first = text.first else { return nil }
    switch first {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return quoted(text, by: first)
    default: return isPlainScalar(text) ? text : nil
    }
  }

  /// Returns what stands between quotes that open and close the text.
  private static func quoted(_ text: ArraySlice<UInt8>, by quote: UInt8) -> ArraySlice<UInt8>? {
    guard text.count >= 2, text.last == quote, !endsLines(text) else { return nil }
    let words = text.dropFirst().dropLast()
    let hasMarks = words.contains { $0 == quote || $0 == UInt8(ascii: "\\") }
    return hasMarks ? nil : words
  }

  /// Whether the text is a scalar without quotes that is neither null nor anything but a scalar.
  private static func isPlainScalar(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first, let last = text.last,
      isLetter(first) || isDigit(first) || first >= 0x80, last != space, last != UInt8(ascii: ":"),
      !endsLines(text), !isNull(text)
    else { return false }
    var before = first
    for byte in text.dropFirst() {
      if byte == space, before == UInt8(ascii: ":") { return false }
      if byte == UInt8(ascii: "#"), before == space { return false }
      before = byte
    }
    return true
  }

  private static func isNull(_ text: ArraySlice<UInt8>) -> Bool {
    text.count == 4 && ["null", "Null", "NULL"].contains { text.elementsEqual($0.utf8) }
  }

  /// Whether the text holds a tab or what YAML takes for the end of a line: a carriage return, or in
  /// UTF-8 NEL (C2 85), LS (E2 80 A8) or PS (E2 80 A9).
  private static func endsLines(_ text: ArraySlice<UInt8>) -> Bool {
    var last: (UInt8, UInt8) = (0, 0)
    for byte in text {
      if byte < space || (byte == 0x85 && last.1 == 0xC2) { return true }
      if byte & 0xFE == 0xA8, last == (0xE2, 0x80) { return true }
      last = (last.1, byte)
    }
    return false
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
