/// For how long facts are good, and the day they are held against.
package struct Freshness: Hashable, Sendable {
  /// The day to take as today's; without one nothing is judged by its age.
  package var today: CalendarDate?
  private var stated: [Volatility: Int]

  /// Takes the day, and the days of the classes for which the site says other than usual.
  package init(today: CalendarDate? = nil, days: [Volatility: Int] = [:]) {
    self.today = today
    stated = days
  }

  /// Returns for how many days facts of a class are good.
  package func days(of volatility: Volatility) -> Int {
    stated[volatility] ?? volatility.defaultDays
  }

  /// The number of days that a site may set for a class: up to about a century.
  package static let range = 1...36_500

  /// How old a fact is on `today`.
  package enum Age: Sendable {
    case fresh
    /// Older than its class allows: said beside the fact.
    case stale
    /// More than twice as old as its class allows: a warning.
    case overdue
  }

  /// Returns how a fact of a day stands today. A day that is not known to the day is taken as the
  /// last it can mean.
  package func age(of day: CalendarDate, _ volatility: Volatility) -> Age {
    guard let today, let last = day.latest else { return .fresh }
    let days = days(of: volatility)
    guard let end = last.adding(days: days), end < today else { return .fresh }
    guard let late = last.adding(days: 2 * days), late < today else { return .stale }
    return .overdue
  }
}
