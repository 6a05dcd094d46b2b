/// A date of the Gregorian calendar, known to the day, the month or only the year.
package struct CalendarDate: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let year: Int
  package let month: Int?
  package let day: Int?

  /// Reads `YYYY`, `YYYY-MM` or `YYYY-MM-DD`; anything else, or a day that no month has, is `nil`.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard (1...3).contains(parts.count), parts[0].utf8.count == 4,
      parts.dropFirst().allSatisfy({ $0.utf8.count == 2 })
    else { return nil }
    let numbers = parts.map { part in
      part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        ? Int(part) : nil
    }
    guard let year = numbers[0], year >= 1900 else { return nil }
    self.year = year
    guard numbers.count > 1 else {
      (month, day) = (nil, nil)
      return
    }
    guard let month = numbers[1], (1...12).contains(month) else { return nil }
    self.month = month
    guard numbers.count > 2 else {
      day = nil
      return
    }
    guard let day = numbers[2], day >= 1, day <= Self.days(in: month, of: year) else { return nil }
    self.day = day
  }

  /// The date in ISO 8601, as long as it is known.
  package var description: String {
    var text = String(year)
    if let month { text += "-" + Self.twoDigits(month) }
    if let day { text += "-" + Self.twoDigits(day) }
    return text
  }

  /// Orders by the earliest day a date can mean.
  package static func < (lhs: Self, rhs: Self) -> Bool {
    (lhs.year, lhs.month ?? 0, lhs.day ?? 0) < (rhs.year, rhs.month ?? 0, rhs.day ?? 0)
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : String(number)
  }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
