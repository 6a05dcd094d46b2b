/// Finds text that nests too deep before a recursive parser sees it.
enum YAMLNesting {
  /// Returns the offset of the first byte at which more than `limit` brackets are open, or more than
  /// `limit` list marks stand in one line.
  ///
  /// Brackets in quotes and plain text count too; no sensible text leaves that many open.
  static func tooDeep(in bytes: [UInt8], range: Range<Int>, limit: Int) -> Int? {
    var open = 0
    var marks = 0
    var inMarks = true
    for offset in range {
      switch bytes[offset] {
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        open += 1
        inMarks = false
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        open = max(open - 1, 0)
        inMarks = false
      case UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"):
        marks += inMarks ? 1 : 0
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"): (marks, inMarks) = (0, true)
      case UInt8(ascii: " "), UInt8(ascii: "\t"): break
      default: inMarks = false
      }
      if open > limit || (marks > limit && !isRule(bytes, at: offset)) { return offset }
    }
    return nil
  }

  /// Whether the mark at `offset` directly follows another, as in a line of hyphens.
  private static func isRule(_ bytes: [UInt8], at offset: Int) -> Bool {
    offset > 0 && bytes[offset - 1] == bytes[offset]
  }
}
