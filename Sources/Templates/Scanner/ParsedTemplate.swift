internal import Diagnostics

/// One template file, taken apart.
struct ParsedTemplate: Sendable {
  /// The path below `Templates/` without `.mustache`; the name in `{{>name}}` and in front matter.
  let name: String
  let source: SourceFile
  let nodes: [TemplateNode]
  /// The faults of writing, before any name is looked at.
  let diagnostics: [Diagnostic]

  init(name: String, source: SourceFile) {
    self.name = name
    self.source = source
    let faults = Self.textFaults(of: source)
    guard faults.isEmpty else {
      nodes = []
      diagnostics = faults
      return
    }
    let (tags, tagFaults) = TagScanner.scan(source)
    // An editor's byte order mark is no part of the page.
    let (nodes, treeFaults) = TagTree.build(tags, of: source, from: Self.mark(of: source))
    self.nodes = nodes
    diagnostics = tagFaults + treeFaults
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
