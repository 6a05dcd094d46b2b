import Catalog
import Testing

@Suite("Dates")
struct CalendarDateTests {
  @Test(arguments: [
    ("2026-09-30", 180, "2027-03-29"), ("2024-02-28", 1, "2024-02-29"),
    ("2023-02-28", 1, "2023-03-01"), ("2000-02-28", 2, "2000-03-01"),
    ("1900-02-28", 1, "1900-03-01"), ("2025-12-31", 1, "2026-01-01"),
    ("2026-03-01", -1, "2026-02-28"), ("2026-11-23", 0, "2026-11-23"),
    ("2026-01-01", 365, "2027-01-01"), ("2024-01-01", 366, "2025-01-01"),
    ("2000-01-01", 146_097, "2400-01-01"),
  ])
  func countsDays(from: String, days: Int, to: String) throws {
    let date = try #require(CalendarDate(from))
    #expect(date.adding(days: days) == CalendarDate(to))
  }

  @Test func goesThroughEveryDayOfManyYears() throws {
    let first = try #require(CalendarDate("1999-12-31"))
    var date = first
    for count in 1...3000 {
      let next = try #require(date.adding(days: 1))
      #expect(next > date)
      #expect(first.adding(days: count) == next)
      date = next
    }
    #expect(date.description == "2008-03-18")
  }

  @Test(arguments: ["2026", "2026-05"])
  func countsNoDaysWhereTheDayIsNotKnown(text: String) throws {
    #expect(try #require(CalendarDate(text)).adding(days: 1) == nil)
  }

  @Test func leavesTheCalendarForNoDate() throws {
    #expect(try #require(CalendarDate("9999-12-31")).adding(days: 1) == nil)
    #expect(try #require(CalendarDate("1900-01-01")).adding(days: -800_000) == nil)
  }
}
