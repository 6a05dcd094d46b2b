/// Draws groups of bars: the group's name above, each bar named at its left and told at its end.
struct BarsLayout {
  let chart: BarsChart
  let size: ChartSize

  private static let barHeight = 18.0
  private static let step = 24.0

  func drawing() -> Drawing {
    var shapes: [Shape] = []
    let bars = chart.groups.flatMap(\.bars)
    let maximum = bars.compactMap(\.number).max() ?? 1
    let left = (chart.bars.map(TextMeasure.width).max() ?? 0).rounded(.up) + 10
    // Bars need no axis: each says its value. The longest ends where its text still fits.
    let scale = bars.reduce(size.width) { scale, bar in
      let number = bar.number ?? 0
      guard number > 0 else { return scale }
      let room = size.width - left - TextMeasure.width(bar.text) - 8
      return min(scale, room * maximum / number)
    }
    var y = 0.0
    for (index, group) in chart.groups.enumerated() {
      if index > 0 { y += 12 }
      for line in TextMeasure.lines(group.label, width: size.width) {
        shapes.append(.text(line, Point(x: 0, y: y + 13), .start, style: "label"))
        y += TextMeasure.lineHeight
      }
      y += 4
      let top = y
      for (series, bar) in group.bars.enumerated() {
        draw(bar, series: series, at: Point(x: left, y: y), scale: scale / maximum, into: &shapes)
        y += BarsLayout.step
      }
      shapes.append(
        .line(Point(x: left, y: top - 2), Point(x: left, y: y - 4), style: "axis"))
    }
    return Drawing(width: size.width, height: y, shapes: shapes)
  }

  private func draw(
    _ bar: BarsChart.Bar, series: Int, at origin: Point, scale: Double, into shapes: inout [Shape]
  ) {
    let middle = origin.y + 13.5
    shapes.append(.text(chart.bars[series], Point(x: origin.x - 8, y: middle), .end, style: "soft"))
    var end = origin.x
    if let number = bar.number, number > 0 {
      let width = max(1, number * scale)
      end += width
      shapes.append(
        .filled(
          Box(x: origin.x, y: origin.y, width: width, height: BarsLayout.barHeight), series: series)
      )
    }
    let style = bar.number == nil ? "soft" : "value"
    shapes.append(.text(bar.text, Point(x: end + 7, y: middle), .start, style: style))
  }
}
