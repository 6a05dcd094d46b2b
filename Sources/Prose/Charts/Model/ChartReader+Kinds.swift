import Catalog
import Diagnostics

extension ChartReader {
  func ledger(
    _ parts: [Located<String>]?, _ mark: Located<String>?
  ) throws(Fault) -> LedgerChart {
    var markColumn: Int?
    if let mark { markColumn = try index(of: mark) }
    let columns = try numberColumns(parts, except: markColumn)
    if let markColumn, table.columns[markColumn].unit != table.columns[columns[0]].unit {
      throw mixedUnits(markColumn, columns[0])
    }
    let unit = table.columns[columns[0]].unit
    var chart = LedgerChart(
      parts: columns.map { table.columns[$0].label },
      markLabel: markColumn.map { table.columns[$0].label }, rows: [], unit: unit)
    for row in table.rows.indices {
      var values: [ChartValue?] = []
      for column in columns { values.append(try value(row, column, above: .zero)) }
      var markValue: ChartValue?
      if let markColumn { markValue = try value(row, markColumn, above: .zero) }
      let sum = values.reduce(0) { $0 + ($1?.number ?? 0) }
      let text = ValueFormat.text(.decimal(sum), unit: unit, style: .prose)
      chart.rows.append(
        LedgerChart.Row(
          label: label(row), parts: values, total: ChartValue(number: sum, text: text),
          mark: markValue))
    }
    guard chart.rows.contains(where: { $0.total.number > 0 }) else { throw nothing }
    return chart
  }

  func bars(_ names: [Located<String>]?) throws(Fault) -> BarsChart {
    let columns = try numberColumns(names)
    var chart = BarsChart(
      bars: columns.map { table.columns[$0].label }, groups: [],
      unit: table.columns[columns[0]].unit)
    for row in table.rows.indices {
      var bars: [BarsChart.Bar] = []
      for column in columns {
        let number = try value(row, column, above: .zero)?.number
        bars.append(BarsChart.Bar(number: number, text: text(row, column)))
      }
      chart.groups.append(BarsChart.Group(label: label(row), bars: bars))
    }
    guard chart.groups.contains(where: { $0.bars.contains { ($0.number ?? 0) > 0 } }) else {
      throw nothing
    }
    return chart
  }

  func lines(
    _ series: Located<String>, _ x: Located<String>, _ y: Located<String>,
    _ scale: ChartBlock.ScaleKind
  ) throws(Fault) -> LinesChart {
    let columns = (series: try index(of: series), x: try index(of: x), y: try index(of: y))
    let isLogarithmic = scale == .log
    var chart = LinesChart(
      x: axis(columns.x), y: axis(columns.y), isLogarithmic: isLogarithmic, series: [], levels: [])
    for row in table.rows.indices {
      let name = text(row, columns.series)
      guard let y = try value(row, columns.y, above: isLogarithmic ? .aboveZero : .zero) else {
        continue
      }
      guard let x = try value(row, columns.x, above: .aboveZero) else {
        chart.levels.append(LinesChart.Level(label: name, y: y))
        continue
      }
      if let index = chart.series.firstIndex(where: { $0.label == name }) {
        chart.series[index].points.append((x, y))
      } else {
        chart.series.append(LinesChart.Series(label: name, points: [(x, y)]))
      }
    }
    guard chart.series.count <= Chart.seriesLimit else {
      throw tooMany("lines", chart.series.count)
    }
    for index in chart.series.indices {
      chart.series[index].points.sort { $0.x.number < $1.x.number }
    }
    guard !chart.series.isEmpty else { throw nothing }
    return chart
  }

  func scatter(
    _ x: Located<String>, _ y: Located<String>, _ group: Located<String>?
  ) throws(Fault) -> ScatterChart {
    let columns = (x: try index(of: x), y: try index(of: y))
    var groupColumn: Int?
    if let group { groupColumn = try index(of: group) }
    var chart = ScatterChart(x: axis(columns.x), y: axis(columns.y), groups: [], points: [])
    var groups: [String] = []
    for row in table.rows.indices {
      guard let x = try value(row, columns.x, above: .aboveZero),
        let y = try value(row, columns.y, above: .aboveZero)
      else { continue }
      let href = table.rows[row].lazy.compactMap(\.href).first
      chart.points.append(
        ScatterChart.Point(label: label(row), group: 0, x: x, y: y, href: href))
      if let groupColumn { groups.append(text(row, groupColumn)) }
    }
    // By name: the order of rows is the order of importance.
    chart.groups = Set(groups).sorted()
    for (index, group) in groups.enumerated() {
      chart.points[index].group = chart.groups.firstIndex(of: group) ?? 0
    }
    guard chart.groups.count <= Chart.seriesLimit else {
      throw tooMany("groups", chart.groups.count)
    }
    guard !chart.points.isEmpty else { throw nothing }
    return chart
  }

  private var nothing: Fault {
    fault(
      "empty-chart", "no row of the query has numbers to draw",
      help: ["leave such rows out and say what an empty chart means with 'empty: …'"])
  }
}
