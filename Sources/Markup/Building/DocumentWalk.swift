import Diagnostics

/// Walks a finished tree once: lists headings, forms and links, reports what is not allowed, and
/// puts markers where the output has gaps.
struct DocumentWalk {
  let text: BodyText
  /// The texts of nodes that were not parsed from the body itself; see `Node.mark`.
  let origins: [InlineContent]

  var headings: [HeadingDraft] = []
  var forms: [Form] = []
  var links: [Link] = []
  var code: [SourceSpan] = []
  var faults: [Diagnostic] = []

  var containers = ContainerStack()
  /// Follows the places of inlines in the current block, if it holds any that need one.
  var locator: InlineLocator?
  /// The place of the current block, for what has no place of its own.
  var blockSpan = 0..<0
  /// The heading that the walk is in.
  var heading: HeadingDraft?
  /// The links and images around the current node.
  var openLinks: [OpenLink] = []
  /// How many of these are images.
  var imageDepth = 0
  /// The names of the HTML tags that have been reported and not been closed.
  var openTags: [Substring] = []

  init(_ text: BodyText, origins: [InlineContent]) {
    self.text = text
    self.origins = origins
  }

  /// Visits every node of the tree.
  mutating func run(_ tree: borrowing NodeTree) {
    var walk = TreeWalk(tree.root)
    while let step = walk.next() {
      switch step.kind {
      case .text:
        locator?.passText(step.node)
        if text.holdsReferences { checkText(step.node.literal) }
        if heading != nil { heading?.text += step.node.literal }
      case .softBreak, .lineBreak:
        locator?.passBreak(isHard: step.kind == .lineBreak)
        if heading != nil { heading?.text += " " }
      case .code: visitCode(step.node)
      case .link, .image:
        if step.isEntering {
          enterLink(step.node, step.kind)
        } else {
          leaveLink(step.node, step.kind)
        }
      case .htmlInline: visitInlineHTML(step.node)
      case .paragraph, .customInline:
        if step.isEntering { enterText(step.node, step.kind) } else { locator = nil }
      case .heading:
        if step.isEntering { enterHeading(step.node) } else { leaveHeading(step.node) }
      case .blockQuote, .item:
        if step.isEntering {
          containers.push(step.node, step.kind, in: text)
        } else {
          containers.pop()
        }
      case .codeBlock: visitCodeBlock(step.node)
      case .htmlBlock: visitHTMLBlock(step.node)
      case .thematicBreak, .other: break
      }
    }
  }

  /// Reports a control character that a character reference stands for.
  mutating func checkText(_ words: String) {
    guard let scalar = TextCheck.controlCharacter(in: words) else { return }
    faults.append(
      Diagnostic(
        "control-character",
        "a character reference gives the control character \(TextCheck.codePoint(scalar))",
        at: span(nil), help: ["remove it"]))
  }

  /// Begins a paragraph, a heading or a table cell.
  mutating func enterText(_ node: Node, _ kind: Node.Kind) {
    let mark = node.mark
    if mark > 0, mark <= origins.count {
      let content = origins[mark - 1]
      locator = InlineLocator(content)
      let start = content.map.source(0)
      blockSpan = start..<start
      return
    }
    guard kind != .customInline else { return }
    let start = text.start(ofLine: node.startLine) + node.startColumn - 1
    let end = text.end(ofLine: max(node.startLine, node.endLine))
    blockSpan = start..<max(start, text.end(ofLine: node.startLine))
    guard text.holdsLocated(start..<max(start, end)) else { return }
    locator = InlineLocator(InlineContent(node, kind, inside: containers, of: text))
  }

  /// Returns the place of a stretch of the current block's text.
  func span(_ range: Range<Int>?) -> SourceSpan {
    guard let range, let content = locator?.content else { return text.span(blockSpan) }
    return text.span(content.map.source(range))
  }
}
