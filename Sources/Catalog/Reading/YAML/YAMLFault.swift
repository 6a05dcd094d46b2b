import Diagnostics
import Yams

/// What can be wrong with YAML text.
enum YAMLFault {
  /// The parser's own words, and what it was reading and since where.
  case syntax(String, context: (text: String, span: SourceSpan)?)
  case secondDocument
  case duplicateKey(String, first: SourceSpan?)
  case keyIsNotText
  case alias
  case anchor
  /// The key `<<`, which takes over the fields of another mapping.
  case merge
  /// An escape stands for it.
  case controlCharacter(Unicode.Scalar)
  case tooDeep(limit: Int)
}

extension YAMLFault {
  /// Sorts an error of the parser by kind and finds its place.
  static func from(
    _ error: YamlError, _ positions: YAMLPositions
  ) -> (fault: YAMLFault, span: SourceSpan?) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _):
      if problem.contains("undefined alias") { return (.alias, positions.point(mark)) }
      let place = context.map { (text: $0.text, span: positions.point($0.mark)) }
      return (.syntax(problem, context: place), positions.point(mark))
    case .composer(_, let problem, let mark, _):
      if problem.contains("undefined alias") { return (.alias, positions.point(mark)) }
      let isSecond = problem.contains("another document")
      return (isSecond ? .secondDocument : .syntax(problem, context: nil), positions.point(mark))
    case .duplicatedKeysInMapping(let keys, let context):
      let places = positions.places(ofKey: keys.first ?? "", from: context.mark)
      return (.duplicateKey(keys.first ?? "", first: places.first), places.second ?? places.first)
    case .reader(let problem, _, _, _): return (.syntax(problem, context: nil), nil)
    default: return (.syntax("\(error)", context: nil), nil)
    }
  }
}

extension YAMLFault: CatalogFault {
  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    switch self {
    case .syntax(let problem, let context):
      let notes = context.map { [Diagnostic.Note($0.text, at: $0.span)] } ?? []
      return Diagnostic(
        "yaml-syntax", "the YAML cannot be read: \(problem)", at: span, notes: notes,
        help: Self.help(for: problem))
    case .secondDocument:
      return Diagnostic(
        "yaml-syntax", "found a second YAML document, expected one", at: span,
        help: ["remove the line '---' or '...'"])
    case .duplicateKey(let key, let first):
      return Diagnostic(
        "duplicate-key", "the key '\(key)' is there twice", at: span,
        notes: first.map { [.init("first", at: $0)] } ?? [], help: ["remove one"])
    case .keyIsNotText:
      return Diagnostic(
        "yaml-key", "found a list or a mapping as key, expected a text", at: span,
        help: ["put a text that begins with '[' or '{' in quotes"])
    case .alias:
      return Diagnostic(
        "yaml-alias", "found an alias; anchors and aliases are not supported", at: span,
        help: ["write the value out"])
    case .anchor:
      return Diagnostic(
        "yaml-alias", "found an anchor; anchors and aliases are not supported", at: span,
        help: ["remove the anchor, or put a text that begins with '&' in quotes"])
    case .merge:
      return Diagnostic(
        "yaml-alias", "found the key '<<'; mappings cannot take over each other's fields", at: span,
        help: ["write the fields out, or put the key in quotes"])
    case .controlCharacter(let scalar):
      return Diagnostic(
        "control-character",
        "the text holds the control character \(TextCheck.codePoint(scalar))", at: span,
        help: ["remove its escape"])
    case .tooDeep(let limit):
      return Diagnostic(
        "yaml-depth", "the YAML nests deeper than \(limit) levels", at: span,
        help: ["put a text that holds brackets in quotes"])
    }
  }

  private static func help(for problem: String) -> [String] {
    if problem.contains("mapping values are not allowed") {
      return ["put a text that holds ': ' in quotes"]
    }
    if problem.contains("cannot start any token") {
      return ["put the text in quotes; indent with spaces, not tabs"]
    }
    if problem.contains("violates indentation") { return ["indent with spaces, not tabs"] }
    if problem.contains("unexpected end of stream") {
      return ["close the quote that opens there"]
    }
    if problem.contains("did not find expected key") {
      return ["check the indentation of this line and the quotes before it"]
    }
    return []
  }
}

extension YAMLPositions {
  /// Returns where a key stands at `mark` and where it stands next in the same line or column, or
  /// anywhere when there is no such place.
  fileprivate func places(
    ofKey key: String, from mark: Mark
  ) -> (first: SourceSpan?, second: SourceSpan?) {
    let text = Array(key.utf8)
    let start = offset(of: mark)
    let column = source.position(at: start).column
    let first = source.span(start..<min(start + text.count, source.bytes.count))
    var anywhere: SourceSpan?
    var offset = start + max(text.count, 1)
    while offset + text.count <= source.bytes.count, !text.isEmpty {
      if source.bytes[offset...].starts(with: text), follows(offset + text.count) {
        let span = source.span(offset..<offset + text.count)
        if span.start.column == column || span.start.line == first.start.line {
          return (first, span)
        }
        if anywhere == nil { anywhere = span }
      }
      offset += 1
    }
    return (first, anywhere)
  }

  /// Whether a colon follows, after blanks or a closing quote.
  private func follows(_ offset: Int) -> Bool {
    let rest = source.bytes[offset...].drop { [0x20, 0x22, 0x27].contains($0) }
    return rest.first == UInt8(ascii: ":")
  }
}
