/// Finds where a style sheet names other files: `url(…)` and `@import "…"`.
///
/// Comments are passed over, and so are strings that name no file.
struct StyleSheetLinks {
  /// The bytes of an address, without quotes.
  typealias Place = Range<Int>

  private let bytes: [UInt8]
  private var position = 0
  private var places: [Place] = []

  /// Returns the places of all addresses in a style sheet, in order.
  static func places(in bytes: [UInt8]) -> [Place] {
    var links = StyleSheetLinks(bytes: bytes)
    links.read()
    return links.places
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func read() {
    while position < bytes.count {
      if skipComment() { continue }
      if isWord("url(") {
        position += 4
        readAddress(until: UInt8(ascii: ")"))
      } else if isWord("@import") {
        position += 7
        skipSpace()
        if isQuote { readString(isAddress: true) }
      } else if isQuote {
        readString(isAddress: false)
      } else {
        position += 1
      }
    }
  }

  private mutating func readAddress(until end: UInt8) {
    skipSpace()
    if isQuote { return readString(isAddress: true) }
    let start = position
    while position < bytes.count, bytes[position] != end, !Self.isSpace(bytes[position]) {
      position += 1
    }
    note(start..<position)
  }

  private mutating func readString(isAddress: Bool) {
    let quote = bytes[position]
    position += 1
    let start = position
    while position < bytes.count, bytes[position] != quote, bytes[position] != 0x0A {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    if isAddress { note(start..<min(position, bytes.count)) }
    position += 1
  }

  private mutating func note(_ place: Place) { if !place.isEmpty { places.append(place) } }

  private mutating func skipComment() -> Bool {
    guard bytes[position...].starts(with: "/*".utf8) else { return false }
    position += 2
    while position < bytes.count, !bytes[position...].starts(with: "*/".utf8) { position += 1 }
    position += 2
    return true
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private var isQuote: Bool {
    guard position < bytes.count else { return false }
    return bytes[position] == UInt8(ascii: "\"") || bytes[position] == UInt8(ascii: "'")
  }

  /// Whether a word of lower-case letters and signs stands here, in letters of either case.
  private func isWord(_ word: StaticString) -> Bool {
    let letters = word.description.utf8
    let found = bytes[position...].prefix(letters.count)
    guard found.count == letters.count else { return false }
    return zip(found, letters).allSatisfy { byte, letter in
      byte == letter || (0x41...0x5A).contains(byte) && byte | 0x20 == letter
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
