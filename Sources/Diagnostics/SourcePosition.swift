/// A place in a source file, counted from 1 as editors do.
///
/// Columns count UTF-8 bytes, not characters, so that every tool that reads the same bytes agrees.
package struct SourcePosition: Hashable, Comparable, Sendable {
  /// The line, from 1.
  package var line: Int
  /// The column in UTF-8 bytes, from 1.
  package var column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.line, lhs.column) < (rhs.line, rhs.column)
  }
}

/// A stretch of one source file. The end is exclusive; an empty span marks a point.
package struct SourceSpan: Hashable, Comparable, Sendable {
  /// The path as shown to the author: relative to the site folder, with `/` between components.
  package var file: String
  /// Where the stretch begins.
  package var start: SourcePosition
  /// Where the stretch ends, exclusive.
  package var end: SourcePosition

  package init(file: String, start: SourcePosition, end: SourcePosition? = nil) {
    self.file = file
    self.start = start
    self.end = end ?? start
  }

  package init(file: String, line: Int, column: Int = 1) {
    self.init(file: file, start: SourcePosition(line: line, column: column))
  }

  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.file, lhs.start, lhs.end) < (rhs.file, rhs.start, rhs.end)
  }
}
