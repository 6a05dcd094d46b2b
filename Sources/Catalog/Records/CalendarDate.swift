/// A date of the Gregorian calendar, known to the day, the month or only the year.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Year, month and day in one number, so that a cell of a table stays small; 0 where not known.
  private let packed: UInt32

  package var year: Int { Int(packed >> 16) }

  /// The month, or `nil` when only the year is known.
  package var month: Int? { Self.known(packed >> 8) }

  /// The day, or `nil` when only the month is known.
  package var day: Int? { Self.known(packed) }

  /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else, or a day that no month has, is `nil`.
  package init?(_ text: String) {
    let bytes = text.utf8
    let count = bytes.count
    guard count == 4 || count == 7 || count == 10, let year = Self.digits(bytes.prefix(4)),
      year >= 1900
    else { return nil }
    let rest = bytes.dropFirst(4)
    guard let month = Self.part(rest), let day = Self.part(rest.dropFirst(3)) else { return nil }
    if !rest.isEmpty, !(1...12).contains(month) { return nil }
    if rest.count > 3, !(1...Self.days(in: month, of: year)).contains(day) { return nil }
    packed = UInt32(year << 16 | month << 8 | day)
  }

  /// Returns the two digits after a hyphen, 0 where the text has ended.
  private static func part(_ text: Substring.UTF8View) -> Int? {
    if text.isEmpty { return 0 }
    return text.first == UInt8(ascii: "-") ? digits(text.dropFirst().prefix(2)) : nil
  }

  /// Returns the date some days later, or `nil` where the day is not known or the year would not
  /// have four digits.
  ///
  /// Counts days of the Gregorian calendar from 1 March 2000, so that the leap day comes last in a
  /// year and every 400 years are alike.
  package func adding(days: Int) -> CalendarDate? {
    guard let month, let day else { return nil }
    let shifted = month > 2 ? year : year - 1
    let inYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    var rest = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + inYear + days
    guard rest > 0 else { return nil }
    let cycles = rest / 146_097
    rest %= 146_097
    let years = (rest - rest / 1460 + rest / 36_524 - rest / 146_096) / 365
    let dayOfYear = rest - (365 * years + years / 4 - years / 100)
    let part = (5 * dayOfYear + 2) / 153
    let newMonth = part < 10 ? part + 3 : part - 9
    let newYear = cycles * 400 + years + (newMonth <= 2 ? 1 : 0)
    let newDay = dayOfYear - (153 * part + 2) / 5 + 1
    return CalendarDate(
      Self.padded(newYear, 4) + "-" + Self.padded(newMonth, 2) + "-" + Self.padded(newDay, 2))
  }

  private static func padded(_ number: Int, _ count: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
  }

  /// The date in ISO 8601, as long as it is known.
  package var description: String {
    var text = String(year)
    if let month { text += "-" + Self.padded(month, 2) }
    if let day { text += "-" + Self.padded(day, 2) }
    return text
  }

  /// The last day that the date can mean.
  var latest: CalendarDate? {
    guard let month else { return CalendarDate(Self.padded(year, 4) + "-12-31") }
    guard day == nil else { return self }
    let last = Self.days(in: month, of: year)
    return CalendarDate(description + "-" + Self.padded(last, 2))
  }

  /// Orders by the earliest day a date can mean.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    lhs.packed < rhs.packed
  }

  private static func known(_ bits: UInt32) -> Int? {
    bits & 0xFF == 0 ? nil : Int(bits & 0xFF)
  }

  /// Returns the number that decimal digits spell.
  private static func digits(_ text: Substring.UTF8View) -> Int? {
    var number = 0
    for byte in text {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = 10 * number + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
