/// Decimal digits without a locale.
enum NumberText {
  static let minus = "\u{2212}"

  /// Returns a whole number with a comma every three digits.
  static func grouped(_ value: Int64) -> String {
    (value < 0 ? minus : "") + grouped(digits: String(value.magnitude))
  }

  /// Returns a number rounded half away from zero to `precision`.
  ///
  /// Where that would print a zero for what is not one, more digits are given until one shows.
  static func rounded(_ value: Double, _ precision: NumberPrecision) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return value.description }
    let size = value.magnitude
    let text: String
    switch precision {
    case .fixed(let places): text = fixed(size, visiblePlaces(size, places))
    case .upTo(let places): text = trimmed(fixed(size, visiblePlaces(size, places)))
    case .significant(let digits): text = significant(size, digits)
    }
    return value < 0 ? minus + text : text
  }

  /// Returns the shortest text that reads back as `value`; a whole number has no point.
  static func shortest(_ value: Double) -> String {
    guard let whole = Int64(exactly: value), whole.magnitude < 1 << 53 else {
      return value.description
    }
    return String(whole)
  }

  private static func visiblePlaces(_ size: Double, _ places: Int) -> Int {
    guard size > 0 else { return places }
    var places = places
    while places < 9, (size * power(places)).rounded(.toNearestOrAwayFromZero) == 0 { places += 1 }
    return places
  }

  private static func significant(_ size: Double, _ digits: Int) -> String {
    guard size > 0 else { return "0" }
    var places = digits - 1
    while places < 9, size * power(places) < power(digits - 1) { places += 1 }
    var bound = power(digits - places)
    // Rounding may carry into one more digit: 9.97 becomes 10.
    while (size / bound * power(digits)).rounded(.toNearestOrAwayFromZero) >= power(digits) {
      bound *= 10
      places -= 1
    }
    if places >= 0 { return fixed(size, places) }
    let unit = power(-places)
    return fixed((size / unit).rounded(.toNearestOrAwayFromZero) * unit, 0)
  }

  private static func fixed(_ size: Double, _ places: Int) -> String {
    let scale = power(places)
    let scaled = (size * scale).rounded(.toNearestOrAwayFromZero)
    guard let whole = UInt64(exactly: scaled) else { return size.description }
    let unit = UInt64(scale)
    let integral = grouped(digits: String(whole / unit))
    guard places > 0 else { return integral }
    let fraction = String(whole % unit)
    let zeros = String(repeating: "0", count: places - fraction.utf8.count)
    return integral + "." + zeros + fraction
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = Substring(text)
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return String(text)
  }

  private static func grouped(digits: String) -> String {
    let count = digits.utf8.count
    guard count > 3 else { return digits }
    var text: [UInt8] = []
    text.reserveCapacity(count + count / 3)
    for (index, digit) in digits.utf8.enumerated() {
      if index > 0, (count - index) % 3 == 0 { text.append(UInt8(ascii: ",")) }
      text.append(digit)
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func power(_ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<exponent.magnitude { result *= 10 }
    return exponent < 0 ? 1 / result : result
  }
}
