import Catalog
import Diagnostics

/// Reads front matter that holds nothing but lines `key: text`, without the YAML parser.
///
/// Nearly all front matter is such, and a parser for all of YAML takes longer to set up than these
/// lines take to read. What could mean anything else in YAML is left to the parser: the result is the
/// parser's, or there is none.
enum FlatFrontMatter {
  /// Returns the mapping in the lines of `range`, or `nil` when a line is of another kind.
  static func read(_ source: SourceFile, range: Range<Int>) -> YAMLValue? {
    var lines = LineCursor(bytes: source.bytes[..<range.upperBound], offset: range.lowerBound)
    var entries: [(key: YAMLKey, value: YAMLValue)] = []
    while let line = lines.next() {
      guard line.content.upperBound == line.end - 1,
        let (key, value) = parts(of: line.content, in: source.bytes)
      else { return nil }
      let name = text(key, in: source)
      guard !entries.contains(where: { $0.key.text == name }) else { return nil }
      let scalar = text(value, in: source)
      guard !nulls.contains(scalar) else { return nil }
      entries.append(
        (
          YAMLKey(name, at: source.span(key)),
          YAMLValue(.scalar(scalar, isPlain: true), at: source.span(value))
        ))
    }
    guard !entries.isEmpty else { return nil }
    return YAMLValue(.map(entries), at: source.span(range.lowerBound..<range.lowerBound))
  }

  /// Words that stand for nothing.
  private static let nulls: Set<String> = ["null", "Null", "NULL"]

  private static func text(_ range: Range<Int>, in source: SourceFile) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  /// Returns the key and the text of a line; both begin with a letter or digit.
  private static func parts(
    of line: Range<Int>, in bytes: [UInt8]
  ) -> (key: Range<Int>, value: Range<Int>)? {
    guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return nil }
    let key = line.lowerBound..<colon
    guard let first = key.first, isLetter(bytes[first]), key.count <= longestKey,
      key.allSatisfy({ isLetter(bytes[$0]) || isDigit(bytes[$0]) || bytes[$0] == UInt8(ascii: "_") }
      ),
      colon + 2 < line.upperBound, bytes[colon + 1] == UInt8(ascii: " ")
    else { return nil }
    let value = (colon + 2)..<line.upperBound
    let (start, end) = (bytes[value.lowerBound], bytes[value.upperBound - 1])
    guard isLetter(start) || isDigit(start), end != UInt8(ascii: " "), end != UInt8(ascii: ":")
    else {
      return nil
    }
    for offset in value {
      switch bytes[offset] {
      // The end of a key, unless a word goes on behind it.
      case UInt8(ascii: ":"): if bytes[offset + 1] == UInt8(ascii: " ") { return nil }
      // What may begin a comment, a list, a mapping, a name or a use of a name.
      case UInt8(ascii: "#"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
        UInt8(ascii: "}"), UInt8(ascii: "&"), UInt8(ascii: "*"):
        return nil
      case 0x20..<0x7F: break
      default: return nil
      }
    }
    return (key, value)
  }

  /// Longer ones are no names of fields, and YAML has a limit for them.
  private static let longestKey = 64

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
