import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

@Suite("Derivations and workings")
struct DerivationTests {
  private static func table(_ schema: TableSchema, _ rows: [[Cell]]) -> Table {
    Table(
      schema: schema,
      rows: rows.map { cells in
        Row(id: cells[0].text ?? "", cells: cells, ranges: cells.map { _ in nil }, offset: 0)
      }, source: SourceFile(path: schema.file, text: ""))
  }

  /// Memory kits: their total is computed when the catalog is loaded.
  private static let kits = table(
    TableSchema(
      name: "memory", noun: "memory kit", file: "memory.csv",
      columns: [
        .id, .name, ColumnSchema("modules", .integer, label: "Modules", meaning: "Modules."),
        ColumnSchema("module_gib", .integer, label: "Module size", meaning: "Size."), .source,
      ]),
    [
      [.text("kit-a"), .text("Kit <A>"), .integer(2), .integer(16), .text("list; secret")],
      [.text("kit-b"), .text("Kit B"), .integer(4), .integer(8), .text("list")],
    ])

  private static let sources = table(
    TableSchema(
      name: "source", noun: "source", file: "sources.yaml",
      columns: [
        .id, ColumnSchema("title", .text, label: "Title", meaning: "Title."),
        ColumnSchema("accessed", .date, label: "Read", meaning: "Day."),
        ColumnSchema("publishable", .flag, label: "Publishable", meaning: "Whether."),
      ]),
    [
      [
        .text("list"), .text("Lists & <prices>"),
        CalendarDate("2026-05-04").map(Cell.date) ?? .notStated, .flag(true),
      ],
      [.text("secret"), .text("Nobody may see"), .notStated, .flag(false)],
    ])

  private func render(
    _ text: String, record: String? = nil, isOffered: Bool = true
  ) throws -> (prose: RenderedProse, report: String) {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let database = try CatalogDatabase(Catalog(tables: [Self.kits, Self.sources]))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(),
      record: record.map { RecordName(table: "memory", id: $0) }, recordPage: { _ in nil },
      derivationPage: { isOffered ? "/\($0.id)/#derivation-\($1)" : nil },
      resolve: { $0.destination })
    let rendered = renderer.render(prepared)
    let report = DiagnosticRenderer(format: .concise).render(faults + rendered.diagnostics)
    return (rendered, report)
  }

  // MARK: The form

  @Test func derivesEveryFigureOfTheRecord() throws {
    let (prose, report) = try render("```=derivation\n```\n", record: "kit-a")
    #expect(report == "")
    #expect(
      prose.html == """
        <div class="derivations">
        <details>
        <summary>Total <b>32\u{A0}GiB</b></summary>
        <div id="derivation-total_gib">
        <p class="formula">Modules × module size</p>
        <dl>
        <div><dt>Modules</dt><dd>2</dd></div>
        <div><dt>Module size</dt><dd>16\u{A0}GiB</dd></div>
        </dl>
        <p>The value is printed as it is.</p>
        <p><code>rigbook query &quot;select total_gib from memory where id = 'kit-a'&quot;</code></p>
        </div>
        </details>
        <p class="derivation-sources">Inputs come from: <b>Kit &lt;A&gt;</b>: Lists &amp; &lt;prices&gt;, \
        read 4\u{A0}May\u{A0}2026.</p>
        </div>

        """)
  }

  @Test func showsTheFiguresThatAreNamed() throws {
    let (prose, report) = try render("```=derivation total_gib\n```\n", record: "kit-b")
    #expect(report == "")
    #expect(prose.derivations.first?.figures.map(\.figure) == ["total_gib"])
  }

  @Test(arguments: [
    (
      "```=derivation totl_gib\n```\n", "kit-a",
      "error: a memory kit has no computed figure 'totl_gib' [unknown-figure]"
    ),
    (
      "```=derivation\n```\n", String?.none,
      "error: '=derivation' has no meaning here: the page is not about one record [no-record]"
    ),
    (
      "```=derivation\n```\n\n```=derivation total_gib\n```\n", "kit-a",
      "error: the page derives 'total_gib' twice [duplicate-figure]"
    ),
    (
      "```=derivation\ntotal_gib\n```\n", "kit-a",
      "error: the derivation has content, expected none [unexpected-content]"
    ),
  ])
  func reportsWhatItCannotDerive(text: String, record: String?, fault: String) throws {
    let report = try render(text, record: record).report
    #expect(report.contains(fault), "\(report)")
    #expect(report.hasPrefix("Content/a.md:"))
  }

  @Test func tellsWhichFiguresAPageOffers() {
    func figures(_ text: String) -> Set<String> {
      let source = SourceFile(path: "Content/a.md", text: text)
      let schema = DerivedColumns.added(to: [Self.kits])[0].schema
      return PreparedProse.read(source, range: 0..<source.bytes.count).prose
        .derivedFigures(of: schema)
    }
    #expect(figures("No form.\n") == [])
    #expect(figures("```=derivation\n```\n") == ["total_gib"])
    #expect(figures("````=note\n```=derivation total_gib\n```\n````\n") == ["total_gib"])
  }

  // MARK: Links

  @Test func linksAFigureToItsDerivation() throws {
    let (prose, _) = try render("Holds `=this.total_gib` in `=this.modules`.\n", record: "kit-a")
    #expect(
      prose.html == """
        <p>Holds <a href="/kit-a/#derivation-total_gib"><data class="value" value="32">32\u{A0}GiB\
        </data></a> in <data class="value" value="2">2</data>.</p>

        """)
  }

  @Test func linksToTheQueryWhereNoPageDerivesTheFigure() throws {
    let (prose, report) = try render(
      "Holds `=this.total_gib`.\n", record: "kit-a", isOffered: false)
    #expect(report == "")
    #expect(prose.html.contains("<a href=\"#q.1\"><data class=\"value\" value=\"32\">"))
    #expect(
      prose.html.contains(
        "<pre><code>rigbook query &quot;select total_gib from memory where id = 'kit-a'&quot;"))
  }

  @Test func linksTheComputedCellsOfATable() throws {
    let block = """
      ```=table
      caption: Kits
      id: kits
      ---
      select id, name, modules, total_gib, modules + 1 as more, 'x ' || modules as words
      from memory where id = :id and 1 < 2
      ```

      """
    let cells = try #require(try render(block, record: "kit-a").prose.tables.first?.rows.first)
    #expect(
      cells.map(\.derivation) == [nil, nil, nil, "/kit-a/#derivation-total_gib", "#q.1", nil])
    let (prose, report) = try render(block, record: "kit-a", isOffered: false)
    #expect(report == "")
    #expect(prose.tables.first?.rows.first?[3].derivation == "#q.1")
    #expect(prose.html.contains("<td class=\"num\"><a href=\"#q.1\">32</a></td>"))
    #expect(
      prose.html.contains(
        "<p class=\"table-note\"><a href=\"#q.1\">The query behind it</a></p>"))
    #expect(
      prose.html.contains("<div id=\"q.1\">\n<p><a href=\"#kits\">Kits</a> <small>reads memory"))
    #expect(prose.html.contains("from memory where id = 'kit-a' and 1 &lt; 2&quot;</code></pre>"))
  }

  @Test func putsNoLinkInALinkOrAHeading() throws {
    let (prose, _) = try render(
      "# Holds `=this.total_gib`\n\n[of `=this.total_gib`](/x/)\n", record: "kit-a")
    #expect(!prose.html.contains("#derivation"))
    #expect(prose.values.map(\.text) == ["32\u{A0}GiB", "32\u{A0}GiB"])
  }

  @Test func linksNumbersAndShortWordsWithOneAndMarksSentences() throws {
    let (prose, _) = try render(
      """
      `=select count(*) as kits from memory` `=select 'two of ' || count(*) as x from memory`
      `=select 'only words' || '' as x` `=select name from memory where id = 'kit-b'`
      `=select 'There are altogether ' || count(*) || ' kits in this list.' as x from memory`
      """)
    let links = prose.values.map(\.derivation)
    #expect(links == ["#q.1", "#q.2", nil, nil, "#q.3"])
    #expect(
      prose.html.contains(
        "list.</data> <a href=\"#q.3\" aria-label=\"How this is worked out\">=</a>"))
  }

  // MARK: Workings

  @Test func listsAQueryOfSentencesOnce() throws {
    let value = "`=select count(*) as kits from memory`"
    let (prose, _) = try render("\(value) and again \(value).\n")
    #expect(prose.workings.queries.map(\.id) == ["q.1"])
    #expect(prose.workings.queries.first?.target == nil)
  }

  @Test func writesNothingWhereThereIsNothingToTell() throws {
    #expect(!(try render("Only words.\n").prose.html.contains("<details")))
  }

  @Test func collectsWhatTheEngineSaidByCase() {
    func call(_ function: String, _ context: Int64, gives result: Cell) -> EngineCall {
      EngineCall(
        function: function, parameters: ["model", "quantization", "context", "users"],
        arguments: [.text("m"), .text("Q8_0"), .integer(context)], result: result)
    }
    var workings = Workings()
    #expect(workings.add(call("need_gib", 512, gives: .decimal(2))) == "a.1")
    #expect(workings.add(call("need_gib", 1024, gives: .decimal(3))) == "a.2")
    #expect(workings.add(call("compute_gib", 512, gives: .decimal(1))) == "a.1")
    #expect(workings.add(call("compute_gib", 512, gives: .decimal(1))) == "a.1")
    #expect(workings.answers.map(\.calls.count) == [2, 1])
    let other = EngineCall(
      function: "overhead_gib", parameters: ["gpu"], arguments: [.text("g")],
      result: .decimal(1))
    #expect(workings.add(other) == nil)
  }
}
