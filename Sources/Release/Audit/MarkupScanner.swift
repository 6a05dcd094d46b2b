import Foundation
import Markup

/// Finds the links and anchors of a finished page by its bytes.
///
/// The scanner reads any HTML that a template may hold: tags in any case, attributes quoted or not,
/// comments, and the raw text of scripts and style sheets.
struct MarkupScanner {
  /// What a page offers and what it asks for, as places in its bytes: a page has many links, and of
  /// nearly all of them no text is ever needed.
  struct Facts {
    let html: [UInt8]
    /// The values of `id`, in order.
    fileprivate(set) var ids: [Range<Int>] = []
    /// The values of `href` and `src`, in order.
    fileprivate(set) var links: [Range<Int>] = []

    fileprivate init(html: [UInt8]) { self.html = html }

    /// Whether a value stands there as it is meant, without character references.
    func isPlain(_ value: Range<Int>) -> Bool { !html[value].contains(UInt8(ascii: "&")) }

    /// Returns a value, decoded.
    func text(_ value: Range<Int>) -> String {
      let text = String(decoding: html[value], as: UTF8.self)
      return isPlain(value) ? text : CharacterReferences.decode(text)
    }
  }

  static func scan(_ html: [UInt8]) -> Facts {
    html.withUnsafeBufferPointer { bytes in
      var scanner = Scanner(bytes: bytes, facts: Facts(html: html))
      scanner.run()
      return scanner.facts
    }
  }
}

/// Goes through the bytes of a page once; it lives as long as they are borrowed.
private struct Scanner {
  let bytes: UnsafeBufferPointer<UInt8>
  var offset = 0
  var facts: MarkupScanner.Facts

  mutating func run() {
    while let start = next(UInt8(ascii: "<")) {
      offset = start + 1
      let mayBeComment = offset < bytes.count && bytes[offset] == UInt8(ascii: "!")
      if mayBeComment, matches("!--") { skip(past: "-->") } else { tag() }
    }
  }

  /// Returns the place of the next byte of a kind, the one here included.
  ///
  /// The corresponding C function is `memchr`.
  private func next(_ byte: UInt8) -> Int? {
    guard offset < bytes.count, let start = bytes.baseAddress,
      let found = memchr(start + offset, CInt(byte), bytes.count - offset)
    else { return nil }
    return UnsafeRawPointer(start).distance(to: found)
  }

  private mutating func tag() {
    let start = offset
    while offset < bytes.count, isName(bytes[offset]) { offset += 1 }
    let name = start..<offset
    guard !name.isEmpty else { return }
    while offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { attribute() }
    offset = min(offset + 1, bytes.count)
    switch Word(bytes[name]) {
    case .script: skip(past: "</script")
    case .style: skip(past: "</style")
    default: break
    }
  }

  private mutating func attribute() {
    skipSpaces()
    let start = offset
    while offset < bytes.count, isAttributeName(bytes[offset]) { offset += 1 }
    guard offset > start else {
      if offset < bytes.count, bytes[offset] != UInt8(ascii: ">") { offset += 1 }
      return
    }
    let name = start..<offset
    skipSpaces()
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "=") else { return }
    offset += 1
    skipSpaces()
    let value = attributeValue()
    switch Word(bytes[name]) {
    case .id: facts.ids.append(value)
    case .href, .src: facts.links.append(value)
    default: break
    }
  }

  private mutating func attributeValue() -> Range<Int> {
    guard offset < bytes.count else { return offset..<offset }
    let quote = bytes[offset]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted {
      offset += 1
      let start = offset
      let end = next(quote) ?? bytes.count
      offset = min(end + 1, bytes.count)
      return start..<end
    }
    let start = offset
    while offset < bytes.count, !isSpace(bytes[offset]), bytes[offset] != UInt8(ascii: ">") {
      offset += 1
    }
    return start..<offset
  }

  private mutating func skipSpaces() {
    while offset < bytes.count, isSpace(bytes[offset]) || bytes[offset] == UInt8(ascii: "/") {
      offset += 1
    }
  }

  private mutating func skip(past end: String) {
    while offset < bytes.count, !matches(end) { offset += 1 }
  }

  /// Moves past `text` when it comes next, whatever its case.
  private mutating func matches(_ text: String) -> Bool {
    let end = offset + text.utf8.count
    guard end <= bytes.count, isWord(offset..<end, text) else { return false }
    offset = end
    return true
  }

  /// Whether the bytes are those of `word`, which is in small letters, whatever their case.
  private func isWord(_ range: Range<Int>, _ word: String) -> Bool {
    guard range.count == word.utf8.count else { return false }
    var index = range.lowerBound
    for byte in word.utf8 {
      guard lowercased(bytes[index]) == byte else { return false }
      index += 1
    }
    return true
  }

  private func lowercased(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte + 32 : byte
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }

  private func isName(_ byte: UInt8) -> Bool {
    let letter = lowercased(byte)
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(letter)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(letter)
  }

  private func isAttributeName(_ byte: UInt8) -> Bool {
    !isSpace(byte) && byte != UInt8(ascii: "=") && byte != UInt8(ascii: ">")
      && byte != UInt8(ascii: "/")
  }
}

/// A name of a tag or an attribute that means something here, whatever its case.
///
/// Names are compared as numbers of up to eight bytes: there are dozens in a page.
private enum Word: UInt64 {
  case id = 0x6964
  case src = 0x737263
  case href = 0x6872_6566
  case style = 0x7374_796C65
  case script = 0x736372_697074

  init?(_ name: Slice<UnsafeBufferPointer<UInt8>>) {
    guard name.count <= 6 else { return nil }
    var number: UInt64 = 0
    for byte in name {
      let isCapital = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      number = number << 8 | UInt64(isCapital ? byte + 32 : byte)
    }
    self.init(rawValue: number)
  }
}
