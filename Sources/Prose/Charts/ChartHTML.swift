import Catalog
import Markup

/// Writes a chart as a figure: its caption, the picture in two sizes, and the same values as a table.
enum ChartHTML {
  /// Writes the figure; without a chart, what is said in its place.
  static func write(_ chart: Chart?, of table: RenderedTable, into html: inout String) {
    let id = HTMLEscape.text(table.id)
    html += "<figure class=\"chart\" id=\"\(id)\">\n"
    if let chart {
      html += "<figcaption class=\"chart-caption\" id=\"\(id)-title\">"
      html += Permalink.wrap(HTMLEscape.text(table.caption), to: table.id) + "</figcaption>\n"
      for size in ChartSize.allCases {
        var writer = SVGWriter(prefix: "\(table.id)-\(size.rawValue)")
        writer.write(
          chart.drawing(size), name: size.rawValue, label: "\(table.id)-title",
          summary: "\(chart.kind.noun). The table below it holds the same values.")
        html += writer.svg
      }
      TableHTML.note(of: table, into: &html)
      html += "<details class=\"chart-data\">\n<summary>Values as a table</summary>\n"
      TableHTML.region(table, linksRows: false, into: &html)
      html += "</details>\n"
    } else {
      TableHTML.empty(table, into: &html)
    }
    html += "</figure>\n"
  }
}

extension Chart {
  var kind: ChartKind {
    switch self {
    case .ledger: .ledger
    case .lines: .lines
    case .scatter: .scatter
    case .bars: .bars
    }
  }

  func drawing(_ size: ChartSize) -> Drawing {
    switch self {
    case .ledger(let chart): LedgerLayout(chart: chart, size: size).drawing()
    case .lines(let chart): LinesLayout(chart: chart, size: size).drawing()
    case .scatter(let chart): ScatterLayout(chart: chart, size: size).drawing()
    case .bars(let chart): BarsLayout(chart: chart, size: size).drawing()
    }
  }
}
