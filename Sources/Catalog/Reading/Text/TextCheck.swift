/// Finds the first byte of a text file that no reader should see.
enum TextCheck {
  /// What is wrong at a place.
  enum Finding: Hashable {
    case invalidUTF8
    case controlCharacter(UInt32)
  }

  /// Returns the first sequence that is not UTF-8, or the first control character other than tab
  /// and line breaks, with its bytes. The characters are those that YAML 1.2 calls printable.
  static func firstFinding(
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
      guard isPrintable(scalar) else {
        return (.controlCharacter(scalar), offset..<offset + length)
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

  private static func isPrintable(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x09, 0x0A, 0x0D, 0x85: true
    case 0x00..<0x20, 0x7F..<0xA0, 0xFEFF, 0xFFFE, 0xFFFF: false
    default: true
    }
  }
}
