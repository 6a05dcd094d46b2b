/// Draws curves with their names where they begin, and levels across with theirs at the right.
struct LinesLayout {
  let chart: LinesChart
  let size: ChartSize

  func drawing() -> Drawing {
    let frame = frame
    var shapes: [Shape] = []
    frame.draw(into: &shapes)
    levels(in: frame, into: &shapes)
    for (index, series) in chart.series.enumerated() {
      let points = series.points.map { frame.point($0.x.number, $0.y.number) }
      shapes.append(.curve(points, series: index))
      for (point, value) in zip(points, series.points) {
        let name = "\(series.label), \(value.x.text): \(value.y.text)"
        shapes.append(.named(name, href: nil, [.marker(point, series: index)]))
      }
    }
    names(in: frame, into: &shapes)
    return Drawing(width: size.width, height: frame.bottom, shapes: shapes)
  }

  private var frame: PlotFrame {
    let points = chart.series.flatMap(\.points)
    let xs = points.map(\.x.number)
    let ys = points.map(\.y.number) + chart.levels.map(\.y.number)
    let x = ChartAxis.logarithmic(from: xs.min() ?? 1, to: xs.max() ?? 2, unit: chart.x.unit)
    let y =
      chart.isLogarithmic
      ? ChartAxis.logarithmic(around: ys, unit: chart.y.unit)
      : ChartAxis.linear(upTo: ys.max() ?? 1, unit: chart.y.unit, goal: 8)
    let right = (chart.levels.map { TextMeasure.width($0.label) }.max() ?? 0).rounded(.up) + 12
    return PlotFrame(
      size: size, height: 360, top: 0, right: right, x: (x, chart.x), y: (y, chart.y))
  }

  private func levels(in frame: PlotFrame, into shapes: inout [Shape]) {
    let left = frame.area.x
    let right = left + frame.area.width
    let places = chart.levels.map { frame.point(frame.x.lower, $0.y.number).y }
    let labels = LabelPlaces.spread(
      places, gap: 15, from: frame.area.y, to: frame.area.y + frame.area.height)
    for (index, level) in chart.levels.enumerated() {
      let y = places[index]
      shapes.append(
        .named(
          "\(level.label): \(level.y.text)", href: nil,
          [
            .line(Point(x: left, y: y), Point(x: right, y: y), style: "level"),
            .line(Point(x: right, y: y), Point(x: right + 6, y: labels[index]), style: "leader"),
            .text(level.label, Point(x: right + 9, y: labels[index] + 4.5), .start, style: "soft"),
          ]))
    }
  }

  /// Writes each curve's name where it covers no curve: below its beginning, which a rising curve
  /// leaves free, else above it, else at its end.
  private func names(in frame: PlotFrame, into shapes: inout [Shape]) {
    let curves = chart.series.map { series in
      series.points.map { frame.point($0.x.number, $0.y.number) }
    }
    var places = LabelPlaces(area: frame.area, avoiding: curves.flatMap(LinesLayout.boxes))
    for (index, series) in chart.series.enumerated() {
      guard let first = curves[index].first, let last = curves[index].last else { continue }
      // Further away step by step, for a curve that rises into the words above it.
      let below = [19.0, -10, -13, -17, 23, -22].map { Point(x: first.x + 4, y: first.y + $0) }
      let atEnd = [19.0, -10].map { Point(x: last.x - 8, y: last.y + $0) }
      let candidates =
        below.map { PlacedLabel(text: series.label, point: $0, anchor: .start) }
        + atEnd.map { PlacedLabel(text: series.label, point: $0, anchor: .end) }
      if let label = places.place(candidates) {
        shapes += label.shapes(style: "label")
      } else {
        shapes.append(.text(series.label, below[0], .start, style: "label"))
      }
    }
  }

  /// Returns boxes that cover a curve.
  private static func boxes(_ curve: [Point]) -> [Box] {
    var boxes: [Box] = []
    for (from, to) in zip(curve, curve.dropFirst()) {
      let steps = max(1, ((to.x - from.x) / 6).rounded(.up))
      for step in stride(from: 0, through: steps, by: 1) {
        let x = from.x + (to.x - from.x) * step / steps
        let y = from.y + (to.y - from.y) * step / steps
        boxes.append(Box(x: x - 3, y: y - 3, width: 6, height: 6))
      }
    }
    return boxes + curve.map { Box(x: $0.x - 5, y: $0.y - 5, width: 10, height: 10) }
  }
}
