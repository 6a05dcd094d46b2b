import Diagnostics

extension DocumentWalk {
  mutating func enterHeading(_ node: Node) {
    enterText(node, .heading)
    var start = blockSpan.lowerBound
    if let content = locator?.content, text.bytes[start] == UInt8(ascii: "[") {
      // Definitions above the text belong to no heading.
      start = content.map.source(0)
    }
    let span = text.span(start..<text.end(ofLine: text.line(at: start)))
    heading = HeadingDraft(level: node.headingLevel, text: "", span: span)
    if let marker = Node.make(.text(Marker.bytes(.heading, headings.count))) {
      node.prepend(marker)
    }
  }

  mutating func leaveHeading(_ node: Node) {
    locator = nil
    guard var draft = heading else { return }
    heading = nil
    if let marker = Node.make(.text(Marker.bytes(.headingEnd, headings.count))) {
      node.append(marker)
    }
    draft.text = DocumentWalk.trimmed(draft.text)
    headings.append(draft)
  }

  /// Takes the id that a code span `=id name` gives to the heading around it.
  mutating func setAnchor(_ id: String, _ node: Node, at span: SourceSpan) {
    defer {
      // The space before the code span would stand at the end of the heading.
      if let before = node.previous, before.kind == .text {
        before.setLiteral(Array(DocumentWalk.trimmed(before.literal, start: false).utf8))
      }
      node.free()
    }
    guard heading != nil else {
      faults.append(
        Diagnostic(
          "misplaced-id", "'=id' names a heading, but stands outside one", at: span,
          help: ["put it at the end of the heading's line"]))
      return
    }
    guard AnchorNames.isValid(id) else {
      faults.append(
        Diagnostic(
          "invalid-id", "'\(id)' cannot be an id: expected letters, digits and hyphens", at: span,
          help: ["put hyphens between its words"]))
      return
    }
    if let first = heading?.explicit {
      faults.append(
        Diagnostic(
          "duplicate-id", "heading has a second id '\(id)'", at: span,
          notes: [.init("the first is '\(first.id)'", at: first.span)], help: ["remove one"]))
      return
    }
    heading?.explicit = (id, span)
  }

  /// Settles the ids: first those the authors wrote, then the ones made from the text.
  mutating func settledHeadings(reserved: Set<String>) -> [Heading] {
    var names = AnchorNames(reserved: reserved)
    var firstUse: [String: SourceSpan] = [:]
    for draft in headings {
      guard let (id, span) = draft.explicit else { continue }
      if names.take(id) {
        firstUse[id] = span
      } else {
        let note = firstUse[id].map { [Diagnostic.Note("it is first used here", at: $0)] }
        faults.append(
          Diagnostic(
            "duplicate-id", "id '\(id)' is used twice in this text", at: span, notes: note ?? [],
            help: ["give one of the headings another"]))
      }
    }
    return headings.map { draft in
      Heading(
        level: draft.level, id: draft.explicit?.id ?? names.make(for: draft.text),
        text: draft.text, span: draft.span, idSpan: draft.explicit?.span,
        holdsLinks: draft.holdsLinks)
    }
  }

  /// Returns the text without spaces at its ends.
  static func trimmed(_ text: String, start: Bool = true) -> String {
    var part = Substring(text).utf8
    func isSpace(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }
    while isSpace(part.last) { part.removeLast() }
    while start, isSpace(part.first) { part.removeFirst() }
    return String(Substring(part))
  }
}
