import Catalog
import Markup

/// Writes a chart as a figure: its caption, the picture in two sizes, and the same values as a table.
enum ChartHTML {
  /// Returns the figure; without a chart, what is said in its place.
  static func html(of chart: Chart?, _ table: RenderedTable) -> String {
    let id = HTMLEscape.text(table.id)
    var html = HTMLBytes()
    html.write("<figure class=\"chart\" id=\"\(id)\">\n")
    if let chart {
      html.write("<figcaption class=\"chart-caption\" id=\"\(id)-title\">")
      html.write(Permalink.wrap(HTMLEscape.text(table.caption), to: table.id))
      html.write("</figcaption>\n")
      for size in ChartSize.allCases {
        var writer = SVGWriter(prefix: "\(table.id)-\(size.rawValue)")
        writer.write(
          chart.drawing(size), name: size.rawValue, label: "\(table.id)-title",
          summary: "\(chart.kind.noun). The table below it holds the same values.")
        html.write(writer.svg)
      }
      TableHTML.note(of: table, into: &html)
      html.write("<details class=\"chart-data\">\n<summary>Values as a table</summary>\n")
      TableHTML.region(table, linksRows: false, into: &html)
      html.write("</details>\n")
    } else {
      TableHTML.empty(table, into: &html)
    }
    html.write("</figure>\n")
    return html.text
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
