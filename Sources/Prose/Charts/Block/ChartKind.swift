/// The forms of chart that a page can hold.
package enum ChartKind: String, Sendable, CaseIterable {
  /// Stacked horizontal bars: what a whole is made of, with a mark for what it must stay below.
  case ledger
  /// Curves over a logarithmic axis, with levels across.
  case lines
  /// Points on two logarithmic axes.
  case scatter
  /// Horizontal bars in groups.
  case bars

  /// What the chart is, for readers who do not see it.
  var noun: String {
    switch self {
    case .ledger: "Stacked bar chart"
    case .lines: "Line chart"
    case .scatter: "Scatter chart"
    case .bars: "Bar chart"
    }
  }
}
