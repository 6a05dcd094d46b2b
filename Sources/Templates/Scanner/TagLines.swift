/// The lines of a template: a tag that prints nothing takes its line with it when it stands alone.
struct TagLines {
  private let bytes: [UInt8]
  private let start: Int

  /// - Parameters:
  ///   - bytes: the template's file.
  ///   - start: where the text of the template begins.
  init(_ bytes: [UInt8], start: Int) {
    self.bytes = bytes
    self.start = start
  }

  /// Whether a line begins here.
  func isStart(_ index: Int) -> Bool {
    index == start || bytes[index - 1] == UInt8(ascii: "\n")
  }

  /// Returns the whole line or lines of a tag, with the line break, where nothing but space stands
  /// beside it.
  func line(of tag: Range<Int>) -> Range<Int>? {
    var lower = tag.lowerBound
    while !isStart(lower) {
      guard Self.isSpace(bytes[lower - 1]) else { return nil }
      lower -= 1
    }
    var upper = tag.upperBound
    while upper < bytes.count, Self.isSpace(bytes[upper]) { upper += 1 }
    guard upper < bytes.count else { return lower..<upper }
    if bytes[upper] == UInt8(ascii: "\r"), upper + 1 < bytes.count { upper += 1 }
    return bytes[upper] == UInt8(ascii: "\n") ? lower..<(upper + 1) : nil
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
