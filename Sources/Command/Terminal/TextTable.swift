/// A table for a terminal: columns as wide as their widest cell, rules of line-drawing characters.
///
/// Where one column is flexible, the table keeps to the columns of a terminal: headings take several
/// lines first, then the cells of that column.
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
    case heading([Cell])
    case cells([Cell])
    case note(Cell, column: Int)
    case rule
  }

  /// The columns of a terminal.
  static let terminalWidth = 80
  private static let gap = "  "
  /// The least that a flexible column is left.
  private static let leastWidth = 8

  private let alignments: [Alignment]
  private let flexible: Int?
  private var lines: [Line] = []

  /// Makes an empty table.
  ///
  /// - Parameters:
  ///   - alignments: The side of each column's texts.
  ///   - flexible: The column whose texts may take several lines, so that the table is no wider than a
  ///     terminal; `nil` for a table as wide as its texts.
  init(_ alignments: [Alignment], flexible: Int? = nil) {
    self.alignments = alignments
    self.flexible = flexible
  }

  /// Adds a row; missing cells at its end are empty.
  mutating func add(_ cells: [Cell]) { lines.append(.cells(cells)) }

  /// Adds a row of column names.
  mutating func addHeading(_ cells: [Cell]) { lines.append(.heading(cells)) }

  /// Adds prose that begins at a column and runs on to the end of the terminal's line, in as many lines
  /// as it takes.
  mutating func addNote(_ cell: Cell, from column: Int) {
    lines.append(.note(cell, column: column))
  }

  /// Adds a line across the table.
  mutating func addRule() { lines.append(.rule) }

  /// Columns that the table takes, were no text cut into several lines.
  var naturalWidth: Int { Self.total(widths { $0.shownWidth }) }

  /// Returns the lines of the table, each with its line break and without spaces at its end.
  func render(colors: Bool) -> String {
    let widths = fittingWidths
    let total = Self.total(widths)
    return lines.flatMap { line in
      switch line {
      case .rule: [TextStyle.dim.paint(String(repeating: "─", count: total), colors)]
      case .cells(let cells): rows(cells, widths, colors)
      case .heading(let cells): rows(cells, widths, colors, isHeading: true)
      case .note(let cell, let column): notes(cell, column, widths, colors)
      }
    }.map { $0 + "\n" }.joined()
  }

  // MARK: Widths

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap.count * max(widths.count - 1, 0)
  }

  /// The width of each column, where headings are as wide as `heading` says.
  private func widths(heading: (String) -> Int) -> [Int] {
    alignments.indices.map { column in
      lines.reduce(0) { widest, line in
        switch line {
        case .cells(let cells) where column < cells.count:
          max(widest, cells[column].text.shownWidth)
        case .heading(let cells) where column < cells.count:
          max(widest, heading(cells[column].text))
        case .cells, .heading, .note, .rule: widest
        }
      }
    }
  }

  private var fittingWidths: [Int] {
    var widths = widths { $0.shownWidth }
    guard let flexible, Self.total(widths) > Self.terminalWidth else { return widths }
    widths = self.widths { $0.split(separator: " ").map { String($0).shownWidth }.max() ?? 0 }
    let excess = Self.total(widths) - Self.terminalWidth
    if excess > 0 { widths[flexible] = max(widths[flexible] - excess, Self.leastWidth) }
    return widths
  }

  // MARK: Lines

  /// A row in as many lines as its highest cell takes. Headings stand on the last of them.
  private func rows(
    _ cells: [Cell], _ widths: [Int], _ colors: Bool, isHeading: Bool = false
  ) -> [String] {
    let texts = zip(cells, widths).map { cell, width in
      cell.text.shownWidth <= width ? [cell.text] : cell.text.wrapped(at: width)
    }
    let height = texts.map(\.count).max() ?? 1
    return (0..<height).map { line in
      let parts = zip(cells, texts).map { cell, texts in
        let index = isHeading ? line - (height - texts.count) : line
        return Cell(texts.indices.contains(index) ? texts[index] : "", cell.style)
      }
      return row(parts, widths, colors)
    }
  }

  private func notes(
    _ cell: Cell, _ column: Int, _ widths: [Int], _ colors: Bool
  ) -> [String] {
    let indent = widths.prefix(column).reduce(0) { $0 + $1 + Self.gap.count }
    let space = String(repeating: " ", count: indent)
    return cell.text.wrapped(at: max(Self.terminalWidth - indent, Self.leastWidth)).map {
      space + cell.style.paint($0, colors)
    }
  }

  private func row(_ cells: [Cell], _ widths: [Int], _ colors: Bool) -> String {
    var text = ""
    var pending = ""
    for (column, cell) in cells.enumerated() {
      let space = String(repeating: " ", count: max(widths[column] - cell.text.shownWidth, 0))
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
