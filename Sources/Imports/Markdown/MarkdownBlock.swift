/// Lines of Markdown, and what was lost on the way to them.
struct MarkdownBlock: Sendable {
  var lines: [String] = []
  /// What could not be carried over, each with the line it stands at, from 0.
  var losses: [(line: Int, text: String)] = []

  var isEmpty: Bool { lines.isEmpty }

  /// Adds a block below, behind an empty line unless it stands close.
  mutating func append(_ block: MarkdownBlock, isClose: Bool = false) {
    if !isClose, !lines.isEmpty, !block.lines.isEmpty { lines.append("") }
    // What left no line of its own belongs to the line that would have come next.
    let start = lines.count
    lines += block.lines
    losses += block.losses.map { (start + $0.line, $0.text) }
  }

  /// Notes a loss at the line that comes next.
  mutating func lose(_ text: String) { losses.append((lines.count, text)) }

  /// The block inside another one, such as a quote: each line behind a mark.
  func behind(first: String, others: String) -> MarkdownBlock {
    var block = self
    for index in block.lines.indices {
      let mark = index == 0 ? first : others
      let line = mark + block.lines[index]
      block.lines[index] = String(line.reversed().drop { $0 == " " }.reversed())
    }
    return block
  }
}
