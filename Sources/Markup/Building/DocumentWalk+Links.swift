import Diagnostics

/// A link or image whose end the walk has not reached.
struct OpenLink {
  /// The index in the list of links.
  var index: Int
  /// The offset in the text of the block.
  var start: Int
  var scheme: String?
}

extension DocumentWalk {
  mutating func enterLink(_ node: Node, _ kind: Node.Kind) {
    let isImage = kind == .image
    let destination = node.destination
    if text.holdsReferences { checkText(destination + node.title) }
    let scheme = Link.scheme(of: destination)
    let isExternal = scheme != nil && scheme != "ref"
    let start = locator?.passLinkStart(node, isImage: isImage) ?? 0
    openLinks.append(OpenLink(index: links.count, start: start, scheme: scheme))
    if isImage { imageDepth += 1 }
    heading?.holdsLinks = true
    if !isExternal, let marker = Node.make(.text(Marker.bytes(.link, links.count))) {
      node.insertBefore(marker)
    }
    links.append(
      Link(
        destination: destination, title: node.title, isImage: isImage, isExternal: isExternal,
        span: DocumentWalk.unsettledSpan))
  }

  /// Stands for the place of a link until the walk leaves it.
  private static let unsettledSpan = SourceSpan(file: "", line: 0, column: 0)

  mutating func leaveLink(_ node: Node, _ kind: Node.Kind) {
    if kind == .image { imageDepth -= 1 }
    guard let link = openLinks.popLast() else { return }
    let place = span(locator?.passLinkEnd(node, from: link.start))
    links[link.index].span = place
    guard let scheme = link.scheme, Link.unsafeSchemes.contains(scheme) else { return }
    faults.append(
      Diagnostic(
        "unsafe-link", "link with the scheme '\(scheme):' is not allowed", at: place,
        help: ["link to a page of the site, or to an 'https:' address"]))
  }

  mutating func visitInlineHTML(_ node: Node) {
    let literal = node.literal
    let range = locator?.passHTML(node)
    if heading != nil { heading?.text += literal }
    reportHTML(literal, at: span(range))
  }

  mutating func visitHTMLBlock(_ node: Node) {
    let start = text.start(ofLine: node.startLine) + node.startColumn - 1
    var end = max(start, text.end(ofLine: node.startLine))
    while end > start, text.bytes[end - 1] == 32 || text.bytes[end - 1] == 9 { end -= 1 }
    reportHTML(node.literal, at: text.span(start..<end))
  }

  private mutating func reportHTML(_ literal: String, at span: SourceSpan) {
    // The end of an element is told with its beginning.
    let name = literal.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
    if !literal.hasPrefix("</") {
      openTags.append(name)
    } else if let open = openTags.lastIndex(of: name) {
      openTags.remove(at: open)
      return
    }
    let line = literal.prefix { !$0.isNewline }
    let shown = line.count > 40 ? line.prefix(40) + "…" : line
    faults.append(
      Diagnostic(
        "raw-html", "raw HTML '\(shown)' is not allowed", at: span,
        help: ["write Markdown, or put the markup in backticks to show it as text"]))
  }
}
