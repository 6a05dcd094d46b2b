import Catalog

/// Wholes and their parts.
struct LedgerChart: Sendable {
  struct Row: Sendable {
    var label: String
    /// One for each of the chart's parts; `nil` where the table has no number.
    var parts: [ChartValue?]
    /// The sum of the parts.
    var total: ChartValue
    /// What the sum must stay below.
    var mark: ChartValue?
  }

  var parts: [String]
  var markLabel: String?
  var rows: [Row]
  var unit: Unit?
}
