/// Reads numbers written with digits, an optional minus and a decimal point.
enum NumberParser {
  /// Powers of ten that a `Double` holds exactly.
  private static let powersOfTen: [Double] = (0...22).map { exponent in
    (0..<exponent).reduce(1.0) { power, _ in power * 10 }
  }

  /// Returns a whole number, or `nil` for anything but digits with an optional minus.
  static func integer(_ bytes: ArraySlice<UInt8>) -> Int64? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    guard !digits.isEmpty else { return nil }
    var value: Int64 = 0
    for byte in digits {
      guard let digit = digit(byte) else { return nil }
      let (product, overflows) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflowsToo) = product.addingReportingOverflow(digit)
      guard !overflows, !overflowsToo else { return nil }
      value = sum
    }
    return isNegative ? -value : value
  }

  /// Returns a number, or `nil` for anything but digits, one point between digits and a minus.
  ///
  /// Up to 15 digits are read exactly as the nearest `Double`: both the digits and the power of ten
  /// are exact, so the one division rounds correctly (Clinger 1990). Longer numbers go through the
  /// standard library.
  static func decimal(_ bytes: ArraySlice<UInt8>) -> Double? {
    let isNegative = bytes.first == UInt8(ascii: "-")
    let body = isNegative ? bytes.dropFirst() : bytes
    var mantissa: Int64 = 0
    var digits = 0
    var decimals: Int?
    for byte in body {
      if byte == UInt8(ascii: "."), decimals == nil, digits > 0 {
        decimals = 0
        continue
      }
      guard let digit = digit(byte) else { return nil }
      digits += 1
      decimals = decimals.map { $0 + 1 }
      if digits <= 15 { mantissa = mantissa * 10 + digit }
    }
    guard digits > 0, decimals != 0 else { return nil }
    if digits > 15 {
      return Double(String(decoding: bytes, as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
    }
    let value = Double(mantissa) / powersOfTen[decimals ?? 0]
    return isNegative ? -value : value
  }

  private static func digit(_ byte: UInt8) -> Int64? {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) ? Int64(byte - UInt8(ascii: "0")) : nil
  }
}
