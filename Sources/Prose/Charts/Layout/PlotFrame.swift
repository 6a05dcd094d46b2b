import Catalog

/// The axes of a plot: titles, ticks and lines across, and the way from numbers to places.
struct PlotFrame {
  let area: Box
  let x: ChartAxis
  let y: ChartAxis
  let xText: AxisText
  let yText: AxisText

  /// Lays a plot out in `size`, with `right` units left free beside it and `top` above it.
  init(
    size: ChartSize, height: Double, top: Double, right: Double, x: (ChartAxis, AxisText),
    y: (ChartAxis, AxisText)
  ) {
    self.x = x.0
    self.y = y.0
    xText = x.1
    yText = y.1
    let axis = y.0
    let left = (axis.ticks.map { TextMeasure.width(axis.text($0)) }.max() ?? 0).rounded(.up) + 8
    let titleHeight = TextMeasure.lineHeight + 8
    area = Box(
      x: left, y: top + titleHeight, width: size.width - left - right, height: height)
  }

  /// Where the plot with its axes ends.
  var bottom: Double { area.y + area.height + 2 * TextMeasure.lineHeight + 6 }

  func point(_ x: Double, _ y: Double) -> Point {
    Point(
      x: area.x + self.x.fraction(x) * area.width,
      y: area.y + (1 - self.y.fraction(y)) * area.height)
  }

  /// Draws the axes, and lines up from the ticks of the lower one where `verticals` asks for them.
  func draw(verticals: Bool = false, into shapes: inout [Shape]) {
    let baseline = area.y + area.height
    shapes.append(.text(title(yText, y), Point(x: 0, y: area.y - 14), .start, style: "axis-title"))
    for tick in y.ticks {
      let y = point(x.lower, tick).y
      shapes.append(
        .line(Point(x: area.x, y: y), Point(x: area.x + area.width, y: y), style: "grid"))
      shapes.append(
        .text(self.y.text(tick), Point(x: area.x - 8, y: y + 4.5), .end, style: "tick"))
    }
    let step = tickStep
    for (index, tick) in x.ticks.enumerated() {
      let x = point(tick, y.lower).x
      if verticals {
        shapes.append(.line(Point(x: x, y: area.y), Point(x: x, y: baseline), style: "grid"))
      }
      shapes.append(
        .line(Point(x: x, y: baseline), Point(x: x, y: baseline + 5), style: "axis"))
      guard index % step == 0 else { continue }
      shapes.append(
        .text(self.x.text(tick), Point(x: x, y: baseline + 18), .middle, style: "tick"))
    }
    shapes.append(
      .line(
        Point(x: area.x, y: baseline), Point(x: area.x + area.width, y: baseline), style: "axis"))
    shapes.append(
      .text(
        title(xText, x), Point(x: area.x + area.width, y: baseline + 38), .end, style: "axis-title")
    )
  }

  /// Every how many ticks there is room for a number.
  private var tickStep: Int {
    let places = x.ticks.map { point($0, y.lower).x }
    guard let widest = x.ticks.map({ TextMeasure.width(x.text($0)) }).max(), places.count > 1 else {
      return 1
    }
    let closest = zip(places.dropFirst(), places).map { $0 - $1 }.min() ?? widest
    return max(1, Int(((widest + 8) / closest).rounded(.up)))
  }

  private func title(_ text: AxisText, _ axis: ChartAxis) -> String {
    var title = text.label
    if let unit = text.unit { title += ", \(unit.symbol)" }
    if axis.ticks.contains(where: { axis.text($0).hasSuffix("k") }) { title += " (k = 1,024)" }
    return title
  }
}
