/// Finds the places of inlines while a walk passes them in order.
///
/// cmark 0.30 counts an inline's column from the last line break it made a node for, and does not
/// notice the line breaks inside link destinations, code spans and after a backslash. So the start
/// of the counting is followed here, and each place is compared with the text before it is used.
struct InlineLocator {
  let content: InlineContent
  /// The offset from which cmark counts columns now.
  private var base = 0
  /// The offset behind what the walk has passed.
  private var passed = 0

  init(_ content: InlineContent) { self.content = content }

  /// Passes a piece of text.
  mutating func passText(_ node: Node) {
    // After backticks that open nothing cmark reports a column too far, perhaps in the next line.
    let end = offset(ofColumn: node.endColumn)
    pass(isBacktick(end - 1) || isBacktick(end) ? end : end + 1)
  }

  /// Passes a soft or hard line break.
  mutating func passBreak(isHard: Bool) {
    let bytes = content.bytes
    guard let lineEnd = bytes[passed...].firstIndex(of: UInt8(ascii: "\n")) else { return }
    let isBackslash = isHard && lineEnd > 0 && bytes[lineEnd - 1] == UInt8(ascii: "\\")
    passed = lineEnd + 1
    if !isBackslash { base = lineEnd + 1 }
  }

  /// Passes a code span; returns the place of the whole and of its text, without the space that
  /// may pad it on either side.
  mutating func passCode(_ node: Node) -> (whole: Range<Int>, text: Range<Int>) {
    let bytes = content.bytes
    let start = offset(ofColumn: node.startColumn)
    let end = offset(ofColumn: node.endColumn) + 1
    guard start > 0, start <= end, end < bytes.count, isBacktick(start - 1), isBacktick(end) else {
      return fallback("`")
    }
    // The closing run is counted: an escaped backtick may stand right before the opening one.
    var ticks = 1
    while isBacktick(end + ticks) { ticks += 1 }
    pass(end + ticks)
    let text = bytes[start..<end]
    let isPadded =
      text.first.map(isSpace) ?? false && text.last.map(isSpace) ?? false
      && !text.allSatisfy { $0 == UInt8(ascii: " ") } && text.count > 1
    return (start - ticks..<end + ticks, isPadded ? start + 1..<end - 1 : start..<end)
  }

  /// Passes inline HTML and returns its place.
  mutating func passHTML(_ node: Node) -> Range<Int> {
    let start = offset(ofColumn: node.startColumn)
    let end = offset(ofColumn: node.endColumn) + 1
    guard start < end, start >= passed, end <= content.bytes.count,
      content.bytes[start] == UInt8(ascii: "<"), content.bytes[end - 1] == UInt8(ascii: ">")
    else { return fallback("<").whole }
    pass(end)
    return start..<end
  }

  /// Passes the start of a link or image and returns its offset.
  mutating func passLinkStart(_ node: Node, isImage: Bool) -> Int {
    let bytes = content.bytes
    let start = offset(ofColumn: node.startColumn)
    if !isImage, let child = node.firstChild, child.kind == .text {
      // For a link in angle brackets cmark forgets to count from the line; its text is right.
      let inner = offset(ofColumn: child.startColumn)
      let isAutolink = inner > 0 && inner <= bytes.count && bytes[inner - 1] == UInt8(ascii: "<")
      if isAutolink, node.startColumn == inner {
        pass(inner)
        return inner - 1
      }
    }
    let mark = isImage ? UInt8(ascii: "!") : UInt8(ascii: "[")
    guard start >= 0, start < bytes.count, bytes[start] == mark else {
      return fallback(isImage ? "!" : "[").whole.lowerBound
    }
    pass(start + 1)
    return start
  }

  /// Passes the end of a link or image that began at `start` and returns its place.
  mutating func passLinkEnd(_ node: Node, from start: Int) -> Range<Int> {
    if content.bytes[start] == UInt8(ascii: "<") {
      // The column is not counted from the line: see `passLinkStart`.
      let end = content.bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? start
      pass(end + 1)
      return start..<end + 1
    }
    pass(offset(ofColumn: node.endColumn + 1))
    return start..<max(start + 1, passed)
  }

  private func offset(ofColumn column: Int) -> Int { column - 1 - content.blockOffset + base }

  private mutating func pass(_ offset: Int) {
    passed = min(max(passed, offset), content.bytes.count)
  }

  private func isBacktick(_ offset: Int) -> Bool {
    offset >= 0 && offset < content.bytes.count && content.bytes[offset] == UInt8(ascii: "`")
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
  }

  /// The next byte that could begin what is sought, when cmark's place does not hold it.
  private func fallback(_ mark: Unicode.Scalar) -> (whole: Range<Int>, text: Range<Int>) {
    let mark = UInt8(ascii: mark)
    let found = content.bytes[passed...].firstIndex(of: mark) ?? max(passed - 1, 0)
    return (found..<found + 1, found + 1..<found + 1)
  }
}
