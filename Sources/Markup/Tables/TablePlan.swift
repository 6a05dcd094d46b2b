import Diagnostics

/// A pipe table that was found in a paragraph and is to take its place.
struct TablePlan {
  /// The paragraph, or the heading that an underline below the table made of it.
  let node: Node
  /// The text of the paragraph.
  let content: InlineContent
  /// The line of the header row.
  let headerLine: Int
  let alignments: [ColumnAlignment]

  /// More columns than this are taken for a slip; it also bounds the output.
  static let columnLimit = 100
  /// More missing cells than this in one table are not filled in.
  static let missingCellLimit = 10_000

  /// The caption, in the line above the header row.
  let caption: TableCaption?

  /// How many lines of text stand above the table and its caption.
  var leadCount: Int { headerLine - (caption == nil ? 0 : 1) }

  /// The lines of the rows below the delimiter row.
  var bodyLines: Range<Int> { headerLine + 2..<content.lines.count }

  /// Looks for the first header row with a delimiter row of as many cells below it.
  init?(in content: InlineContent, of node: Node) {
    for line in stride(from: 1, to: content.lines.count, by: 1) where !content.lines[line].isLazy {
      guard let row = TablePlan.delimiterRow(content, line) else { continue }
      let header = TablePlan.row(content, line - 1, limit: row.alignments.count + 1)
      guard header.cells.count == row.alignments.count, header.holdsBar || row.holdsBar else {
        continue
      }
      self.node = node
      self.content = content
      self.headerLine = line - 1
      self.alignments = row.alignments
      let above = line - 2
      caption =
        above >= 0 && !content.lines[above].isLazy
        ? TableCaption(
          content.bytes, line: content.lines[above].start..<content.end(ofLine: above)) : nil
      return
    }
    return nil
  }

  /// Returns the cells of a line.
  func row(_ line: Int) -> TableRow {
    TablePlan.row(content, line, limit: alignments.count)
  }

  /// Says what is wrong with the table, if anything.
  func faults(in text: BodyText) -> [Diagnostic] {
    var faults: [Diagnostic] = []
    if alignments.count > TablePlan.columnLimit {
      faults.append(
        Diagnostic(
          "table-too-large",
          "table has \(alignments.count) columns, more than the limit of \(TablePlan.columnLimit)",
          at: span(ofLine: headerLine, in: text), help: ["split the table"]))
      return faults
    }
    var missing = 0
    for line in bodyLines {
      if let reason = interruption(line) { faults.append(unclearEnd(line, reason, in: text)) }
      missing += alignments.count - row(line).cells.count
    }
    if content.underline != nil {
      faults.append(
        unclearEnd(content.lines.count - 1, "is followed by a heading's underline", in: text))
    }
    if missing > TablePlan.missingCellLimit {
      faults.append(
        Diagnostic(
          "table-too-large",
          "rows of the table lack \(missing) cells, more than the limit of "
            + "\(TablePlan.missingCellLimit)",
          at: span(ofLine: headerLine, in: text), help: ["write out the cells"]))
    }
    return faults
  }

  /// The caption as the document keeps it.
  func documentCaption(in text: BodyText) -> MarkdownDocument.Caption? {
    caption.map { .init(text: $0.text, span: text.span(content.map.source($0.range))) }
  }

  private func unclearEnd(_ line: Int, _ reason: String, in text: BodyText) -> Diagnostic {
    Diagnostic(
      "unclear-table-end", "line of a table \(reason)",
      at: span(ofLine: line, in: text),
      help: ["put an empty line after the table, or begin the row with '|'"])
  }

  /// Why a line may be meant as another block. In a paragraph it cannot begin one, in a table it
  /// does by the specification, and readers of the source would take it for one.
  private func interruption(_ line: Int) -> String? {
    if content.lines[line].isLazy { return "lacks the prefix of the quote or list it belongs to" }
    if content.lines[line].indent >= 4 { return "is indented like code" }
    let bytes = content.bytes[content.lines[line].start..<content.end(ofLine: line)]
    let digits = bytes.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    let rest = bytes.dropFirst(digits.count)
    guard let mark = rest.first else { return nil }
    let marks: [UInt8] =
      digits.isEmpty
      ? [UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-")]
      : [UInt8(ascii: "."), UInt8(ascii: ")")]
    let next = rest.dropFirst().first
    let isItem = marks.contains(mark) && (next == nil || next == 32 || next == 9)
    return isItem && digits.count < 10 ? "begins like a list item" : nil
  }

  private func span(ofLine line: Int, in text: BodyText) -> SourceSpan {
    text.span(content.map.source(content.lines[line].start..<content.end(ofLine: line)))
  }

  private static func row(_ content: InlineContent, _ line: Int, limit: Int) -> TableRow {
    TableRow(content.bytes, content.lines[line].start..<content.end(ofLine: line), limit: limit)
  }

  private static func delimiterRow(
    _ content: InlineContent, _ line: Int
  ) -> (alignments: [ColumnAlignment], holdsBar: Bool)? {
    let range = content.lines[line].start..<content.end(ofLine: line)
    let allowed: (UInt8) -> Bool = { byte in
      byte == UInt8(ascii: "-") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: ":")
        || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
    guard content.bytes[range].allSatisfy(allowed) else { return nil }
    let row = TableRow(content.bytes, range)
    let alignments = row.cells.compactMap { ColumnAlignment(delimiter: $0.bytes) }
    guard !alignments.isEmpty, alignments.count == row.cells.count else { return nil }
    return (alignments, row.holdsBar)
  }
}
