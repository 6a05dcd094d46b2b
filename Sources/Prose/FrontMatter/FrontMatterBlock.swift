import Diagnostics

/// Where the front matter and the body of a file lie.
struct FrontMatterBlock {
  /// The bytes between the two `---` lines, or `nil` when the second is missing.
  var yaml: Range<Int>?
  /// The bytes after the front matter.
  var body: Range<Int>

  /// Finds the block, or returns `nil` when the file does not begin with a `---` line.
  init?(_ source: SourceFile) {
    let bytes = source.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines = LineCursor(bytes: bytes, offset: start)
    guard let first = lines.next(), Self.isFence(bytes[first.content]) else { return nil }
    let yamlStart = first.end
    while let line = lines.next() {
      guard Self.isFence(bytes[line.content]) else { continue }
      yaml = yamlStart..<line.content.lowerBound
      body = line.end..<bytes.count
      return
    }
    body = bytes.count..<bytes.count
  }

  private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
    var end = line.endIndex
    while end > line.startIndex, line[end - 1] == UInt8(ascii: " ") { end -= 1 }
    return line[line.startIndex..<end].elementsEqual([0x2D, 0x2D, 0x2D])
  }
}

/// Steps through the lines of a file by byte offsets.
struct LineCursor {
  private let bytes: ArraySlice<UInt8>
  private var offset: Int

  /// Begins at an offset of a file.
  init(bytes: [UInt8], offset: Int) { self.init(bytes: bytes[...], offset: offset) }

  /// Begins at an offset of a part of a file.
  init(bytes: ArraySlice<UInt8>, offset: Int) {
    self.bytes = bytes
    self.offset = offset
  }

  /// Returns the next line: its bytes without the line break, and where the next line begins.
  mutating func next() -> (content: Range<Int>, end: Int)? {
    guard offset < bytes.endIndex else { return nil }
    let start = offset
    let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
    offset = feed.map { $0 + 1 } ?? bytes.endIndex
    var end = feed ?? bytes.endIndex
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return (start..<end, offset)
  }
}
