/// Steps over the prefixes of a line as CommonMark counts them: bytes, and columns with tab stops
/// of four.
///
/// cmark keeps the widths it found to itself. This repeats its steps (block structure, phase 1 of
/// the CommonMark 0.30 appendix), so that every byte of a paragraph can be led back to its line.
struct LineCursor {
  private let bytes: [UInt8]
  /// The offset of the next byte.
  private(set) var offset: Int
  /// The end of the line, before its line break.
  let end: Int
  /// The column of the next byte, from 0.
  private(set) var column = 0
  /// Whether some columns of the tab at `offset` are used up already.
  private(set) var isInsideTab = false

  init(_ text: BodyText, line: Int) {
    bytes = text.bytes
    offset = text.start(ofLine: line)
    end = text.end(ofLine: line)
  }

  private static let tabStop = 4

  /// The next byte, or `nil` at the end of the line.
  var byte: UInt8? { offset < end ? bytes[offset] : nil }

  /// The number of columns to the next tab stop.
  var columnsToTabStop: Int { LineCursor.tabStop - column % LineCursor.tabStop }

  private var isAtSpace: Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

  /// The offset of the first byte that is no space or tab, and the columns before it.
  func nonspace() -> (offset: Int, indent: Int) {
    var offset = offset
    var column = column
    while offset < end {
      if bytes[offset] == UInt8(ascii: " ") {
        column += 1
      } else if bytes[offset] == UInt8(ascii: "\t") {
        column += LineCursor.tabStop - column % LineCursor.tabStop
      } else {
        break
      }
      offset += 1
    }
    return (offset, column - self.column)
  }

  /// Goes forward by a number of bytes.
  mutating func advance(bytes count: Int) {
    for _ in 0..<count where offset < end {
      column += byte == UInt8(ascii: "\t") ? columnsToTabStop : 1
      offset += 1
      isInsideTab = false
    }
  }

  /// Goes forward by a number of columns, into a tab where need be.
  mutating func advance(columns count: Int) {
    var count = count
    while count > 0, offset < end {
      guard byte == UInt8(ascii: "\t") else {
        isInsideTab = false
        offset += 1
        column += 1
        count -= 1
        continue
      }
      let width = columnsToTabStop
      isInsideTab = width > count
      column += min(count, width)
      offset += isInsideTab ? 0 : 1
      count -= min(count, width)
    }
  }

  /// Goes to the first byte that is no space or tab.
  mutating func skipSpaces() { advance(bytes: nonspace().offset - offset) }

  /// Goes over at most `count` columns of spaces and tabs.
  mutating func skipColumns(_ count: Int) {
    for _ in 0..<count where isAtSpace { advance(columns: 1) }
  }

  /// Goes over the mark of a block quote, if there is one.
  mutating func matchQuote() -> Bool {
    let next = nonspace()
    guard next.indent <= 3, next.offset < end, bytes[next.offset] == UInt8(ascii: ">") else {
      return false
    }
    advance(columns: next.indent + 1)
    if isAtSpace { advance(columns: 1) }
    return true
  }

  /// Goes over the indentation of a list item, if the line has it.
  mutating func matchItem(width: Int) -> Bool {
    let next = nonspace()
    if next.indent >= width {
      advance(columns: width)
      return true
    }
    guard next.offset == end else { return false }
    advance(bytes: next.offset - offset)
    return true
  }

  /// Goes over the marker that opens a list item and returns the indentation its lines need.
  mutating func openItem() -> Int {
    let next = nonspace()
    advance(bytes: next.offset - offset)
    let markerStart = offset
    while let byte, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { advance(bytes: 1) }
    advance(bytes: 1)
    let markerWidth = offset - markerStart
    let afterMarker = self
    while column - afterMarker.column <= 5, isAtSpace { advance(columns: 1) }
    let spaces = column - afterMarker.column
    if (1..<5).contains(spaces), offset < end { return next.indent + markerWidth + spaces }
    self = afterMarker
    if spaces > 0 { advance(columns: 1) }
    return next.indent + markerWidth + 1
  }
}
