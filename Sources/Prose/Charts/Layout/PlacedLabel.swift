/// Words that have found their place.
struct PlacedLabel {
  let text: String
  let point: Point
  let anchor: TextAnchor

  /// The room the words take.
  var box: Box {
    let width = TextMeasure.width(text)
    let start: Double
    switch anchor {
    case .start: start = point.x
    case .middle: start = point.x - width / 2
    case .end: start = point.x - width
    }
    return Box(x: start, y: point.y - 10, width: width, height: 13)
  }

  /// The words on a piece of paper that hides the lines of the grid behind them.
  func shapes(style: String) -> [Shape] {
    [.box(box, style: "paper"), .text(text, point, anchor, style: style)]
  }
}
