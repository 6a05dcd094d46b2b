import Diagnostics

/// The bytes of one Markdown text with what a first pass over them finds out.
struct BodyText {
  /// The file that positions name.
  let file: SourceFile
  /// The bytes that hold the text; offsets below count in them.
  let bytes: [UInt8]
  /// The part of `bytes` that is the text, without a byte order mark.
  let range: Range<Int>
  /// Leads from `bytes` to the file when they are not the file's own.
  let outer: ContentMap?

  /// The offset of the first byte of each line, as cmark counts lines.
  private(set) var lineStarts: [Int] = []
  /// The lines, from 1, that hold nothing but `-`, `|`, `:`, `>` and spaces, with `-` and one of
  /// `|` and `:`. Only these can be the delimiter row of a table.
  private(set) var delimiterLines: [Int] = []
  /// The offsets of `[`, `<` and `=`, in order: without them a block holds no link, HTML or form.
  private(set) var locatedMarks: [Int] = []
  /// Whether the text holds `]:`, without which it cannot define link references.
  private(set) var holdsDefinitions = false
  /// Whether the text holds `&#`, without which no character reference stands for a control.
  private(set) var holdsReferences = false
  /// The offset of the first image of a run that is longer than `imageLimit`.
  private(set) var firstExcessImage: Int?
  /// The offset of the first byte that is zero or not UTF-8.
  private(set) var firstBadByte: Int?

  init(file: SourceFile, bytes: [UInt8], range: Range<Int>, outer: ContentMap? = nil) {
    self.file = file
    self.bytes = bytes
    self.outer = outer
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let start = bytes[range].starts(with: mark) ? range.lowerBound + mark.count : range.lowerBound
    self.range = start..<range.upperBound
    scan()
  }

  /// The number of lines, counting an empty one after a final line break.
  var lineCount: Int { lineStarts.count }

  /// Returns the offset of the first byte of a line, from 1; lines past the end give the end.
  func start(ofLine line: Int) -> Int {
    line <= lineStarts.count ? lineStarts[max(line, 1) - 1] : range.upperBound
  }

  /// Returns the offset of the line break that ends a line, from 1.
  func end(ofLine line: Int) -> Int {
    let start = start(ofLine: line)
    var end = self.start(ofLine: line + 1)
    if end > start, line < lineStarts.count, bytes[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if end > start, line < lineStarts.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return end
  }

  /// Returns the line, from 1, that holds the byte at `offset`.
  func line(at offset: Int) -> Int {
    var low = 0
    var high = lineStarts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// Whether a stretch could hold a link, HTML or a form.
  func holdsLocated(_ range: Range<Int>) -> Bool {
    var low = 0
    var high = locatedMarks.count
    while low < high {
      let middle = (low + high) / 2
      if locatedMarks[middle] < range.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < locatedMarks.count && locatedMarks[low] < range.upperBound
  }

  /// Returns the place of `range` in the file.
  func span(_ range: Range<Int>) -> SourceSpan {
    guard let outer else { return file.span(range) }
    return file.span(outer.source(range))
  }

  /// The number of image marks without an empty line between them that is let through.
  ///
  /// Before version 0.30.3 libcmark takes time in proportion to the links of a paragraph times its
  /// image marks that close nothing (`![[]()` repeated); nothing else here is worse than linear.
  static let imageLimit = 4096

  /// The classes of bytes that tell a delimiter row.
  private enum LineMark {
    static let other: UInt8 = 1
    static let dash: UInt8 = 2
    static let bar: UInt8 = 4
    static let delimiterRow: UInt8 = dash | bar
  }

  private mutating func scan() {
    // What is added to for each line is kept apart from the whole, whose every use is checked.
    var lineStarts: [Int] = []
    lineStarts.reserveCapacity(range.count / 32 + 1)
    lineStarts.append(range.lowerBound)
    let bytes = bytes
    let span = bytes.span
    var marks: UInt8 = 0
    var previous: UInt8 = 0
    var images = 0
    var offset = range.lowerBound
    let end = range.upperBound
    while offset < end {
      let byte = span[offset]
      if byte &- UInt8(ascii: "a") < 26 {
        // Most bytes are small letters: no need to look at the rest.
        marks |= LineMark.other
        previous = byte
        offset += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if byte == UInt8(ascii: "\r"), offset + 1 < end, span[offset + 1] == UInt8(ascii: "\n") {
          offset += 1
        }
        if marks == LineMark.delimiterRow { delimiterLines.append(lineStarts.count) }
        if marks == 0 { images = 0 }
        marks = 0
        lineStarts.append(offset + 1)
      case UInt8(ascii: "-"): marks |= LineMark.dash
      case UInt8(ascii: "|"): marks |= LineMark.bar
      case UInt8(ascii: ":"):
        marks |= LineMark.bar
        if previous == UInt8(ascii: "]") { holdsDefinitions = true }
      case UInt8(ascii: "#"):
        marks |= LineMark.other
        if previous == UInt8(ascii: "&") { holdsReferences = true }
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: ">"): break
      case UInt8(ascii: "["):
        marks |= LineMark.other
        locatedMarks.append(offset)
        guard previous == UInt8(ascii: "!") else { break }
        images += 1
        if images > BodyText.imageLimit, firstExcessImage == nil { firstExcessImage = offset - 1 }
      case UInt8(ascii: "<"), UInt8(ascii: "="):
        marks |= LineMark.other
        locatedMarks.append(offset)
      case 1..<0x80: marks |= LineMark.other
      default:
        marks |= LineMark.other
        guard byte != 0, let length = UTF8Check.length(of: bytes, at: offset, end: end) else {
          if firstBadByte == nil { firstBadByte = offset }
          break
        }
        offset += length - 1
      }
      previous = byte
      offset += 1
    }
    if marks == LineMark.delimiterRow { delimiterLines.append(lineStarts.count) }
    self.lineStarts = lineStarts
  }
}
