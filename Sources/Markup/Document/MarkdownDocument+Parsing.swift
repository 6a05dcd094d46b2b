package import Diagnostics

extension MarkdownDocument {
  /// Parses Markdown.
  ///
  /// All that is wrong is reported; the document is complete all the same, with raw HTML left out.
  /// Only a text that is not UTF-8 or nests too deep gives an empty document.
  ///
  /// - Parameters:
  ///   - source: The file that holds the text.
  ///   - range: The bytes of `source` that are the text, without front matter.
  ///   - reserved: Ids that headings must not get.
  /// - Returns: The document and what is wrong with the text.
  package static func parse(
    _ source: SourceFile, range: Range<Int>, reserved: Set<String> = []
  ) -> (document: MarkdownDocument, diagnostics: [Diagnostic]) {
    parse(BodyText(file: source, bytes: source.bytes, range: range), reserved)
  }

  /// Parses the content of a form as Markdown; places lead back to the file the form stands in.
  ///
  /// - Parameters:
  ///   - form: A form of a document that was parsed from `source`.
  ///   - source: The file that holds the form.
  ///   - reserved: Ids that headings must not get.
  /// - Returns: The document and what is wrong with the text.
  package static func parse(
    contentOf form: Form, in source: SourceFile, reserved: Set<String> = []
  ) -> (document: MarkdownDocument, diagnostics: [Diagnostic]) {
    let bytes = Array(form.content.utf8)
    return parse(
      BodyText(file: source, bytes: bytes, range: 0..<bytes.count, outer: form.map), reserved)
  }

  private static func parse(
    _ text: BodyText, _ reserved: Set<String>
  ) -> (document: MarkdownDocument, diagnostics: [Diagnostic]) {
    if let fault = fault(in: text) { return (MarkdownDocument(), [fault]) }
    guard let tree = NodeTree(text.bytes[text.range]) else {
      return (MarkdownDocument(), [outOfMemory(text)])
    }
    var tables = TableBuilder(text)
    var faults: [Diagnostic] = []
    var captions: [Caption] = []
    if !text.delimiterLines.isEmpty {
      let found = TableFinder.plans(in: tree, of: text)
      faults = found.faults
      captions = found.plans.compactMap { $0.documentCaption(in: text) }
      if !found.plans.isEmpty, !tables.build(found.plans) { faults.append(outOfMemory(text)) }
    }
    var walk = DocumentWalk(text, origins: tables.origins)
    walk.run(tree)
    let headings = walk.settledHeadings(reserved: reserved)
    let segments = unsafe tree.withHTML { html in
      // The buffer lives until this closure returns.
      var cutter = SegmentCutter(headings: headings)
      unsafe cutter.cut(html)
      return cutter.segments
    }
    let document = MarkdownDocument(
      segments: segments, headings: headings, forms: walk.forms, links: walk.links,
      captions: captions, code: walk.code)
    return (document, faults + walk.faults)
  }

  /// Says why a text is not parsed at all.
  private static func fault(in text: BodyText) -> Diagnostic? {
    if let offset = text.firstBadByte, text.bytes[offset] != 0 {
      let byte = String(text.bytes[offset], radix: 16, uppercase: true)
      let name = byte.count < 2 ? "0x0\(byte)" : "0x\(byte)"
      return Diagnostic(
        "invalid-utf8", "byte \(name) found, expected UTF-8 text",
        at: text.span(offset..<offset + 1), help: ["save the file as UTF-8"])
    }
    if case (.controlCharacter(let scalar), let range)? =
      TextCheck.findings(in: text.bytes, range: text.range).first
    {
      return Diagnostic(
        "control-character", "found the control character \(TextCheck.codePoint(scalar))",
        at: text.span(range), help: ["remove it"])
    }
    if let offset = text.firstExcessImage {
      return Diagnostic(
        "too-many-images",
        "more than \(BodyText.imageLimit) images without an empty line between them",
        at: text.span(offset..<offset + 2), help: ["put an empty line between some of them"])
    }
    if let offset = NestingCheck.firstExcess(in: text) {
      return Diagnostic(
        "nesting-too-deep",
        "quotes and lists may nest deeper than \(NestingCheck.limit) levels here",
        at: text.span(offset..<offset + 1), help: ["take the text out of the innermost of them"])
    }
    return nil
  }

  private static func outOfMemory(_ text: BodyText) -> Diagnostic {
    Diagnostic("out-of-memory", "text of \(text.range.count) bytes is too large to parse", at: nil)
  }
}
