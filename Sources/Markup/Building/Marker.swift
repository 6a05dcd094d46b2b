/// The bytes that hold a place in cmark's output until it is cut into segments.
///
/// A marker is the byte 0xFF, a letter, a number and 0xFF again. 0xFF never occurs in UTF-8, so no
/// text can hold or imitate a marker, and cmark's escaping leaves it alone.
enum Marker {
  /// What a marker stands for.
  enum Kind: UInt8 {
    /// Stands right after the start tag of a heading.
    case heading = 0x48
    /// Stands right before the end tag of a heading.
    case headingEnd = 0x45
    /// Stands in place of a form.
    case form = 0x46
    /// Stands right before the start tag of a link or image.
    case link = 0x4C
  }

  static let edge: UInt8 = 0xFF

  /// Returns the bytes of a marker.
  static func bytes(_ kind: Kind, _ index: Int) -> [UInt8] {
    var bytes = [edge, kind.rawValue]
    bytes.reserveCapacity(longest)
    var divisor = 1
    while index / divisor >= 10 { divisor *= 10 }
    while divisor > 0 {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: index / divisor % 10))
      divisor /= 10
    }
    bytes.append(edge)
    return bytes
  }

  /// Both edges, the letter, and the digits of a number under a million.
  private static let longest = 9
}
