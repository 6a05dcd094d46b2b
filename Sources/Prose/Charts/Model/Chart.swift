import Catalog

/// A chart as data: numbers with their words, free of columns and of coordinates.
enum Chart: Sendable {
  case ledger(LedgerChart)
  case lines(LinesChart)
  case scatter(ScatterChart)
  case bars(BarsChart)

  /// Colours, patterns and marks are told apart up to this number.
  static let seriesLimit = 6

  /// What an axis can show besides 0. The bounds leave room for sums, and for the quotient of the
  /// largest and the smallest number, which must stay finite.
  static let drawableNumbers = 1e-100...1e100
}

/// A number with the words that the page prints for it.
struct ChartValue: Sendable {
  var number: Double
  /// As in a sentence, with the unit.
  var text: String
}

/// What runs along an axis.
struct AxisText: Sendable {
  var label: String
  var unit: Unit?
}
