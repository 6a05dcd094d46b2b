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
    guard let text = String(validating: source.bytes, as: UTF8.self) else {
      let offset = Self.firstInvalidByte(source.bytes)
      nodes = []
      compiled = nil
      diagnostics = [
        Diagnostic(
          "invalid-utf8", .error, "template is not UTF-8 text",
          at: source.span(offset..<(offset + 1)))
      ]
      return
    }
    let (tags, tagFaults) = TagScanner.scan(source)
    let (nodes, treeFaults) = TagTree.build(tags, of: source)
    self.nodes = nodes
    let faults = tagFaults + treeFaults
    // An editor's byte order mark is no part of the page.
    let bare = text.hasPrefix("\u{FEFF}") ? String(text.unicodeScalars.dropFirst()) : text
    let (compiled, libraryFaults) = faults.isEmpty ? Self.compile(bare, of: source) : (nil, [])
    self.compiled = compiled
    diagnostics = faults + libraryFaults
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

  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
    var low = 0
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    while case .scalarValue(let scalar) = decoder.decode(&iterator) {
      low += UTF8.width(scalar)
    }
    return min(low, max(bytes.count - 1, 0))
  }
}
