/// Finds lines that could open quotes and lists deeper than any text needs.
///
/// libcmark looks at every open quote and list again for each line, so its time is the number of
/// lines times the depth. The bound here is taken from the bytes alone, before parsing: a quote
/// needs a `>` in the line, a list item needs its marker or at least two columns of indentation.
enum NestingCheck {
  /// The greatest depth that is let through; a quote or a list item counts one.
  static let limit = 256

  /// Returns the offset of the first marker of the first line that could nest deeper than `limit`.
  static func firstExcess(in text: BodyText) -> Int? {
    for line in 1...max(text.lineCount, 1) {
      let start = text.start(ofLine: line)
      let end = text.end(ofLine: line)
      if end - start > limit, let offset = excess(text.bytes, start, end) { return offset }
    }
    return nil
  }

  private static func excess(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var columns = 0
    var markers = 0
    var first: Int?
    var offset = start
    scan: while offset < end {
      switch bytes[offset] {
      case UInt8(ascii: " "): columns += 1
      case UInt8(ascii: "\t"): columns += 4
      case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"),
        UInt8(ascii: "."), UInt8(ascii: ")"):
        markers += 1
        if first == nil { first = offset }
      case UInt8(ascii: "0")...UInt8(ascii: "9"): break
      default: break scan
      }
      offset += 1
    }
    guard let first, !isThematicBreak(bytes[first..<end]) else { return nil }
    // A space after each marker belongs to the marker.
    return markers + max(0, columns - markers) / 2 > limit ? first : nil
  }

  /// Whether a line repeats one byte with spaces between.
  private static func isThematicBreak(_ line: ArraySlice<UInt8>) -> Bool {
    guard let mark = line.first, mark != UInt8(ascii: ">") else { return false }
    return line.allSatisfy { $0 == mark || $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
  }
}
