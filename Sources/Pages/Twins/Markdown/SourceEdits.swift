/// Changes to a text, each at its place in the original.
struct SourceEdits {
  private var edits: [(range: Range<Int>, text: String)] = []

  mutating func replace(_ range: Range<Int>, with text: String) {
    edits.append((range, text))
  }

  mutating func insert(_ text: String, at offset: Int) {
    edits.append((offset..<offset, text))
  }

  /// Returns the bytes of `range` with all changes made. Of two that overlap the first one counts.
  func applied(to bytes: [UInt8], in range: Range<Int>) -> String {
    let ordered = edits.enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    var result: [UInt8] = []
    var offset = range.lowerBound
    for (_, edit) in ordered
    where edit.range.lowerBound >= offset && edit.range.upperBound <= range.upperBound {
      result += bytes[offset..<edit.range.lowerBound]
      result += Array(edit.text.utf8)
      offset = edit.range.upperBound
    }
    result += bytes[offset..<range.upperBound]
    return String(decoding: result, as: UTF8.self)
  }
}
