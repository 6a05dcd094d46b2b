import Catalog
import Prose

/// For how many days facts are good: `volatility` in `site.yaml`.
enum VolatilitySettings {
  /// Reads the days of the classes that the mapping names.
  static func read(_ fields: inout Fields) -> [Volatility: Int] {
    var days: [Volatility: Int] = [:]
    for (name, text) in fields.pairs("volatility") ?? [] {
      guard let volatility = Volatility(rawValue: name.value) else {
        fields.report(unknown: name, among: Volatility.allCases.map(\.rawValue))
        continue
      }
      guard let number = Int(text.value), Freshness.range.contains(number) else {
        fields.report(
          wrong: text,
          "'\(name.value)' must be a number of days from \(Freshness.range.lowerBound) to "
            + "\(Freshness.range.upperBound), found '\(text.value)'")
        continue
      }
      days[volatility] = number
    }
    return days
  }
}
