/// The block quotes and list items around the current node of a walk.
struct ContainerStack {
  private enum Shape {
    case quote
    /// With the indentation the item's lines need, in columns.
    case item(width: Int)
  }

  private struct Container {
    var shape: Shape
    var line: Int
    /// Where the content begins on that line.
    var afterOpening: LineCursor
  }

  private var containers: [Container] = []

  /// The number of quotes and items around the current node.
  var depth: Int { containers.count }

  /// Enters a block quote or a list item.
  mutating func push(_ node: Node, _ kind: Node.Kind, in text: BodyText) {
    let line = node.startLine
    var cursor = cursor(opening: line, in: text)
    if kind == .blockQuote {
      _ = cursor.matchQuote()
      containers.append(Container(shape: .quote, line: line, afterOpening: cursor))
    } else {
      let width = cursor.openItem()
      containers.append(Container(shape: .item(width: width), line: line, afterOpening: cursor))
    }
  }

  /// Leaves the innermost quote or item.
  mutating func pop() { _ = containers.popLast() }

  /// Returns a cursor at the content of the line that opens a block inside all containers.
  func cursor(opening line: Int, in text: BodyText) -> LineCursor {
    if let last = containers.last, last.line == line { return last.afterOpening }
    return cursor(continuing: line, in: text).cursor
  }

  /// Returns a cursor behind the prefixes of a later line, and whether the line has them all; a
  /// line that has not is a lazy continuation.
  func cursor(continuing line: Int, in text: BodyText) -> (cursor: LineCursor, isLazy: Bool) {
    var cursor = LineCursor(text, line: line)
    for container in containers {
      let matches =
        switch container.shape {
        case .quote: cursor.matchQuote()
        case .item(let width): cursor.matchItem(width: width)
        }
      if !matches { return (cursor, true) }
    }
    return (cursor, false)
  }
}
