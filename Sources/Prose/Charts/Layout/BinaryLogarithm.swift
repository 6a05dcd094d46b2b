/// Logarithms that are the same on every platform.
enum BinaryLogarithm {
  /// Returns the binary logarithm of a positive number.
  ///
  /// Only operations that IEEE 754 defines to the last bit: the exponent is read off, and the
  /// significand goes through the series of the inverse hyperbolic tangent,
  /// ln m = 2 (z + z³/3 + z⁵/5 + …) with z = (m − 1) / (m + 1) ≤ 1/3.
  static func of(_ value: Double) -> Double {
    precondition(value > 0 && value.isFinite, "no logarithm of \(value)")
    let z = (value.significand - 1) / (value.significand + 1)
    var power = z
    var sum = 0.0
    for divisor in stride(from: 1.0, through: 35, by: 2) {
      sum += power / divisor
      power *= z * z
    }
    return Double(value.exponent) + 2 * sum / naturalLogarithmOf2
  }

  private static let naturalLogarithmOf2 = 0.693_147_180_559_945_3
}
