/// A line, or several, of signs with their meaning.
struct KeyRow {
  enum Sign {
    case fill(Int)
    case marker(Int)
    case mark
  }

  let items: [(sign: Sign, text: String)]

  private static let signWidth = 18.0
  private static let gap = 16.0

  /// Appends the key with its top left corner at a point and returns its height.
  func draw(at origin: Point, width: Double, into shapes: inout [Shape]) -> Double {
    var x = origin.x
    var y = origin.y
    for item in items {
      let itemWidth = KeyRow.signWidth + TextMeasure.width(item.text)
      if x > origin.x, x + itemWidth > origin.x + width {
        x = origin.x
        y += TextMeasure.lineHeight
      }
      sign(item.sign, at: Point(x: x, y: y), into: &shapes)
      shapes.append(
        .text(item.text, Point(x: x + KeyRow.signWidth, y: y + 13), .start, style: "soft"))
      x += itemWidth + KeyRow.gap
    }
    return y - origin.y + TextMeasure.lineHeight
  }

  private func sign(_ sign: Sign, at point: Point, into shapes: inout [Shape]) {
    switch sign {
    case .fill(let series):
      shapes.append(.filled(Box(x: point.x, y: point.y + 2, width: 12, height: 12), series: series))
    case .marker(let series):
      shapes.append(.marker(Point(x: point.x + 6, y: point.y + 8.5), series: series))
    case .mark:
      let x = point.x + 6
      shapes.append(.line(Point(x: x, y: point.y + 1), Point(x: x, y: point.y + 15), style: "mark"))
    }
  }
}
