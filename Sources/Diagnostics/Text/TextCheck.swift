/// Finds what no text of a site may hold: bytes that are not UTF-8, and characters that nobody sees.
package enum TextCheck {
  /// What is wrong at a place.
  package enum Finding: Hashable, Sendable {
    /// The file begins like one in UTF-16.
    case utf16
    case invalidUTF8
    case controlCharacter(Unicode.Scalar)
  }

  /// Returns what is wrong with a text, in order. Of a file in UTF-16 only that is told.
  package static func findings(
    in bytes: [UInt8], range: Range<Int>
  ) -> [(finding: Finding, range: Range<Int>)] {
    if let mark = utf16Mark(bytes, range) { return [(.utf16, mark)] }
    var findings: [(finding: Finding, range: Range<Int>)] = []
    var rest = range
    while let next = firstFinding(in: bytes, range: rest) {
      findings.append(next)
      rest = next.range.upperBound..<range.upperBound
    }
    return findings
  }

  /// The byte order mark of UTF-16, either way round. Neither byte occurs in UTF-8.
  private static func utf16Mark(_ bytes: [UInt8], _ range: Range<Int>) -> Range<Int>? {
    let start = bytes[range].prefix(2)
    return start.elementsEqual([0xFF, 0xFE]) || start.elementsEqual([0xFE, 0xFF])
      ? start.startIndex..<start.endIndex : nil
  }

  /// Returns the first sequence that is not UTF-8, or the first control character other than tab
  /// and line breaks, with its bytes. The characters are those that YAML 1.2 calls printable.
  private static func firstFinding(
    in bytes: [UInt8], range: Range<Int>
  ) -> (finding: Finding, range: Range<Int>)? {
    var offset = range.lowerBound
    while offset < range.upperBound {
      let byte = bytes[offset]
      if byte >= 0x20, byte < 0x7F {
        offset += 1
        continue
      }
      guard let (scalar, length) = decode(bytes, at: offset, end: range.upperBound) else {
        return (.invalidUTF8, offset..<offset + 1)
      }
      if let character = Unicode.Scalar(scalar), !isPrintable(scalar) {
        return (.controlCharacter(character), offset..<offset + length)
      }
      offset += length
    }
    return nil
  }

  /// Reads one well-formed sequence (The Unicode Standard, table 3-7).
  private static func decode(
    _ bytes: [UInt8], at offset: Int, end: Int
  ) -> (scalar: UInt32, length: Int)? {
    let first = bytes[offset]
    let length: Int
    let smallest: UInt32
    var scalar: UInt32
    switch first {
    case 0x00..<0x80: return (UInt32(first), 1)
    case 0xC2...0xDF: (length, smallest, scalar) = (2, 0x80, UInt32(first & 0x1F))
    case 0xE0...0xEF: (length, smallest, scalar) = (3, 0x800, UInt32(first & 0x0F))
    case 0xF0...0xF4: (length, smallest, scalar) = (4, 0x1_0000, UInt32(first & 0x07))
    default: return nil
    }
    guard offset + length <= end else { return nil }
    for index in offset + 1..<offset + length {
      guard bytes[index] & 0xC0 == 0x80 else { return nil }
      scalar = scalar << 6 | UInt32(bytes[index] & 0x3F)
    }
    guard scalar >= smallest, Unicode.Scalar(scalar) != nil else { return nil }
    return (scalar, length)
  }

  /// Returns the first control character other than tab and line breaks of a text that is no file:
  /// an escape or a function can make one where the file has none.
  package static func controlCharacter(in text: String) -> Unicode.Scalar? {
    // Nearly all text is plain.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    return text.unicodeScalars.first { !isPrintable($0.value) }
  }

  /// Returns the first character that leaves no mark on the page: a space without width, a turn of
  /// the writing direction, a separator. The joiner of an emoji shows, and so do line breaks.
  package static func invisibleCharacter(in text: String) -> Unicode.Scalar? {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return nil }
    return text.unicodeScalars.first { scalar in
      switch scalar.properties.generalCategory {
      case .control: scalar.value > 0x20
      case .lineSeparator, .paragraphSeparator: true
      case .format: scalar != "\u{200D}"
      default: false
      }
    }
  }

  /// Returns a character as `U+0007`.
  package static func codePoint(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }

  private static func isPrintable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x85: true
    case 0x00..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
