/// How fast facts of a kind stop being true.
package enum Volatility: String, Sendable, CaseIterable {
  /// Prices.
  case high
  /// What programs and vendors support.
  case medium
  /// What is printed on a data sheet.
  case low

  /// For how many days such a fact is good, where the site's settings say nothing else.
  ///
  /// Prices of parts moved by half within months when memory became scarce: half a year is the
  /// longest that a street price is called current. Programs add support for cards about once a
  /// year. Data sheets are corrected now and then as long as a part is sold, some five years.
  package var defaultDays: Int {
    switch self {
    case .high: 180
    case .medium: 365
    case .low: 1825
    }
  }

  /// What facts are of the kind.
  package var meaning: String {
    switch self {
    case .high: "prices"
    case .medium: "what programs and vendors support"
    case .low: "what is printed on data sheets"
    }
  }
}

extension TableSchema {
  /// Returns how fast the facts of a column stop being true, or `nil` for what does not age.
  func volatility(of column: ColumnSchema) -> Volatility? {
    if let own = column.volatility { return own }
    guard column.origin == .file else { return nil }
    return switch column.kind {
    case .integer, .decimal, .flag: volatility
    case .identifier, .text, .date, .choice, .reference: nil
    }
  }
}
