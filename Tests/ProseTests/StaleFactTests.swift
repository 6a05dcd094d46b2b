import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

@Suite("Facts that are too old")
struct StaleFactTests {
  private static let prices = TableSchema(
    name: "price", noun: "price", file: "prices.csv",
    columns: [
      .id,
      ColumnSchema("name", .text, label: "Part", meaning: "What it is for."),
      ColumnSchema("price_usd", .decimal, label: "Price", volatility: .high, meaning: "Price."),
      ColumnSchema("as_of", .date, label: "Date", meaning: "The day."),
    ])

  private static func row(_ id: String, _ price: Double, _ day: String) throws -> Row {
    Row(
      id: id,
      cells: [
        .text(id), .text("Part \(id)"), .decimal(price), .date(try #require(CalendarDate(day))),
      ], ranges: [nil, nil, nil, nil], offset: 0)
  }

  /// Of a day on which one of the prices is fresh, one stale and one overdue.
  private func render(
    _ text: String, on day: String?
  ) throws -> (prose: RenderedProse, report: String) {
    let table = Table(
      schema: Self.prices,
      rows: [
        try Self.row("new", 100, "2026-06-01"), try Self.row("old", 200, "2026-01-03"),
        try Self.row("ancient", 300, "2024-01-01"),
      ], source: SourceFile(path: "Content/Catalog/prices.csv", text: ""))
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let today = try day.map { try #require(CalendarDate($0)) }
    let database = try CatalogDatabase(Catalog(tables: [table]), Freshness(today: today))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(), record: nil,
      recordPage: { _ in nil }, resolve: { $0.destination })
    let rendered = renderer.render(prepared)
    return (
      rendered, DiagnosticRenderer(format: .concise).render(faults + rendered.diagnostics)
    )
  }

  private static func table(_ columns: String, header: String = "") -> String {
    "```=table\ncaption: Prices\n\(header)---\nselect \(columns) from price order by as_of desc\n```\n"
  }

  /// A fact's day comes from its row or, by the id, from its record; else it is not known.
  @Test(arguments: [
    ("name, price_usd, as_of", ["stale", "stale"]),
    ("id, price_usd", ["as of 2026-01-03, stale", "as of 2024-01-01, stale"]),
    ("name, price_usd", []), ("name, price_usd * 2 as twice_usd, as_of", []),
  ])
  func marksCellsOfWhichTheDayIsKnown(columns: String, marks: [String]) throws {
    let (prose, _) = try render(Self.table(columns), on: "2026-07-10")
    let pieces = prose.html.split(separator: "<span class=\"stale\">").dropFirst()
    #expect(pieces.map { String($0.prefix { $0 != "<" }) } == marks)
  }

  @Test func warnsOfWhatIsFarTooOld() throws {
    let (_, report) = try render(Self.table("name, price_usd, as_of"), on: "2026-07-10")
    #expect(
      report
        == "Content/a.md:4:1: warning: the fact is of 2024-01-01, more than twice as old as its "
        + "kind may be [stale-fact]\n")
  }

  @Test func letsHistoryStand() throws {
    let (prose, report) = try render(
      Self.table("name, price_usd, as_of", header: "history: true\n"), on: "2026-07-10")
    #expect(report == "")
    #expect(!prose.html.contains("stale"))
  }

  @Test func marksValuesInSentences() throws {
    let text = "Now `=price.old.price_usd`, then `=price.new.price_usd`.\n"
    let (prose, report) = try render(text, on: "2026-07-10")
    #expect(report == "")
    #expect(
      prose.html.contains(
        "200\u{A0}USD</data> <span class=\"stale\">as of 2026-01-03, stale</span>, then"))
    #expect(prose.values.map { $0.stale?.day.description } == ["2026-01-03", nil])
    #expect(try !render(text, on: nil).prose.html.contains("stale"))
  }

  @Test func showsANoteUpToItsLastDay() throws {
    let note = "```=note warning until 2026-07-10\nNow `=price.new.price_usd`.\n```\n"
    let (shown, report) = try render(note, on: "2026-07-10")
    #expect(shown.html.contains("<aside class=\"note note-warning\">"))
    #expect(report == "")
    let (ended, told) = try render(note, on: "2026-07-11")
    #expect(ended.html == "\n")
    #expect(ended.values.isEmpty)
    #expect(
      told
        == "Content/a.md:1:1: warning: the note was to be shown until 2026-07-10 and is not any "
        + "more [ended-note]\n")
    #expect(try render(note, on: nil).prose.html == shown.html)
  }

  @Test(arguments: ["until", "until soon", "until 2026-07", "warning until 2026-07-10 or so"])
  func wantsADayBehindUntil(words: String) throws {
    let (_, report) = try render("```=note \(words)\nText.\n```\n", on: nil)
    #expect(report.contains("[wrong-date]"), "\(report)")
  }
}
