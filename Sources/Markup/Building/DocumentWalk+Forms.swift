import Diagnostics

extension DocumentWalk {
  mutating func visitCode(_ node: Node) {
    let start = node.literalStart
    let place = locator?.passCode(node)
    if start.0 == UInt8(ascii: "\\"), DocumentWalk.isEscapedEquals(node.literal) {
      let literal = String(node.literal.dropFirst())
      node.setLiteral(Array(literal.utf8))
      if heading != nil { heading?.text += literal }
    } else if start.0 == UInt8(ascii: "=") {
      visitInlineForm(node, place)
    } else if heading != nil {
      heading?.text += node.literal
    }
  }

  /// Whether code begins with backslashes before an equals sign: one of them is there to escape it,
  /// so that two give `\=`.
  private static func isEscapedEquals(_ literal: String) -> Bool {
    literal.utf8.drop { $0 == UInt8(ascii: "\\") }.first == UInt8(ascii: "=")
  }

  private mutating func visitInlineForm(
    _ node: Node, _ place: (whole: Range<Int>, text: Range<Int>)?
  ) {
    let content = String(node.literal.dropFirst())
    let span = span(place?.whole)
    let argument = DocumentWalk.trimmed(content)
    if imageDepth > 0 {
      faults.append(
        Diagnostic(
          "misplaced-form", "form '=\(argument)' cannot stand in the description of an image",
          at: span, help: ["put it into the text beside the image"]))
      return
    }
    if argument == "id" || argument.hasPrefix("id ") {
      setAnchor(DocumentWalk.trimmed(String(argument.dropFirst(2))), node, at: span)
      return
    }
    if argument == "caption" || argument.hasPrefix("caption ") {
      faults.append(
        Diagnostic(
          "misplaced-caption", "'=caption' names a table, but stands above none", at: span,
          help: ["give it words and a line of its own, directly above the table's header row"]))
      node.free()
      return
    }
    let offset = (place?.text.lowerBound ?? 0) + 1
    let map =
      locator?.content.map.part(from: offset, count: content.utf8.count)
      ?? ContentMap(startingAt: blockSpan.lowerBound)
    guard let marker = Node.make(.text(Marker.bytes(.form, forms.count))) else { return }
    heading?.holdsLinks = true
    forms.append(
      Form(
        shape: .inline, name: "", argument: argument, content: content, span: span,
        map: sourceMap(map), mayHoldLink: openLinks.isEmpty && heading == nil))
    node.replace(with: marker)
  }

  mutating func visitCodeBlock(_ node: Node) {
    let info = node.fenceInfo
    let lastLine = min(max(node.endLine, node.startLine), text.lineCount)
    guard info.utf8.first == UInt8(ascii: "="), let fence = fence(of: node) else {
      noteCode(node, lastLine: lastLine)
      return
    }
    let words = info.dropFirst()
    let name = words.prefix { $0 != " " && $0 != "\t" }
    let content = node.literal
    guard let marker = Node.make(.block(enter: Marker.bytes(.form, forms.count), exit: [])) else {
      return
    }
    forms.append(
      Form(
        shape: .block, name: String(name),
        argument: DocumentWalk.trimmed(String(words.dropFirst(name.count))), content: content,
        span: text.span(fence.start..<max(fence.start, text.end(ofLine: lastLine))),
        map: sourceMap(map(ofLines: content, below: node.startLine, indent: fence.indent))))
    node.replace(with: marker)
  }

  /// Takes a note of the lines of a code block.
  private mutating func noteCode(_ node: Node, lastLine: Int) {
    // cmark counts the line that ends the list or quote around an open fence to the fence.
    let contentEnd = node.startLine + node.literal.utf8.count { $0 == UInt8(ascii: "\n") }
    var last = min(lastLine, contentEnd)
    if last < lastLine, isClosingFence(line: last + 1) { last += 1 }
    let start = text.start(ofLine: node.startLine)
    code.append(text.span(start..<max(start, text.end(ofLine: last))))
  }

  /// Whether a line holds nothing but the marks of a fence, behind those of quotes.
  private func isClosingFence(line: Int) -> Bool {
    let bytes = text.bytes[text.start(ofLine: line)..<text.end(ofLine: line)]
    let marks = bytes.filter { $0 != 0x20 && $0 != 0x09 && $0 != UInt8(ascii: ">") }
    return marks.count >= 3
      && marks.allSatisfy { $0 == UInt8(ascii: "`") || $0 == UInt8(ascii: "~") }
  }

  /// Returns where a fence begins and how far it is indented, or `nil` when its info string does
  /// not begin with `=` as written: `\=` gives a code block.
  private func fence(of node: Node) -> (start: Int, indent: Int)? {
    let cursor = containers.cursor(opening: node.startLine, in: text)
    let start = text.start(ofLine: node.startLine) + node.startColumn - 1
    let end = text.end(ofLine: node.startLine)
    guard start < end else { return nil }
    let mark = text.bytes[start]
    let info = text.bytes[start..<end].drop { $0 == mark }.drop { $0 == 32 || $0 == 9 }
    guard info.first == UInt8(ascii: "=") else { return nil }
    return (start, max(0, start - cursor.offset))
  }

  /// Leads from the content of a fence to the body text.
  private func map(ofLines content: String, below fenceLine: Int, indent: Int) -> ContentMap {
    var map = ContentMap()
    var offset = 0
    var line = fenceLine + 1
    for part in content.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    {
      var cursor = containers.cursor(continuing: line, in: text).cursor
      cursor.skipColumns(indent)
      if cursor.isInsideTab {
        map.append(content: offset + cursor.columnsToTabStop, source: cursor.offset + 1)
      } else {
        map.append(content: offset, source: cursor.offset)
      }
      offset += part.count + 1
      line += 1
    }
    return map
  }

  /// Leads on from the body text to the file.
  private func sourceMap(_ map: ContentMap) -> ContentMap {
    guard let outer = text.outer else { return map }
    return map.composed(with: outer)
  }
}
