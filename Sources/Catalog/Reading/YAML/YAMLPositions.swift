import Diagnostics
import Yams

/// Turns the parser's marks into byte offsets of the file.
///
/// libyaml counts columns in Unicode scalars and ends lines at CR, NEL, LS and PS too.
struct YAMLPositions {
  let source: SourceFile
  private let end: Int
  private let lineStarts: [Int]

  init(_ source: SourceFile, range: Range<Int>) {
    self.source = source
    end = range.upperBound
    let bytes = source.bytes
    var starts = [range.lowerBound]
    if bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) { starts[0] += 3 }
    var offset = starts[0]
    while offset < end {
      let length = Self.lineBreakLength(bytes, at: offset, end: end)
      offset += max(length, 1)
      if length > 0 { starts.append(offset) }
    }
    lineStarts = starts
  }

  private static func lineBreakLength(_ bytes: [UInt8], at offset: Int, end: Int) -> Int {
    switch bytes[offset] {
    case 0x0A: 1
    case 0x0D: offset + 1 < end && bytes[offset + 1] == 0x0A ? 2 : 1
    case 0xC2: offset + 1 < end && bytes[offset + 1] == 0x85 ? 2 : 0
    case 0xE2:
      offset + 2 < end && bytes[offset + 1] == 0x80 && bytes[offset + 2] & 0xFE == 0xA8 ? 3 : 0
    default: 0
    }
  }

  /// Returns the byte offset of a mark; one past the text gives the end.
  func offset(of mark: Mark) -> Int {
    guard mark.line >= 1, mark.line <= lineStarts.count else { return end }
    var offset = lineStarts[mark.line - 1]
    var column = 1
    while column < mark.column, offset < end {
      offset += 1
      while offset < end, source.bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    return offset
  }

  /// Returns the place of a mark, without extent.
  func point(_ mark: Mark) -> SourceSpan {
    let offset = offset(of: mark)
    return source.span(offset..<offset)
  }

  /// Returns the place of a scalar: all of it when it stands on one line, else its first line.
  func span(of scalar: Node.Scalar) -> SourceSpan {
    guard let mark = scalar.mark else { return source.span(end..<end) }
    let start = offset(of: mark)
    var stop = start
    let text = Array(scalar.string.utf8)
    if source.bytes[start..<end].starts(with: text) {
      stop = start + text.count
    } else {
      while stop < end, source.bytes[stop] != 0x0A, source.bytes[stop] != 0x0D { stop += 1 }
      stop = closingQuote(from: start, to: stop) ?? stop
    }
    return source.span(start..<stop)
  }

  /// Returns the offset after the quote that closes a quoted scalar on its first line.
  private func closingQuote(from start: Int, to stop: Int) -> Int? {
    guard start < stop, [0x22, 0x27].contains(source.bytes[start]) else { return nil }
    let quote = source.bytes[start]
    var offset = start + 1
    while offset < stop {
      let byte = source.bytes[offset]
      let next = offset + 1 < stop ? source.bytes[offset + 1] : 0
      if byte == quote, quote == 0x27, next == quote {
        offset += 2
      } else if byte == quote {
        return offset + 1
      } else {
        offset += byte == 0x5C && quote == 0x22 ? 2 : 1
      }
    }
    return nil
  }
}
