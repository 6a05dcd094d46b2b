/// Puts tables into a tree in place of the paragraphs they were written as.
///
/// libcmark parses inlines only together with their block. So all cells are parsed once more in one
/// text of their own, each as a heading (a heading is the one block that takes any line as it is),
/// followed by the whole text if that may define link references. The inlines then move over.
struct TableBuilder {
  /// The texts of the nodes made here: a node's `mark` is its index here plus one.
  private(set) var origins: [InlineContent] = []
  private var source: [UInt8] = []
  private let text: BodyText

  init(_ text: BodyText) { self.text = text }

  /// Replaces the paragraph of every plan. Returns `false` only when memory has run out.
  mutating func build(_ plans: [TablePlan]) -> Bool {
    for plan in plans { write(plan) }
    if text.holdsDefinitions {
      source.append(UInt8(ascii: "\n"))
      source += text.bytes[text.range]
    }
    guard let cells = NodeTree(source[...]) else { return false }
    var parsed = cells.root.firstChild
    var origin = 0
    for plan in plans { place(plan, &parsed, &origin) }
    return true
  }

  /// Begins a paragraph whose later lines can be any text: a definition that nobody refers to.
  private static let paragraphStart = Array("[\u{FFFD}rigbook\u{FFFD}]: x 'x'\n".utf8)
  private static let headingStart = Array("# ".utf8)
  private static let headingEnd = Array(" #\n".utf8)
  /// Lines of a paragraph with this indentation never begin another block.
  private static let indentation = Array("    ".utf8)

  /// Writes the texts of a plan in the order in which `place` takes them up again.
  private mutating func write(_ plan: TablePlan) {
    if plan.leadCount > 0 { writeLead(plan) }
    for line in [plan.headerLine] + Array(plan.bodyLines) {
      for cell in plan.row(line).cells where !cell.bytes.isEmpty { write(cell, of: plan) }
    }
  }

  private mutating func write(_ cell: TableRow.Cell, of plan: TablePlan) {
    source += TableBuilder.headingStart + cell.bytes + TableBuilder.headingEnd
    origins.append(
      InlineContent(
        bytes: cell.bytes + [UInt8(ascii: "\n")], map: cell.map.composed(with: plan.content.map),
        blockOffset: TableBuilder.headingStart.count))
  }

  /// Writes the lines above the header row.
  private mutating func writeLead(_ plan: TablePlan) {
    source.append(UInt8(ascii: "\n"))
    source += TableBuilder.paragraphStart
    var bytes: [UInt8] = []
    var map = ContentMap()
    for line in 0..<plan.leadCount {
      let all = plan.content.lines[line].start..<plan.content.end(ofLine: line)
      let spaces = plan.content.bytes[all].prefix { $0 == 32 || $0 == 9 }.count
      let start = all.lowerBound + spaces
      map.append(content: bytes.count, source: start)
      bytes += plan.content.bytes[start...all.upperBound]
      source += TableBuilder.indentation + plan.content.bytes[start...all.upperBound]
    }
    source.append(UInt8(ascii: "\n"))
    origins.append(
      InlineContent(bytes: bytes, map: map.composed(with: plan.content.map), blockOffset: 0))
  }

  /// A table scrolls in a box of its own, which a keyboard can reach. Not a region: several on a page
  /// would be landmarks of the same name.
  private static func opening(_ caption: TableCaption?) -> String {
    let name = HTMLEscape.text(caption?.text ?? "Table")
    let words = caption == nil ? "" : "<caption>\(name)</caption>\n"
    return """
      <div class="table-scroll" role="group" aria-label="\(name)" tabindex="0">
      <table>
      \(words)
      """
  }

  /// Makes the nodes of a plan from the blocks that `write` caused, and puts them into the tree.
  private func place(_ plan: TablePlan, _ parsed: inout Node?, _ origin: inout Int) {
    if plan.leadCount > 0 {
      guard let lead = Node.make(.paragraph) else { return }
      adopt(&parsed, into: lead, &origin)
      plan.node.insertBefore(lead)
    }
    // Cells stand in custom inlines: around a custom block cmark would add line breaks.
    var pending = TableBuilder.opening(plan.caption) + "<thead>\n<tr>\n"
    var cells: [Node] = []
    func add(_ row: TableRow, tag: String, attribute: String) {
      for (column, alignment) in plan.alignments.enumerated() {
        pending += "<\(tag)\(attribute)\(alignment.attribute)>"
        if column < row.cells.count, !row.cells[column].bytes.isEmpty,
          let cell = Node.make(.inline(enter: Array(pending.utf8), exit: []))
        {
          adopt(&parsed, into: cell, &origin)
          cells.append(cell)
          pending = ""
        }
        pending += "</\(tag)>\n"
      }
      pending += "</tr>\n"
    }
    add(plan.row(plan.headerLine), tag: "th", attribute: " scope=\"col\"")
    pending += "</thead>\n"
    if !plan.bodyLines.isEmpty { pending += "<tbody>\n" }
    for line in plan.bodyLines {
      pending += "<tr>\n"
      add(plan.row(line), tag: "td", attribute: "")
    }
    if !plan.bodyLines.isEmpty { pending += "</tbody>\n" }
    pending += "</table>\n</div>"
    guard let table = Node.make(.block(enter: [], exit: [])),
      let end = Node.make(.inline(enter: Array(pending.utf8), exit: []))
    else { return }
    for cell in cells { table.append(cell) }
    table.append(end)
    plan.node.replace(with: table)
  }

  /// Moves the inlines of the next parsed block into `node` and marks it with their text.
  private func adopt(_ parsed: inout Node?, into node: Node, _ origin: inout Int) {
    guard let block = parsed else { return }
    parsed = block.next
    node.adoptChildren(of: block)
    origin += 1
    node.mark = origin
  }
}
