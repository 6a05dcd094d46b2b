/// A table for a terminal: columns as wide as their widest cell, rules of line-drawing characters.
struct TextTable: Sendable {
  /// On which side of its column a text stands.
  enum Alignment: Sendable {
    case left
    case right
  }

  /// One cell, measured without its style.
  struct Cell: Sendable, ExpressibleByStringLiteral {
    var text: String
    var style: TextStyle

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = text
      self.style = style
    }

    init(stringLiteral value: String) { self.init(value) }
  }

  private enum Line {
    case cells([Cell])
    case rule
  }

  private let alignments: [Alignment]
  private var lines: [Line] = []

  init(_ alignments: [Alignment]) { self.alignments = alignments }

  /// Adds a row; missing cells at its end are empty.
  mutating func add(_ cells: [Cell]) { lines.append(.cells(cells)) }

  /// Adds a line across the table.
  mutating func addRule() { lines.append(.rule) }

  /// Returns the lines of the table, each with its line break and without spaces at its end.
  func render(colors: Bool) -> String {
    let widths = alignments.indices.map { column in
      lines.reduce(0) { widest, line in
        guard case .cells(let cells) = line, column < cells.count else { return widest }
        return max(widest, cells[column].text.displayWidth)
      }
    }
    let total = widths.reduce(0, +) + Self.gap.count * max(widths.count - 1, 0)
    return lines.map { line in
      switch line {
      case .rule: TextStyle.dim.paint(String(repeating: "─", count: total), colors)
      case .cells(let cells): row(cells, widths: widths, colors: colors)
      }
    }.map { $0 + "\n" }.joined()
  }

  private static let gap = "  "

  /// The columns of a terminal that prose keeps to.
  static let proseWidth = 80

  /// Adds a row whose last cell is prose, in as many lines as it takes.
  mutating func add(prose label: Cell, _ text: String, labels: Int) {
    let room = Self.proseWidth - labels - Self.gap.displayWidth
    var rest = [label]
    for line in text.wrapped(at: room) {
      add(rest + [.init(line)])
      rest = [""]
    }
  }

  private func row(_ cells: [Cell], widths: [Int], colors: Bool) -> String {
    var text = ""
    var pending = ""
    for (column, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: widths[column] - cell.text.displayWidth)
      if column > 0 { pending += Self.gap }
      if alignments[column] == .right { pending += space }
      if !cell.text.isEmpty {
        text += pending + cell.style.paint(cell.text, colors)
        pending = ""
      }
      if alignments[column] == .left { pending += space }
    }
    return text
  }
}
