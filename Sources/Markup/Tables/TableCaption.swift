import Diagnostics

/// The caption of a pipe table: a code span `=caption Words` in a line of its own above the header.
struct TableCaption {
  let text: String
  /// The code span, in bytes of the paragraph.
  let range: Range<Int>

  private static let opening = Array("`=caption ".utf8)
  private static let closing = UInt8(ascii: "`")

  /// Reads a line of a paragraph; `nil` where it is anything else.
  init?(_ bytes: [UInt8], line: Range<Int>) {
    let isSpace: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
    let end = bytes[line].lastIndex { !isSpace($0) }
    guard let start = bytes[line].firstIndex(where: { !isSpace($0) }), let end,
      bytes[start...end].starts(with: Self.opening), bytes[end] == Self.closing
    else { return nil }
    let words = bytes[start + Self.opening.count..<max(end, start + Self.opening.count)]
    let text = DocumentWalk.trimmed(String(decoding: words, as: UTF8.self))
    guard !text.isEmpty, !words.contains(Self.closing) else { return nil }
    self.text = text
    range = start..<end + 1
  }
}
