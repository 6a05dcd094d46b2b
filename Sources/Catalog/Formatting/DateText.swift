/// Dates in words.
enum DateText {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// Returns `10 January 2025`, or as much of it as is known.
  static func prose(_ date: CalendarDate) -> String {
    var words: [String] = []
    if let day = date.day { words.append(String(day)) }
    if let month = date.month { words.append(months[month - 1]) }
    words.append(String(date.year))
    return words.joined(separator: ValueFormat.noBreakSpace)
  }
}
