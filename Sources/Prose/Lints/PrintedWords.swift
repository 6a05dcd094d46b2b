import Diagnostics

/// A text of a header or of front matter that readers see, by where it stands in its file.
package struct PrintedWords: Sendable {
  /// The bytes of the text, a range for each line of the source.
  let lines: [Range<Int>]

  init(lines: [Range<Int>]) { self.lines = lines }

  /// Finds a text whose place begins in `file`; the lines that it goes on in are indented.
  init?(_ text: Located<String>, in file: SourceFile, until end: Int) {
    guard let range = ProseMask.range(of: text.span, in: file), !range.isEmpty,
      range.upperBound <= end
    else { return nil }
    var found = [range]
    // The place of a text on several lines is its first line.
    if range.count < text.value.utf8.count {
      var cursor = LineCursor(bytes: file.bytes, offset: range.lowerBound)
      _ = cursor.next()
      while let line = cursor.next(), line.content.upperBound <= end {
        guard let first = file.bytes[line.content].first else { continue }
        guard first == UInt8(ascii: " ") else { break }
        found.append(line.content)
      }
    }
    lines = found
  }
}
