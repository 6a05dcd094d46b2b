/// The name inside a tag, taken apart: `uppercased(page.title)` is `page.title` with one transform.
struct TagName {
  var name: String
  /// What is asked of a file, where the name is that of one: `asset(site.css)`.
  var file: TemplateFile?
  /// From the outside in.
  var transforms: [String]

  /// Reads a name, or returns `nil` when the text is not one.
  ///
  /// - Parameters:
  ///   - text: what stands in the tag, without surrounding space.
  ///   - isPartial: whether it names a template, which may hold `/` and has no transforms.
  init?(_ text: String, isPartial: Bool) {
    if isPartial {
      guard !text.isEmpty, text.utf8.allSatisfy({ Self.isNamePart($0) || $0 == UInt8(ascii: "/") })
      else { return nil }
      (name, transforms) = (text, [])
      return
    }
    if let file = TemplateFile.allCases.first(where: { text.hasPrefix($0.rawValue + "(") }) {
      let inner = text.dropFirst(file.rawValue.utf8.count + 1)
      guard inner.last == ")", inner.utf8.count > 1 else { return nil }
      (name, transforms, self.file) = (String(inner.dropLast()), [], file)
      return
    }
    var parts = text.split(separator: "(", omittingEmptySubsequences: false)
    guard var last = parts.popLast() else { return nil }
    let closings = last.reversed().prefix { $0 == ")" }.count
    guard closings == parts.count else { return nil }
    last = last.dropLast(closings)
    guard parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy(Self.isNamePart) }) else {
      return nil
    }
    guard Self.isPath(last) || (last.isEmpty && !parts.isEmpty) else { return nil }
    name = String(last)
    transforms = parts.map(String.init)
  }

  /// Whether the text is `.`, `a`, `a.b` or `.a`.
  private static func isPath(_ text: Substring) -> Bool {
    if text == "." { return true }
    let path = text.first == "." ? text.dropFirst() : text
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    return parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { isNamePart($0) && $0 != UInt8(ascii: ".") }
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether a byte is white space inside a tag.
  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

  /// Returns `range` without the white space at its ends.
  static func trimmed(_ range: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return start..<end
  }
}
