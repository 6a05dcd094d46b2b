/// The bytes of one input file, with the table that turns byte offsets into lines and columns.
package struct SourceFile: Sendable {
  /// The path as shown to the author: relative to the site folder.
  package let path: String
  /// The bytes as read from disk.
  package let bytes: [UInt8]
  /// The offset of the first byte of each line.
  private let lineStarts: [Int]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
    var starts = [0]
    starts.reserveCapacity(bytes.count / 32)
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(offset + 1)
    }
    self.lineStarts = starts
  }

  package init(path: String, text: String) {
    self.init(path: path, bytes: Array(text.utf8))
  }

  /// The number of lines; a final line break does not begin another line.
  package var lineCount: Int {
    bytes.isEmpty || bytes.last == UInt8(ascii: "\n") ? lineStarts.count - 1 : lineStarts.count
  }

  /// Returns the line and column of the byte at `offset`; offsets past the end give the end.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: offset - lineStarts[low] + 1)
  }

  /// Returns the span of the bytes in `range`.
  package func span(_ range: Range<Int>) -> SourceSpan {
    SourceSpan(
      file: path, start: position(at: range.lowerBound), end: position(at: range.upperBound))
  }

  /// Returns the byte offset of a position, or `nil` when the file has no such line.
  package func offset(of position: SourcePosition) -> Int? {
    guard position.line >= 1, position.line <= lineStarts.count else { return nil }
    return min(lineStarts[position.line - 1] + position.column - 1, bytes.count)
  }

  /// Returns the text of a line without its line break, or `nil` when there is no such line.
  package func line(_ number: Int) -> String? {
    bytes(ofLine: number).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Returns the bytes of a line without its line break, or `nil` when there is no such line.
  func bytes(ofLine number: Int) -> ArraySlice<UInt8>? {
    guard number >= 1, number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return bytes[start..<end]
  }
}
