import Catalog
import Testing

@testable import Prose

@Suite("Tables as HTML")
struct TableHTMLTests {
  private static let columns = [
    RenderedTable.Column(name: "name", label: "Card", unit: nil, isNumeric: false),
    RenderedTable.Column(
      name: "memory_gib", label: "Memory", unit: .gibibytes, isNumeric: true),
    RenderedTable.Column(name: "verdict", label: "Verdict", unit: nil, isNumeric: false),
  ]

  private func html(_ rows: [[RenderedTable.Entry]], empty: String? = nil) -> String {
    TableHTML.html(
      of: RenderedTable(
        id: "cards", caption: "Cards & more", note: "A note.", columns: Self.columns, rows: rows,
        empty: empty))
  }

  @Test func namesTheRegionAndScopesTheHeaders() {
    let html = html([
      [
        RenderedTable.Entry(
          cell: .text("A<1>"), href: "../gpus/a/", record: RecordName(table: "gpu", id: "a")),
        RenderedTable.Entry(cell: .decimal(23.5)), RenderedTable.Entry(cell: .text("fits")),
      ]
    ])
    #expect(
      html == """
        <figure class="table" id="cards">
        <div class="table-scroll" role="region" aria-labelledby="cards-caption" tabindex="0">
        <table>
        <caption id="cards-caption"><a class="permalink" href="#cards">Cards &amp; more</a></caption>
        <thead>
        <tr><th scope="col">Card</th><th scope="col" class="num">Memory <span class="unit">GiB\
        </span></th><th scope="col">Verdict</th></tr>
        </thead>
        <tbody>
        <tr id="cards-a"><th scope="row"><a href="../gpus/a/">A&lt;1&gt;</a></th><td class="num">23.5</td><td>\
        <span class="verdict verdict-fits">fits</span></td></tr>
        </tbody>
        </table>
        </div>
        <p class="table-note">A note.</p>
        </figure>

        """)
  }

  @Test func tellsNotStatedFromNotApplicable() {
    let html = html([
      [
        RenderedTable.Entry(cell: .text("A")), RenderedTable.Entry(cell: .notStated),
        RenderedTable.Entry(cell: .notApplicable),
      ]
    ])
    #expect(html.contains("<td class=\"num missing\">not stated</td><td class=\"missing\">–</td>"))
  }

  @Test func keepsDatesOnOneLine() throws {
    let date = try #require(CalendarDate("2025-01-30"))
    let html = html([
      [
        RenderedTable.Entry(cell: .text("A")), RenderedTable.Entry(cell: .decimal(1)),
        RenderedTable.Entry(cell: .date(date)),
      ]
    ])
    #expect(html.contains("<td class=\"date\">2025-01-30</td>"), "\(html)")
  }

  @Test func saysWhatAnEmptyTableMeans() {
    let html = html([], empty: "No card fits.")
    #expect(!html.contains("<table>"))
    #expect(html.contains("No card fits."))
    #expect(!html.contains("A note."))
  }

  @Test func givesRowsAddressesWhereThereAreSeveral() {
    let rows = ["a", "b"].map { id in
      [
        RenderedTable.Entry(cell: .text("Card \(id)"), record: RecordName(table: "gpu", id: id)),
        RenderedTable.Entry(cell: .decimal(1)), RenderedTable.Entry(cell: .text("fits")),
      ]
    }
    let html = html(rows)
    #expect(
      html.contains(
        "<tr id=\"cards-b\"><th scope=\"row\">Card b<a class=\"permalink-mark\" "
          + "href=\"#cards-b\" aria-label=\"Link to this row\"></a></th>"), "\(html)")
    #expect(!self.html([rows[0]]).contains("permalink-mark"))
  }

  @Test func alignsFiguresOnTheirPoints() {
    let figures: [Cell] = [.decimal(120), .decimal(23.5), .decimal(0.25), .notStated]
    let html = html(
      figures.map {
        [RenderedTable.Entry(cell: .text("A")), .init(cell: $0), .init(cell: .text(""))]
      })
    let classes = html.matches(of: /<td class="(num[^"]*)">/).map { String($0.1) }
    #expect(classes == ["num w2", "num d1", "num", "num missing"], "\(html)")
  }
}
