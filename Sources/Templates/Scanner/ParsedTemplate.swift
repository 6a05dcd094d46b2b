internal import Diagnostics
internal import Mustache

/// One template file: its tags for the checker and its compiled form for rendering.
struct ParsedTemplate: Sendable {
  /// The path below `Templates/` without `.mustache`; the name in `{{>name}}` and in front matter.
  let name: String
  let source: SourceFile
  let nodes: [TemplateNode]
  /// The faults of writing, before any name is looked at.
  let diagnostics: [Diagnostic]
  /// `nil` when there are such faults.
  let compiled: MustacheTemplate?

  init(name: String, source: SourceFile) {
    self.name = name
    self.source = source
    let faults = Self.textFaults(of: source)
    guard faults.isEmpty else {
      nodes = []
      compiled = nil
      diagnostics = faults
      return
    }
    let (tags, tagFaults) = TagScanner.scan(source)
    let (nodes, treeFaults) = TagTree.build(tags, of: source)
    self.nodes = nodes
    let tagging = tagFaults + treeFaults
    // An editor's byte order mark is no part of the page.
    let bytes = source.bytes[Self.mark(of: source)...]
    let bare = String(decoding: bytes, as: UTF8.self)
    let (compiled, libraryFaults) = tagging.isEmpty ? Self.compile(bare, of: source) : (nil, [])
    self.compiled = compiled
    diagnostics = tagging + libraryFaults
  }

  /// Compiles the text, headed by the pragma that selects our escaping.
  ///
  /// What our scanner accepts the library should accept too; if it ever does not, its own words
  /// and place are reported rather than dropped.
  private static func compile(
    _ text: String, of source: SourceFile
  ) -> (MustacheTemplate?, [Diagnostic]) {
    HTMLText.registered
    do {
      return (try MustacheTemplate(string: "{{%CONTENT_TYPE: \(HTMLText.name)}}\n" + text), [])
    } catch let fault as MustacheTemplate.ParserError {
      let place = SourceSpan(
        file: source.path, line: max(fault.context.lineNumber - 1, 1),
        column: fault.context.columnNumber)
      return (
        nil, [Diagnostic("malformed-tag", .error, "tag cannot be read: \(fault.error)", at: place)]
      )
    } catch {
      return (
        nil, [Diagnostic("malformed-tag", .error, "template cannot be read: \(error)", at: nil)]
      )
    }
  }

  /// The length of an editor's byte order mark.
  private static func mark(of source: SourceFile) -> Int {
    source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  /// More than any page needs; what reads a template may take time in proportion to its square.
  static let mostBytes = 256 << 10

  /// Returns what keeps the bytes from being a template's text.
  private static func textFaults(of source: SourceFile) -> [Diagnostic] {
    guard source.bytes.count <= mostBytes else {
      return [
        Diagnostic(
          "template-too-large", "template has \(source.bytes.count) bytes, more than \(mostBytes)",
          at: source.span(0..<0), help: ["take parts of it into partials"])
      ]
    }
    let range = mark(of: source)..<source.bytes.count
    return TextCheck.findings(in: source.bytes, range: range).prefix(1).map { finding, range in
      switch finding {
      case .utf16, .invalidUTF8:
        Diagnostic(
          "invalid-utf8", "template is not UTF-8 text", at: source.span(range),
          help: ["save the file as UTF-8"])
      case .controlCharacter(let scalar):
        Diagnostic(
          "control-character", "found the control character \(TextCheck.codePoint(scalar))",
          at: source.span(range), help: ["remove it"])
      }
    }
  }
}
