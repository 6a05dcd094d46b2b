import Diagnostics
import Testing

@testable import Catalog

@Suite("How old facts may be")
struct FreshnessTests {
  private static func day(_ text: String) throws -> CalendarDate {
    try #require(CalendarDate(text))
  }

  @Test(arguments: [
    ("2026-06-30", "fresh"), ("2026-07-01", "stale"), ("2026-12-27", "stale"),
    ("2026-12-28", "overdue"),
  ])
  func growsStaleThenOverdue(today: String, age: String) throws {
    let freshness = Freshness(today: try Self.day(today))
    // 1 January 2026 and 180 days is 30 June.
    #expect("\(freshness.age(of: try Self.day("2026-01-01"), .high))" == age)
  }

  @Test func takesAMonthAsItsLastDay() throws {
    let freshness = Freshness(today: try Self.day("2026-03-02"), days: [.high: 1])
    #expect("\(freshness.age(of: try Self.day("2026-02"), .high))" == "stale")
    #expect("\(freshness.age(of: try Self.day("2026-03"), .high))" == "fresh")
    #expect("\(freshness.age(of: try Self.day("2026"), .high))" == "fresh")
  }

  @Test func judgesNothingWithoutADay() throws {
    #expect("\(Freshness().age(of: try Self.day("1990-01-01"), .high))" == "fresh")
  }

  /// The limit of a price comes from the class, in the column, the view and the badge alike.
  @Test func takesTheDaysOfPricesFromTheirClass() throws {
    let catalog = try RealCatalog.load().catalog
    let day = try Self.day("2026-10-20")
    let database = try CatalogDatabase(catalog, Freshness(today: day, days: [.high: 30]))
    let connection = try database.connect()
    let result = try connection.query(
      "select distinct valid_until from price where as_of = '2026-09-30'")
    #expect(result.rows == [[.date(try Self.day("2026-10-30"))]])
    #expect(
      try connection.query("select days from volatility where class = 'high'").rows
        == [[.integer(30)]])
    let recent = try connection.query(
      "select count(*) from recent_price where as_of < '2026-09-20'")
    #expect(recent.rows == [[.integer(0)]])
    #expect(recent.question.day == day)
    #expect(try connection.query("select count(*) from gpu").question.day == nil)
    let prices = try connection.query(
      "select price_usd, as_of from price where as_of in ('2026-09-30', '2026-04-11') order by as_of"
    )
    let ages = prices.rows.indices.map {
      database.staleFact(in: prices, row: $0, column: 0, log: nil)?.age
    }
    #expect(ages.first == .overdue)
    #expect(ages.last == .some(nil))
    // The day itself does not age.
    #expect(database.staleFact(in: prices, row: 0, column: 1, log: nil) == nil)
  }

  @Test func callsNoPriceRecentThatIsTooOldOnTheDayOfTheBuild() throws {
    let catalog = try RealCatalog.load().catalog
    let late = try CatalogDatabase(catalog, Freshness(today: try Self.day("2030-01-01")))
    #expect(
      try late.connect().query("select count(*) from recent_price").rows == [[.integer(0)]])
  }

  /// The facts of a card are of the day on which its sources were last read.
  @Test func datesAFactByItsSources() throws {
    let catalog = try RealCatalog.load().catalog
    let database = try CatalogDatabase(
      catalog, Freshness(today: try Self.day("2040-01-01")))
    let log = ReadLog()
    let cards = try #require(catalog.table("gpu")).ids.map { RecordName(table: "gpu", id: $0) }
    let dated = cards.compactMap { card in
      database.staleFact("memory_marketed_gb", of: card, log: log).map { (card, $0) }
    }
    let (card, fact) = try #require(dated.first)
    #expect(fact.age == .overdue)
    #expect(log.all.contains(.cell(table: "gpu", id: card.id, column: "source")))
    #expect(database.staleFact("name", of: card, log: nil) == nil)
  }
}
