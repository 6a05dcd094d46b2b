/// A span in lines and characters, for programs that do not count columns in bytes.
struct CharacterRegion: Hashable {
  /// From 1.
  var startLine: Int
  /// From 1, in Unicode code points; `nil` where the text is not at hand to count them.
  var startColumn: Int?
  var endLine: Int
  /// Exclusive, as the end of a span.
  var endColumn: Int?

  /// Counts the characters before both ends of a span.
  init(_ span: SourceSpan, source: SourceFile?) {
    startLine = span.start.line
    endLine = span.end.line
    startColumn = Self.column(of: span.start, in: source)
    endColumn = Self.column(of: span.end, in: source)
    if startColumn == nil || endColumn == nil { (startColumn, endColumn) = (nil, nil) }
  }

  /// Every byte that continues no character begins one; so does one that is not UTF-8.
  private static func column(of position: SourcePosition, in source: SourceFile?) -> Int? {
    guard let source, let end = source.offset(of: position) else { return nil }
    let start = end - (position.column - 1)
    // A position behind the end of the file has no character to count up to.
    guard start >= 0, source.position(at: end) == position else { return nil }
    return 1 + source.bytes[start..<end].count { $0 & 0xC0 != 0x80 }
  }
}
