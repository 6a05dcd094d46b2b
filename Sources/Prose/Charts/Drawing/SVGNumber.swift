/// Coordinates as text.
enum SVGNumber {
  /// Returns a coordinate to a tenth of a unit, which is less than any screen shows.
  ///
  /// Whole-number digits, so that the bytes do not depend on how a platform prints fractions.
  static func text(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded(.toNearestOrAwayFromZero))
    let whole = String(tenths.magnitude / 10)
    let digit = tenths.magnitude % 10
    return (tenths < 0 ? "-" : "") + whole + (digit == 0 ? "" : ".\(digit)")
  }
}
