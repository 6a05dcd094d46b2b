/// Draws points on two logarithmic axes, with as many names as there is room for.
struct ScatterLayout {
  let chart: ScatterChart
  let size: ChartSize

  func drawing() -> Drawing {
    var shapes: [Shape] = []
    let keyHeight = key(into: &shapes)
    let frame = frame(below: keyHeight)
    frame.draw(verticals: true, into: &shapes)
    let points = chart.points.map { frame.point($0.x.number, $0.y.number) }
    var labels = LabelPlaces(
      area: Box(
        x: frame.area.x + 2, y: frame.area.y, width: size.width - frame.area.x - 2,
        height: frame.area.height - 2),
      avoiding: points.map { Box(x: $0.x - 6, y: $0.y - 6, width: 12, height: 12) })
    var named: [Shape] = []
    for (index, point) in chart.points.enumerated() {
      var marks: [Shape] = [.marker(points[index], series: point.group)]
      if let label = labels.place(point.label, beside: points[index]) {
        marks += label.shapes(style: "value")
      }
      let name = "\(point.label): \(point.x.text), \(point.y.text)"
      named.append(.named(name, href: point.href, marks))
    }
    // What is drawn last lies on top: the most important.
    shapes += named.reversed()
    return Drawing(width: size.width, height: frame.bottom, shapes: shapes)
  }

  private func key(into shapes: inout [Shape]) -> Double {
    guard !chart.groups.isEmpty else { return 0 }
    let items = chart.groups.enumerated().map { index, group in
      (sign: KeyRow.Sign.marker(index), text: group)
    }
    return KeyRow(items: items).draw(at: Point(x: 0, y: 0), width: size.width, into: &shapes) + 8
  }

  private func frame(below top: Double) -> PlotFrame {
    let xs = chart.points.map(\.x.number)
    let ys = chart.points.map(\.y.number)
    return PlotFrame(
      size: size, height: size == .wide ? 520 : 480, top: top, right: 12,
      x: (axis(xs, chart.x), chart.x), y: (axis(ys, chart.y), chart.y))
  }

  /// Leaves room around the outermost points for their marks.
  private func axis(_ values: [Double], _ text: AxisText) -> ChartAxis {
    ChartAxis.logarithmic(
      from: (values.min() ?? 1) * 0.85, to: (values.max() ?? 1) * 1.2, unit: text.unit)
  }
}
