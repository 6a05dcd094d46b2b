/// Finds where the text of a link ends in Markdown source.
package enum LinkText {
  /// Returns the offset after the closing bracket of the link or image at the start of `range`, or
  /// `nil` when none is found. Brackets in code spans and after backslashes do not count.
  package static func end(in bytes: [UInt8], _ range: Range<Int>) -> Int? {
    var offset = range.lowerBound
    if offset < range.upperBound, bytes[offset] == UInt8(ascii: "!") { offset += 1 }
    guard offset < range.upperBound, bytes[offset] == UInt8(ascii: "[") else { return nil }
    var depth = 0
    while offset < range.upperBound {
      switch bytes[offset] {
      case UInt8(ascii: "\\"): offset += 1
      case UInt8(ascii: "`"): offset = endOfCode(in: bytes, offset..<range.upperBound) - 1
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return offset + 1 }
      default: break
      }
      offset += 1
    }
    return nil
  }

  /// Returns the offset after a code span, or after its first backticks when it has no end.
  private static func endOfCode(in bytes: [UInt8], _ range: Range<Int>) -> Int {
    let ticks = bytes[range].prefix { $0 == UInt8(ascii: "`") }.count
    var offset = range.lowerBound + ticks
    while offset < range.upperBound {
      let run = bytes[offset..<range.upperBound].prefix { $0 == UInt8(ascii: "`") }.count
      if run == ticks { return offset + run }
      offset += max(run, 1)
    }
    return range.lowerBound + ticks
  }
}
