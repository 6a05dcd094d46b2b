/// How values are rounded for print, in words.
enum RoundingText {
  /// Returns what ``ValueFormat`` does to a value: "printed with one decimal".
  static func words(for cell: Cell, unit: Unit?) -> String {
    guard case .decimal(let value) = cell else { return "printed as it is" }
    switch NumberPrecision(of: value, unit: unit) {
    case .fixed(0): return "printed as a whole number"
    case .fixed(1): return "printed with one decimal"
    case .fixed(let places): return "printed with \(places) decimals"
    case .upTo(1): return "printed with one decimal at most"
    case .upTo(let places): return "printed with \(places) decimals at most"
    case .significant(let digits): return "printed with \(digits) significant digits"
    }
  }

  /// Returns a number with all its digits where the printed one has fewer.
  static func exact(_ cell: Cell, unit: Unit?) -> String? {
    guard case .decimal(let value) = cell else { return nil }
    let printed = ValueFormat.number(value, unit: unit)
    let exact = NumberText.shortest(value)
    let bare = String(printed.filter { $0 != "," })
    guard bare != exact, bare != exact.replacing("-", with: NumberText.minus) else { return nil }
    return [exact, unit?.symbol].compactMap(\.self).joined(separator: ValueFormat.noBreakSpace)
  }
}
