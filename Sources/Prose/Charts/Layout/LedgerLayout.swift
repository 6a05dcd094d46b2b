import Catalog

/// Draws wholes and their parts, each whole as one bar.
///
/// A single bar has a key with all its figures below. Several bars share one key above, and each
/// part tells its figure below itself where it is wide enough; the table has the rest.
struct LedgerLayout {
  let chart: LedgerChart
  let size: ChartSize

  private static let barHeight = 26.0

  func drawing() -> Drawing {
    var shapes: [Shape] = []
    let numbers = chart.rows.map { max($0.total.number, $0.mark?.number ?? 0) }
    let axis = ChartAxis.linear(
      upTo: numbers.max() ?? 1, unit: chart.unit, goal: size == .wide ? 8 : 5)
    var y = 0.0
    if chart.rows.count > 1 {
      y += sharedKey.draw(at: Point(x: 0, y: y), width: size.width, into: &shapes) + 12
    }
    for (index, row) in chart.rows.enumerated() {
      if index > 0 { y += 14 }
      y = draw(row, top: y, axis: axis, into: &shapes)
      if chart.rows.count > 1 { y = values(of: row, top: y, axis: axis, into: &shapes) }
    }
    y = ticks(axis, top: y + 4, into: &shapes)
    if chart.rows.count == 1 {
      y += 8 + key(chart.rows[0]).draw(at: Point(x: 0, y: y + 8), width: size.width, into: &shapes)
    }
    return Drawing(width: size.width, height: y, shapes: shapes)
  }

  private func x(_ value: Double, _ axis: ChartAxis) -> Double {
    axis.fraction(value) * (size.width - 2) + 1
  }

  private func ticks(_ axis: ChartAxis, top: Double, into shapes: inout [Shape]) -> Double {
    for tick in axis.ticks {
      let anchor: TextAnchor = tick == axis.lower ? .start : tick == axis.upper ? .end : .middle
      let unit = tick == axis.upper ? chart.unit.map { " " + $0.symbol } ?? "" : ""
      let place = Point(x: x(tick, axis), y: top + 13)
      shapes.append(.text(axis.text(tick) + unit, place, anchor, style: "tick"))
    }
    return top + TextMeasure.lineHeight
  }

  /// Draws a row's name, total and bar, and returns where it ends.
  private func draw(
    _ row: LedgerChart.Row, top: Double, axis: ChartAxis, into shapes: inout [Shape]
  ) -> Double {
    let room = size.width - TextMeasure.width(row.total.text) * 1.1 - 16
    let lines = TextMeasure.lines(row.label, width: room)
    for (index, line) in lines.enumerated() {
      let y = top + 13 + Double(index) * TextMeasure.lineHeight
      shapes.append(.text(line, Point(x: 0, y: y), .start, style: "label"))
    }
    shapes.append(
      .text(row.total.text, Point(x: size.width, y: top + 13), .end, style: "label"))
    let barTop = top + Double(lines.count) * TextMeasure.lineHeight + 2
    bar(row, top: barTop, axis: axis, into: &shapes)
    return barTop + LedgerLayout.barHeight
  }

  private func bar(
    _ row: LedgerChart.Row, top: Double, axis: ChartAxis, into shapes: inout [Shape]
  ) {
    let height = LedgerLayout.barHeight
    shapes.append(
      .box(Box(x: 1, y: top, width: size.width - 2, height: height), style: "track"))
    for tick in axis.ticks where tick != axis.lower && tick != axis.upper {
      let x = x(tick, axis)
      shapes.append(.line(Point(x: x, y: top), Point(x: x, y: top + height), style: "grid"))
    }
    for part in parts(of: row, axis) {
      // A sliver of paper keeps neighbours apart; the thinnest part still shows.
      let box = Box(x: part.from, y: top, width: max(1, part.to - part.from - 1.5), height: height)
      let name = "\(chart.parts[part.series]): \(part.text)"
      shapes.append(.named(name, href: nil, [.filled(box, series: part.series)]))
    }
    if let mark = row.mark {
      let x = x(mark.number, axis)
      shapes.append(
        .line(Point(x: x, y: top - 4), Point(x: x, y: top + height + 4), style: "mark"))
    }
  }

  /// Writes the figures of the wide parts below them and returns where they end.
  private func values(
    of row: LedgerChart.Row, top: Double, axis: ChartAxis, into shapes: inout [Shape]
  ) -> Double {
    for part in parts(of: row, axis) where TextMeasure.width(part.text) <= part.to - part.from {
      let place = Point(x: (part.from + part.to) / 2, y: top + 16)
      shapes.append(.text(part.text, place, .middle, style: "soft"))
    }
    return top + 4 + TextMeasure.lineHeight
  }

  private func parts(
    of row: LedgerChart.Row, _ axis: ChartAxis
  ) -> [(series: Int, text: String, from: Double, to: Double)] {
    var sum = 0.0
    var parts: [(series: Int, text: String, from: Double, to: Double)] = []
    for (series, part) in row.parts.enumerated() {
      guard let part, part.number > 0 else { continue }
      parts.append((series, part.text, x(sum, axis), x(sum + part.number, axis)))
      sum += part.number
    }
    return parts
  }

  private func key(_ row: LedgerChart.Row) -> KeyRow {
    var items: [(sign: KeyRow.Sign, text: String)] = []
    for (series, part) in row.parts.enumerated() {
      guard let part else { continue }
      items.append((.fill(series), "\(chart.parts[series]) \(part.text)"))
    }
    if let mark = row.mark, let label = chart.markLabel {
      items.append((.mark, "\(label) \(mark.text)"))
    }
    return KeyRow(items: items)
  }

  /// The names of the parts; the mark with its value where all bars have the same.
  private var sharedKey: KeyRow {
    var items = chart.parts.enumerated().map { series, part in
      (sign: KeyRow.Sign.fill(series), text: part)
    }
    if let label = chart.markLabel {
      let values = Set(chart.rows.map(\.mark?.text))
      let value = values.count == 1 ? values.first ?? nil : nil
      items.append((.mark, value.map { "\(label) \($0)" } ?? label))
    }
    return KeyRow(items: items)
  }
}
