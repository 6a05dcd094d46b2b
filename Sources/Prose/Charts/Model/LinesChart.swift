/// Curves and the levels they cross.
struct LinesChart: Sendable {
  struct Series: Sendable {
    var label: String
    var points: [(x: ChartValue, y: ChartValue)]
  }

  /// A line across the chart.
  struct Level: Sendable {
    var label: String
    var y: ChartValue
  }

  var x: AxisText
  var y: AxisText
  var isLogarithmic: Bool
  var series: [Series]
  var levels: [Level]
}
