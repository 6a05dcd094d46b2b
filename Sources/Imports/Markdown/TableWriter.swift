/// Writes a table as a pipe table.
struct TableWriter {
  private var rows: [[String]] = []
  private var columns = 0
  private(set) var losses: [String] = []
  private let links: LinkPlaces
  private let anchors: Set<String>

  /// The most cells of a row, as many as a site shows; what spans more is cut.
  private static let mostColumns = 100

  /// Returns the table, with a caption where it has one.
  static func write(
    _ table: HTMLElement, caption: String?, links: LinkPlaces, anchors: Set<String>
  ) -> MarkdownBlock {
    var writer = TableWriter(links: links, anchors: anchors)
    return writer.block(table, caption: caption)
  }

  private init(links: LinkPlaces, anchors: Set<String>) {
    self.links = links
    self.anchors = anchors
  }

  private mutating func block(_ table: HTMLElement, caption: String?) -> MarkdownBlock {
    let found = Self.rows(of: table)
    let lines = found.rows.map { $0.elements.filter { ["td", "th"].contains($0.name) } }
      .filter { !$0.isEmpty }
    for line in lines { add(line) }
    var block = MarkdownBlock()
    guard let first = lines.first, columns > 0, !(columns == 1 && rows.count == 1) else {
      block.losses = ([columns > 0 ? "a table of one cell" : "an empty table"] + losses)
        .map { (0, $0) }
      block.lines = rows.first.map { $0.filter { !$0.isEmpty } } ?? []
      return block
    }
    if !found.hasHead, !first.allSatisfy({ $0.name == "th" }) {
      losses.append("a heading of the table, which it lacks: its first row became one")
    }
    let ends = first.map { Self.alignment(of: $0) }
    let words = (caption ?? table.first("caption")?.text ?? "").replacing("`", with: "'").collapsed
    if !words.isEmpty { block.lines.append("`=caption \(MarkdownEscape.printable(words))`") }
    block.lines.append(line(rows[0]))
    block.lines.append(
      "|" + (0..<columns).map { " \($0 < ends.count ? ends[$0] : "---") |" }.joined())
    block.lines += rows.dropFirst().map(line)
    block.losses = (MarkdownEscape.hidden(in: words) + losses).map { (0, $0) }
    return block
  }

  /// The rows of the table itself, not of tables inside it; those of its foot last.
  private static func rows(of table: HTMLElement) -> (rows: [HTMLElement], hasHead: Bool) {
    var head: [HTMLElement] = []
    var body: [HTMLElement] = []
    var foot: [HTMLElement] = []
    for part in table.elements {
      switch part.name {
      case "tr": body.append(part)
      case "thead": head += part.elements.filter { $0.name == "tr" }
      case "tbody": body += part.elements.filter { $0.name == "tr" }
      case "tfoot": foot += part.elements.filter { $0.name == "tr" }
      default: break
      }
    }
    return (head + body + foot, !head.isEmpty)
  }

  private mutating func add(_ line: [HTMLElement]) {
    var cells: [String] = []
    for cell in line {
      if cell.first("table") != nil { losses.append("a table inside a cell: its text stays") }
      let (text, lost) = InlineWriter.write(cell.children, links: links, anchors: anchors)
      losses += lost
      // A mark at the beginning of a cell means nothing.
      cells.append(text)
      let width = min(cell["colspan"].flatMap { Int($0) } ?? 1, Self.mostColumns)
      let height = cell["rowspan"].flatMap { Int($0) } ?? 1
      guard width > 1 || height > 1 else { continue }
      losses.append("that the cell '\(LossText.short(cell.text))' is merged with others")
      if width > 1 { cells += Array(repeating: "", count: width - 1) }
    }
    cells = Array(cells.prefix(Self.mostColumns))
    columns = max(columns, cells.count)
    rows.append(cells)
  }

  private func line(_ cells: [String]) -> String {
    let missing = Array(repeating: "", count: columns - cells.count)
    return "|" + (cells + missing).map { $0.isEmpty ? "  |" : " \($0) |" }.joined()
  }

  private static func alignment(of cell: HTMLElement) -> String {
    let style = (cell["style"] ?? "").lowercased().filter { !$0.isWhitespace }
    let align = cell["align"]?.lowercased() ?? cell["data-align"]?.lowercased() ?? ""
    let name = ["right", "center"].first { side in
      style.contains("text-align:" + side) || align == side
        || cell.classes.contains { $0 == "has-text-align-" + side }
    }
    switch name {
    case "right": return "---:"
    case "center": return ":---:"
    default: return "---"
    }
  }
}
