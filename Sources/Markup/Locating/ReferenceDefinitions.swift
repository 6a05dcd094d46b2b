/// Measures the link reference definitions that cmark takes out of the start of a paragraph.
///
/// It follows cmark 0.30.2, not only the specification: a definition counts here if it does there.
struct ReferenceDefinitions {
  private let bytes: [UInt8]
  private var offset: Int

  private static let longestLabel = 1000
  private static let deepestParentheses = 32

  /// Returns the number of bytes that definitions take up at the start of a paragraph's text.
  static func length(in bytes: [UInt8]) -> Int {
    var start = 0
    while start < bytes.count, bytes[start] == UInt8(ascii: "[") {
      var reader = ReferenceDefinitions(bytes: bytes, offset: start)
      guard reader.readDefinition() else { break }
      start = reader.offset
    }
    return start
  }

  private init(bytes: [UInt8], offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  private var byte: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func readDefinition() -> Bool {
    guard readLabel(), byte == UInt8(ascii: ":") else { return false }
    offset += 1
    skipSpacesAndLineEnd()
    guard readDestination() else { return false }
    let beforeTitle = offset
    skipSpacesAndLineEnd()
    let titleEnd = offset == beforeTitle ? nil : titleEnd()
    offset = titleEnd ?? beforeTitle
    skipSpaces()
    if skipLineEnd() { return true }
    guard titleEnd != nil else { return false }
    offset = beforeTitle
    skipSpaces()
    return skipLineEnd()
  }

  private mutating func readLabel() -> Bool {
    offset += 1
    let start = offset
    var holdsText = false
    while let byte, byte != UInt8(ascii: "["), byte != UInt8(ascii: "]") {
      if !isSpace(byte) { holdsText = true }
      offset += 1
      if byte == UInt8(ascii: "\\"), let next = self.byte, isPunctuation(next) { offset += 1 }
      if offset - start > ReferenceDefinitions.longestLabel { return false }
    }
    guard byte == UInt8(ascii: "]"), holdsText else { return false }
    offset += 1
    return true
  }

  private mutating func readDestination() -> Bool {
    if byte == UInt8(ascii: "<") { return readPointedDestination() }
    let start = offset
    var open = 0
    while let byte {
      if byte == UInt8(ascii: "\\"), offset + 1 < bytes.count, isPunctuation(bytes[offset + 1]) {
        offset += 1
      } else if byte == UInt8(ascii: "(") {
        open += 1
        if open > ReferenceDefinitions.deepestParentheses { return false }
      } else if byte == UInt8(ascii: ")") {
        if open == 0 { break }
        open -= 1
      } else if isSpace(byte) {
        if offset == start { return false }
        break
      }
      offset += 1
    }
    return offset < bytes.count && open == 0
  }

  private mutating func readPointedDestination() -> Bool {
    offset += 1
    while let byte {
      switch byte {
      case UInt8(ascii: ">"):
        offset += 1
        return offset < bytes.count
      case UInt8(ascii: "\n"), UInt8(ascii: "<"): return false
      case UInt8(ascii: "\\"): offset += 2
      default: offset += 1
      }
    }
    return false
  }

  /// Returns the end of the title at the current offset: as late a closing mark as its escapes
  /// allow.
  private func titleEnd() -> Int? {
    let closing: UInt8
    switch byte {
    case UInt8(ascii: "\""): closing = UInt8(ascii: "\"")
    case UInt8(ascii: "'"): closing = UInt8(ascii: "'")
    case UInt8(ascii: "("): closing = UInt8(ascii: ")")
    default: return nil
    }
    var candidate: Int?
    var index = offset + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count,
        isPunctuation(bytes[index + 1])
      {
        if bytes[index + 1] == closing { candidate = index + 2 }
        index += 2
        continue
      }
      if bytes[index] == closing { return index + 1 }
      if closing == UInt8(ascii: ")"), bytes[index] == UInt8(ascii: "(") { return candidate }
      index += 1
    }
    return candidate
  }

  private mutating func skipSpaces() {
    while byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { offset += 1 }
  }

  private mutating func skipLineEnd() -> Bool {
    guard let byte else { return true }
    if byte == UInt8(ascii: "\n") { offset += 1 }
    return byte == UInt8(ascii: "\n")
  }

  private mutating func skipSpacesAndLineEnd() {
    skipSpaces()
    if skipLineEnd() { skipSpaces() }
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }

  private func isPunctuation(_ byte: UInt8) -> Bool {
    switch byte {
    case 33...47, 58...64, 91...96, 123...126: true
    default: false
    }
  }
}
