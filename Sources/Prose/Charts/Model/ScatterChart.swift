/// Points on two axes.
struct ScatterChart: Sendable {
  struct Point: Sendable {
    var label: String
    /// The index of its group.
    var group: Int
    var x: ChartValue
    var y: ChartValue
    /// The page of the record that the point stands for.
    var href: String?
  }

  var x: AxisText
  var y: AxisText
  /// In alphabetical order; empty when the points are of one kind.
  var groups: [String]
  /// The most important first: they get their labels first.
  var points: [Point]
}
