import Catalog
import Diagnostics
import Testing

@Suite("Dates of facts")
struct DateCheckTests {
  private static let price = """
    - id: price-a
      part_id: card-a
      price_usd: 999
      price_kind: launch
      as_of: 2026-03-05
      verified: yes
      confidence: low
      source: maker

    """

  private func files(accessed: String) -> [String: String] {
    [
      "prices.yaml": Self.price, "gpus.yaml": Sample.card(),
      "sources.yaml": Sample.sources + "  accessed: \(accessed)\n",
    ]
  }

  @Test(arguments: ["2026-03-05", "2026-03", "2026", "2026-04-01"])
  func acceptsAFactThatItsSourceCanHold(accessed: String) {
    #expect(Report.concise(files(accessed: accessed)) == "")
  }

  @Test(arguments: ["2026-03-04", "2026-02", "2025"])
  func reportsAFactThatIsNewerThanItsSource(accessed: String) {
    #expect(
      Report.full(files(accessed: accessed)) == """
        error[future-date]: the fact is of 2026-03-05, but its sources were last read on \(accessed)
         --> prices.yaml:5:10
          |
        5 |   as_of: 2026-03-05
          |          ^^^^^^^^^^
          = help: correct the date, or 'accessed' of the source

        """)
  }

  @Test func warnsOfFactsAfterTheDayOfTheBuild() throws {
    let second = Self.price.replacing("price-a", with: "price-b").replacing("999", with: "899")
    var files = files(accessed: "2026-04-01")
    files["prices.yaml"] = Self.price + second
    let catalog = Catalog.load(files.map { Sample.file($0.key, $0.value) }).catalog
    let today = try #require(CalendarDate("2026-03-04"))
    #expect(
      DiagnosticRenderer(format: .full).render(catalog.datesAfter(today)) == """
        warning[future-date]: 2026-03-05 is after 2026-03-04, the day of this build
         --> prices.yaml:5:10
          = note: so are 1 more of this column
          = help: correct the date, or the day of the build

        warning[future-date]: 2026-04-01 is after 2026-03-04, the day of this build
         --> sources.yaml:6:13
          = help: correct the date, or the day of the build

        """)
    #expect(catalog.datesAfter(try #require(CalendarDate("2026-04-01"))) == [])
  }
}
