/// The text of a paragraph or heading as cmark's inline parser sees it, and where each byte is from.
///
/// cmark counts inline columns in this text, so its positions become exact once the text is known.
struct InlineContent {
  /// A line of the text.
  struct Line {
    /// The offset of the first byte in `bytes`.
    var start: Int
    /// The columns between the prefixes of quotes and lists and the first other byte.
    var indent: Int
    /// Whether the line lacks a prefix and belongs to the paragraph all the same.
    var isLazy: Bool
  }

  /// The text; every line ends in a line feed.
  private(set) var bytes: [UInt8] = []
  /// Leads from `bytes` to the bytes of the body text.
  private(set) var map = ContentMap()
  private(set) var lines: [Line] = []
  /// What cmark adds to the column of every inline of this block.
  let blockOffset: Int
  /// The byte of the underline that made a paragraph a heading, `=` or `-`.
  private(set) var underline: UInt8?

  /// Wraps a text that was not taken from a block in one piece.
  init(bytes: [UInt8], map: ContentMap, blockOffset: Int) {
    self.bytes = bytes
    self.map = map
    self.blockOffset = blockOffset
  }

  /// Collects the text of a paragraph or heading.
  init(_ node: Node, _ kind: Node.Kind, inside containers: ContainerStack, of text: BodyText) {
    let firstLine = node.startLine
    var cursor = containers.cursor(opening: firstLine, in: text)
    let indent = cursor.nonspace().indent
    cursor.skipSpaces()
    if kind == .heading, let width = InlineContent.headingMark(cursor) {
      blockOffset = node.startColumn - 1 + width
      cursor.advance(bytes: width)
      append(cursor, indent: 0, isLazy: false, of: text)
      return
    }
    blockOffset = node.startColumn - 1
    let end = text.end(ofLine: max(node.endLine, firstLine))
    bytes.reserveCapacity(max(0, end - cursor.offset) + 1)
    append(cursor, indent: indent, isLazy: false, of: text)
    let lastLine = min(max(node.endLine, firstLine), text.lineCount)
    for line in stride(from: firstLine + 1, through: lastLine, by: 1) {
      var (cursor, isLazy) = containers.cursor(continuing: line, in: text)
      let indent = cursor.nonspace().indent
      if !isLazy { cursor.skipSpaces() }
      // Below nothing but definitions there is no text yet that a line could underline.
      if kind == .heading, !isLazy, indent < 4, let byte = InlineContent.underline(cursor),
        ReferenceDefinitions.length(in: bytes) < bytes.count
      {
        underline = byte
        break
      }
      append(cursor, indent: indent, isLazy: isLazy, of: text)
    }
    dropDefinitions()
  }

  /// Returns the offset behind the last byte of a line, before its line feed.
  func end(ofLine index: Int) -> Int {
    (index + 1 < lines.count ? lines[index + 1].start : bytes.count) - 1
  }

  private mutating func append(
    _ cursor: LineCursor, indent: Int, isLazy: Bool, of text: BodyText
  ) {
    lines.append(Line(start: bytes.count, indent: indent, isLazy: isLazy))
    var start = cursor.offset
    if cursor.isInsideTab {
      bytes += [UInt8](repeating: UInt8(ascii: " "), count: cursor.columnsToTabStop)
      start += 1
    }
    map.append(content: bytes.count, source: start)
    bytes += text.bytes[start..<cursor.end]
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Leaves out the link reference definitions at the start, which cmark takes out of a paragraph.
  private mutating func dropDefinitions() {
    let count = ReferenceDefinitions.length(in: bytes)
    guard count > 0, count < bytes.count else { return }
    bytes.removeFirst(count)
    map = map.part(from: count)
    lines = lines.filter { $0.start >= count }.map { line in
      Line(start: line.start - count, indent: line.indent, isLazy: line.isLazy)
    }
  }

  /// The width of the `#` marks and the spaces after them, or `nil` when the line has no such mark.
  private static func headingMark(_ cursor: LineCursor) -> Int? {
    var cursor = cursor
    let start = cursor.offset
    while cursor.byte == UInt8(ascii: "#") { cursor.advance(bytes: 1) }
    guard (1...6).contains(cursor.offset - start) else { return nil }
    let markEnd = cursor.offset
    cursor.skipSpaces()
    return cursor.offset > markEnd || cursor.byte == nil ? cursor.offset - start : nil
  }

  /// The byte of a heading underline, or `nil` when the line is none.
  private static func underline(_ cursor: LineCursor) -> UInt8? {
    guard let mark = cursor.byte, mark == UInt8(ascii: "=") || mark == UInt8(ascii: "-") else {
      return nil
    }
    var cursor = cursor
    while cursor.byte == mark { cursor.advance(bytes: 1) }
    cursor.skipSpaces()
    return cursor.byte == nil ? mark : nil
  }
}
