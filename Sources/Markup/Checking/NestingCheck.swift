/// Finds lines that could open quotes and lists deeper than any text needs.
///
/// libcmark looks at every open quote and list again for each line, so its time is the number of
/// lines times the depth. The bound here is taken from the bytes alone, before parsing: a quote
/// needs a `>` in the line, a list item needs its marker or at least two columns of indentation.
enum NestingCheck {
  /// The greatest depth that is let through; a quote or a list item counts one.
  static let limit = 100

  /// Returns the offset of the first marker of the first line that could nest deeper than `limit`.
  static func firstExcess(in text: BodyText) -> Int? {
    var fence = FenceCheck()
    for line in 1...max(text.lineCount, 1) {
      let start = text.start(ofLine: line)
      let end = text.end(ofLine: line)
      if fence.holds(text.bytes[start..<end]) { continue }
      if end - start > limit, let offset = excess(text.bytes, start, end) { return offset }
    }
    return nil
  }

  private static func excess(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var columns = 0
    var markers = 0
    var first: Int?
    var offset = start
    while offset < end {
      if bytes[offset] == UInt8(ascii: " ") {
        columns += 1
        offset += 1
      } else if bytes[offset] == UInt8(ascii: "\t") {
        columns += 4
        offset += 1
      } else if let width = markerWidth(bytes, offset, end) {
        markers += 1
        if first == nil { first = offset }
        offset += width
      } else {
        break
      }
    }
    guard let first, !isThematicBreak(bytes[first..<end]) else { return nil }
    // A space after each marker belongs to the marker.
    return markers + max(0, columns - markers) / 2 > limit ? first : nil
  }

  /// Returns the width of the quote or list marker at `offset`, or `nil` when there is none.
  private static func markerWidth(_ bytes: [UInt8], _ offset: Int, _ end: Int) -> Int? {
    var width = 1
    switch bytes[offset] {
    case UInt8(ascii: ">"): return 1
    case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      while offset + width < end, width < 10, isDigit(bytes[offset + width]) { width += 1 }
      guard offset + width < end,
        bytes[offset + width] == UInt8(ascii: ".") || bytes[offset + width] == UInt8(ascii: ")")
      else { return nil }
      width += 1
    default: return nil
    }
    let next = offset + width
    return next == end || bytes[next] == 32 || bytes[next] == 9 ? width : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Whether a line repeats one byte with spaces between.
  private static func isThematicBreak(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark != UInt8(ascii: ">") else { return false }
    return line.allSatisfy { $0 == mark || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
