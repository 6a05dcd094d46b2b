/// Cuts an HTML text into tags and text, whatever it holds: no input is refused.
struct HTMLScanner {
  enum Token: Equatable {
    case text(String)
    case start(HTMLElement, isClosed: Bool)
    case end(String)
  }

  private let bytes: [UInt8]
  private var offset = 0
  /// The element whose content is no markup, such as `script`, once its start is read.
  private var rawElement: String?

  init(_ html: String) { bytes = Array(html.utf8) }

  /// Returns the next piece, or `nil` at the end.
  mutating func next() -> Token? {
    while offset < bytes.count {
      if let name = rawElement { return rawText(of: name) }
      guard bytes[offset] == UInt8(ascii: "<") else { return text() }
      if starts(with: "<!--") {
        skip(past: "-->", from: offset + 4)
      } else if starts(with: "<!") || starts(with: "<?") {
        skip(past: ">", from: offset + 2)
      } else if let token = tag() {
        return token
      } else {
        return text()
      }
    }
    return nil
  }

  /// Reads text up to the next `<`; a `<` at its beginning that opens no tag is part of it.
  private mutating func text() -> Token {
    let start = offset
    offset += 1
    while offset < bytes.count, bytes[offset] != UInt8(ascii: "<") { offset += 1 }
    return .text(CharacterReferences.decode(string(start..<offset)))
  }

  private mutating func rawText(of name: String) -> Token {
    rawElement = nil
    let start = offset
    while offset < bytes.count, !starts(with: "</" + name) { offset += 1 }
    let text = string(start..<offset)
    return .text(name == "textarea" || name == "title" ? CharacterReferences.decode(text) : text)
  }

  /// Reads a tag, or returns `nil` where the `<` opens none.
  private mutating func tag() -> Token? {
    let start = offset
    offset += 1
    let isEnd = offset < bytes.count && bytes[offset] == UInt8(ascii: "/")
    if isEnd { offset += 1 }
    guard offset < bytes.count, Self.isLetter(bytes[offset]) else {
      offset = start
      return nil
    }
    var element = HTMLElement(name: name { !Self.isSpace($0) })
    var isClosed = false
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") {
      if bytes[offset] == UInt8(ascii: "/") || Self.isSpace(bytes[offset]) {
        isClosed = bytes[offset] == UInt8(ascii: "/")
        offset += 1
      } else {
        isClosed = false
        attribute(of: &element)
      }
    }
    offset = min(offset + 1, bytes.count)
    if isEnd { return .end(element.name) }
    if ["script", "style", "textarea", "title"].contains(element.name), !isClosed {
      rawElement = element.name
    }
    return .start(element, isClosed: isClosed)
  }

  private mutating func attribute(of element: inout HTMLElement) {
    let start = offset
    let key = name { !Self.isSpace($0) && $0 != UInt8(ascii: "=") }
    if offset == start { offset += 1 }
    skipSpaces()
    var value = ""
    if offset < bytes.count, bytes[offset] == UInt8(ascii: "=") {
      offset += 1
      skipSpaces()
      value = CharacterReferences.decode(string(attributeValue()))
    }
    if !key.isEmpty, element.attributes[key] == nil { element.attributes[key] = value }
  }

  private mutating func attributeValue() -> Range<Int> {
    guard offset < bytes.count else { return offset..<offset }
    let quote = bytes[offset]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { offset += 1 }
    let start = offset
    while offset < bytes.count {
      let byte = bytes[offset]
      if isQuoted ? byte == quote : Self.isSpace(byte) || byte == UInt8(ascii: ">") { break }
      offset += 1
    }
    let range = start..<offset
    if isQuoted { offset = min(offset + 1, bytes.count) }
    return range
  }

  /// Reads a name of letters that pass, up to `>` or `/`, in small letters.
  private mutating func name(_ passes: (UInt8) -> Bool) -> String {
    let start = offset
    while offset < bytes.count, passes(bytes[offset]), bytes[offset] != UInt8(ascii: ">"),
      bytes[offset] != UInt8(ascii: "/")
    {
      offset += 1
    }
    return string(start..<offset).lowercased()
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, Self.isSpace(bytes[offset]) { offset += 1 }
  }

  private mutating func skip(past end: String, from start: Int) {
    offset = min(start, bytes.count)
    while offset < bytes.count, !starts(with: end) { offset += 1 }
    offset = min(offset + end.utf8.count, bytes.count)
  }

  /// Whether a text in small letters comes next, whatever its case.
  private func starts(with text: String) -> Bool {
    guard offset + text.utf8.count <= bytes.count else { return false }
    var index = offset
    for byte in text.utf8 {
      let own = bytes[index]
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(own)
      guard (isCapital ? own + 32 : own) == byte else { return false }
      index += 1
    }
    return true
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
