internal import Diagnostics

/// Pairs the section tags of a template and puts its text between them.
struct TagTree {
  /// How deep sections may stand in each other; they are rendered by recursion.
  static let deepest = 64

  private struct Open {
    var tag: TemplateTag
    var nodes: [TemplateNode] = []
  }

  private let source: SourceFile
  private let lines: TagLines
  /// Where the text begins that is in no node yet.
  private var position: Int
  private var nodes: [TemplateNode] = []
  private var open: [Open] = []
  private var diagnostics: [Diagnostic] = []

  /// Returns the tree of `tags` and of the text between them, which begins at `start`, with the faults
  /// of pairing.
  static func build(
    _ tags: [TemplateTag], of source: SourceFile, from start: Int
  ) -> (nodes: [TemplateNode], diagnostics: [Diagnostic]) {
    var tree = TagTree(source: source, start: start)
    for tag in tags { tree.add(tag) }
    while let section = tree.open.last { tree.reportUnclosed(section) }
    tree.appendText(upTo: source.bytes.count)
    return (tree.nodes, tree.diagnostics)
  }

  private init(source: SourceFile, start: Int) {
    self.source = source
    lines = TagLines(source.bytes, start: start)
    position = start
  }

  private mutating func add(_ tag: TemplateTag) {
    let line = tag.kind.canStandAlone ? lines.line(of: tag.range) : nil
    appendText(upTo: (line ?? tag.range).lowerBound)
    // A line that begins with a tag begins all the same when the tag prints nothing.
    if line == nil, lines.isStart(tag.range.lowerBound) {
      append(.text(tag.range.lowerBound..<tag.range.lowerBound, beginsLine: true))
    }
    position = (line ?? tag.range).upperBound
    switch tag.kind {
    case .variable, .unescaped: append(.variable(tag))
    case .partial:
      let start = tag.range.lowerBound
      append(.partial(tag, indentation: (line?.lowerBound ?? start)..<start))
    case .comment: break
    case .section, .inverted:
      open.append(Open(tag: tag))
      if open.count == Self.deepest + 1 {
        diagnostics.append(
          Diagnostic(
            "deep-nesting", .error, "section is nested more than \(Self.deepest) levels deep",
            at: source.span(tag.range)))
      }
    case .close: close(tag)
    }
  }

  private mutating func close(_ tag: TemplateTag) {
    guard let section = open.last else {
      diagnostics.append(
        Diagnostic(
          "unopened-section", .error, "'\(tag.text)' is closed here but no section is open",
          at: source.span(tag.range)))
      return
    }
    if section.tag.text == tag.text { return finish(section) }
    if open.contains(where: { $0.tag.text == tag.text }) {
      while let inner = open.last, inner.tag.text != tag.text { reportUnclosed(inner) }
      if let outer = open.last { finish(outer) }
      return
    }
    let summary = "'\(tag.text)' is closed here; expected '\(section.tag.text)'"
    diagnostics.append(
      Diagnostic(
        "mismatched-section", .error, summary, at: source.span(tag.range),
        notes: [
          .init("'\(section.tag.text)' is opened here", at: source.span(section.tag.range))
        ]))
    finish(section)
  }

  private mutating func reportUnclosed(_ section: Open) {
    diagnostics.append(
      Diagnostic(
        "unclosed-section", .error,
        "section '\(section.tag.text)' is not closed; expected '{{/\(section.tag.text)}}'",
        at: source.span(section.tag.range)))
    finish(section)
  }

  private mutating func finish(_ section: Open) {
    open.removeLast()
    // What is too deep has been reported; a tree that deep could not even be freed safely.
    guard open.count < Self.deepest else { return }
    append(.section(section.tag, section.nodes))
  }

  private mutating func appendText(upTo end: Int) {
    guard position < end else { return }
    append(.text(position..<end, beginsLine: lines.isStart(position)))
  }

  private mutating func append(_ node: TemplateNode) {
    if open.isEmpty { nodes.append(node) } else { open[open.count - 1].nodes.append(node) }
  }
}
