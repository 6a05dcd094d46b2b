/// Cuts SQL into tokens, so that faults can be found by place. It follows SQLite's own rules for
/// names, strings and comments; SQLite stays the judge of the grammar.
struct SQLScanner {
  private let bytes: [UInt8]
  private var index = 0

  /// Returns the tokens of `sql`, without spaces and comments.
  static func tokens(of sql: String) -> [SQLToken] {
    var scanner = SQLScanner(bytes: Array(sql.utf8))
    var tokens: [SQLToken] = []
    while let token = scanner.next() { tokens.append(token) }
    return tokens
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func next() -> SQLToken? {
    skipSpacesAndComments()
    guard index < bytes.count else { return nil }
    let start = index
    switch bytes[index] {
    case UInt8(ascii: "'"): return quoted(.string, closing: UInt8(ascii: "'"))
    case UInt8(ascii: "\""): return quoted(.name, closing: UInt8(ascii: "\""))
    case UInt8(ascii: "`"): return quoted(.name, closing: UInt8(ascii: "`"))
    case UInt8(ascii: "["): return quoted(.name, closing: UInt8(ascii: "]"))
    case let byte where Self.isNameByte(byte) && !Self.isDigit(byte):
      return word(.name, from: start, textFrom: start)
    case UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "$"):
      index += 1
      return word(.parameter, from: start, textFrom: index)
    case let byte where Self.isDigit(byte):
      return number(from: start)
    default:
      index += 1
      return token(.other, start, start..<index)
    }
  }

  private mutating func skipSpacesAndComments() {
    while index < bytes.count {
      let following = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch (bytes[index], following) {
      case (UInt8(ascii: " "), _), (9...13, _): index += 1
      case (UInt8(ascii: "-"), UInt8(ascii: "-")):
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      case (UInt8(ascii: "/"), UInt8(ascii: "*")):
        index += 2
        while index < bytes.count, !isCommentEnd { index += 1 }
        index = min(index + 2, bytes.count)
      default: return
      }
    }
  }

  private var isCommentEnd: Bool {
    bytes[index] == UInt8(ascii: "*") && index + 1 < bytes.count
      && bytes[index + 1] == UInt8(ascii: "/")
  }

  private mutating func quoted(_ kind: SQLToken.Kind, closing: UInt8) -> SQLToken {
    let start = index
    var content: [UInt8] = []
    index += 1
    while index < bytes.count {
      if bytes[index] == closing {
        let isDoubled = index + 1 < bytes.count && bytes[index + 1] == closing
        index += 1
        guard isDoubled, closing != UInt8(ascii: "]") else { break }
      }
      content.append(bytes[index])
      index += 1
    }
    return SQLToken(
      kind: kind, text: String(decoding: content, as: UTF8.self), range: start..<index)
  }

  private mutating func word(_ kind: SQLToken.Kind, from start: Int, textFrom: Int) -> SQLToken {
    while index < bytes.count, Self.isNameByte(bytes[index]) { index += 1 }
    return token(kind, textFrom, start..<index)
  }

  private mutating func number(from start: Int) -> SQLToken {
    while index < bytes.count,
      Self.isNameByte(bytes[index]) || bytes[index] == UInt8(ascii: ".")
    { index += 1 }
    return token(.other, start, start..<index)
  }

  private func token(_ kind: SQLToken.Kind, _ textFrom: Int, _ range: Range<Int>) -> SQLToken {
    SQLToken(
      kind: kind, text: String(decoding: bytes[textFrom..<range.upperBound], as: UTF8.self),
      range: range)
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), 0x80...:
      true
    default: isDigit(byte)
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
