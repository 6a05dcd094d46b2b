internal import Diagnostics

/// Finds the tags of one template and reports the ones that are badly written.
///
/// It reads Mustache less what a checked template cannot have (own delimiters, inheritance, names
/// computed at run time), and it goes on after a fault.
struct TagScanner {
  private let source: SourceFile
  private var position = 0
  private var tags: [TemplateTag] = []
  private var diagnostics: [Diagnostic] = []

  private static let opening = Array("{{".utf8)
  private static let closing = Array("}}".utf8)

  /// Returns the tags of `source` in order, with the faults found.
  static func scan(_ source: SourceFile) -> (tags: [TemplateTag], diagnostics: [Diagnostic]) {
    var scanner = TagScanner(source: source)
    scanner.run()
    return (scanner.tags, scanner.diagnostics)
  }

  private init(source: SourceFile) { self.source = source }

  private mutating func run() {
    let bytes = source.bytes
    while position < bytes.count {
      if starts(with: Self.opening, at: position) {
        readTag()
      } else if starts(with: Self.closing, at: position) {
        readStrayClosing()
      } else {
        position += 1
      }
    }
  }

  private mutating func readStrayClosing() {
    let start = position
    while position < source.bytes.count, source.bytes[position] == UInt8(ascii: "}") {
      position += 1
    }
    report(
      "stray-delimiter", "'}}' outside a tag; expected '{{' before it", start..<position,
      help: ["write '} }' where two braces are meant as text"])
  }

  /// Reads the tag at `position` and moves behind it.
  private mutating func readTag() {
    let start = position
    let sigil = start + 2 < source.bytes.count ? source.bytes[start + 2] : 0
    if sigil == UInt8(ascii: "!") { return readComment(from: start) }
    let isTriple = sigil == UInt8(ascii: "{")
    guard let contentEnd = endOfTag(from: start + (isTriple ? 3 : 2)) else {
      report(
        "unclosed-tag", "tag is not closed; expected '\(isTriple ? "}}}" : "}}")'",
        start..<position)
      return
    }
    position = contentEnd + 2
    let hasThird = position < source.bytes.count && source.bytes[position] == UInt8(ascii: "}")
    if hasThird { position += 1 }
    let range = start..<position
    if isTriple != hasThird {
      let found = isTriple ? "two" : "three"
      let expected = isTriple ? "three" : "two"
      let help = isTriple ? [] : ["put a space before a brace that is meant as text"]
      return report(
        "stray-delimiter", "tag ends in \(found) braces; expected \(expected)", range, help: help)
    }
    readContent(sigil: sigil, content: (start + 2)..<contentEnd, range: range)
  }

  private mutating func readComment(from start: Int) {
    guard let end = firstIndex(of: Self.closing, from: start + 3) else {
      position = source.bytes.count
      return report("unclosed-tag", "comment is not closed; expected '}}'", start..<(start + 3))
    }
    position = end + 2
    tags.append(.comment(start..<position))
    // A comment that is not closed would end with the next tag, and all between would be gone.
    guard let inner = firstIndex(of: Self.opening, from: start + 3), inner < end else { return }
    report(
      "nested-tag", "comment holds '{{'; expected '}}' before it", inner..<inner + 2,
      help: ["close the comment with '}}', or leave the braces out of it"])
  }

  /// Returns where the closing braces begin; on a fault moves to where reading can go on.
  private mutating func endOfTag(from start: Int) -> Int? {
    var index = start
    while index < source.bytes.count {
      if starts(with: Self.closing, at: index) { return index }
      if starts(with: Self.opening, at: index) { break }
      guard source.bytes[index] == UInt8(ascii: "\n") else {
        index += 1
        continue
      }
      // A name may be followed by line breaks, but a tag that swallows following text is unclosed.
      let next = source.bytes[index...].firstIndex { !TagName.isSpace($0) }
      guard let next, source.bytes[next] == UInt8(ascii: "}") else { break }
      index = next
    }
    position = index
    return nil
  }

  private mutating func readContent(sigil: UInt8, content: Range<Int>, range: Range<Int>) {
    var content = content
    let kind: TemplateTag.Kind
    switch sigil {
    case UInt8(ascii: "#"): kind = .section
    case UInt8(ascii: "^"): kind = .inverted
    case UInt8(ascii: "/"): kind = .close
    case UInt8(ascii: ">"): kind = .partial
    case UInt8(ascii: "{"), UInt8(ascii: "&"): kind = .unescaped
    case UInt8(ascii: "="): return unsupported("own delimiters are", range)
    case UInt8(ascii: "%"): return unsupported("a pragma is", range)
    case UInt8(ascii: "<"), UInt8(ascii: "$"): return unsupported("template inheritance is", range)
    default: kind = .variable
    }
    if kind != .variable { content = (content.lowerBound + 1)..<content.upperBound }
    let nameRange = TagName.trimmed(content, in: source.bytes)
    let text = String(decoding: source.bytes[nameRange], as: UTF8.self)
    if kind == .partial, text.hasPrefix("*") {
      return unsupported("a partial named at run time is", range)
    }
    guard let name = TagName(text, isPartial: kind == .partial) else {
      return reportMalformed(text, nameRange: nameRange, range: range)
    }
    tags.append(
      TemplateTag(
        kind: kind, text: text, name: name.name, transforms: name.transforms, file: name.file,
        nameRange: nameRange, range: range))
  }

  private mutating func reportMalformed(_ text: String, nameRange: Range<Int>, range: Range<Int>) {
    if text.isEmpty { return report("malformed-tag", "tag has no name; expected one", range) }
    if let first = text.first, "#^/>&!".contains(first) {
      return report(
        "malformed-tag", "'\(first)' stands after a space; expected it directly after '{{'",
        nameRange)
    }
    report(
      "malformed-tag",
      "'\(text)' is not a name; expected letters, digits, '_', '-', with '.' between parts",
      nameRange)
  }

  private mutating func unsupported(_ what: String, _ range: Range<Int>) {
    report(
      "unsupported-tag",
      "\(what) not supported; expected a variable, section, partial or comment", range)
  }

  private mutating func report(
    _ id: Diagnostic.Identifier, _ summary: String, _ range: Range<Int>, help: [String] = []
  ) {
    diagnostics.append(Diagnostic(id, .error, summary, at: source.span(range), help: help))
  }

  private func starts(with pair: [UInt8], at index: Int) -> Bool {
    index + 1 < source.bytes.count && source.bytes[index] == pair[0]
      && source.bytes[index + 1] == pair[1]
  }

  private func firstIndex(of pair: [UInt8], from start: Int) -> Int? {
    guard start < source.bytes.count else { return nil }
    return (start..<source.bytes.count).first { starts(with: pair, at: $0) }
  }
}
