import Catalog

/// Groups of bars, one bar for each column.
struct BarsChart: Sendable {
  struct Bar: Sendable {
    /// `nil` where there is no number.
    var number: Double?
    /// The value, or why there is none.
    var text: String
  }

  struct Group: Sendable {
    var label: String
    /// One for each of the chart's bars.
    var bars: [Bar]
  }

  var bars: [String]
  var groups: [Group]
  var unit: Unit?
}
