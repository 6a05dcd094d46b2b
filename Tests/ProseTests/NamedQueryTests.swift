import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

@Suite("Queries by name, comparisons")
struct NamedQueryTests {
  private static let cards = TableSchema(
    name: "card", noun: "graphics card", file: "gpus.csv",
    columns: [
      .id, .name,
      ColumnSchema("memory_gib", .decimal, label: "Memory", meaning: "Memory."),
      ColumnSchema("power_w", .integer, label: "Power", meaning: "Power."),
      ColumnSchema("ecc", .flag, label: "ECC", meaning: "Error correction."),
      ColumnSchema("nvlink_gb_s", .integer, label: "NVLink", meaning: "Link."),
    ])

  private static func row(_ id: String, _ memory: Cell, _ power: Cell, _ link: Cell) -> Row {
    Row(
      id: id, cells: [.text(id), .text("Card \(id)"), memory, power, .flag(true), link],
      ranges: [], offset: 0)
  }

  private static let table = Table(
    schema: cards,
    rows: [
      row("a", .decimal(24), .integer(300), .notApplicable),
      row("b", .decimal(31.5), .integer(240), .notApplicable),
      row("c", .notStated, .integer(300), .integer(900)),
    ], source: SourceFile(path: "Content/Catalog/gpus.csv", text: ""))

  private func render(
    _ text: String, queries: [String: String] = [:]
  ) throws -> (prose: RenderedProse, report: String, reads: [Read]) {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let (named, found) = NamedQueries.read(
      queries.sorted { $0.key < $1.key }.map { SourceFile(path: $0.key, text: $0.value) })
    let log = ReadLog()
    let database = try CatalogDatabase(Catalog(tables: [Self.table]))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: log, record: nil,
      recordPage: { "../gpus/\($0.id)/" }, resolve: { $0.destination }, queries: named)
    let rendered = renderer.render(prepared)
    let report = DiagnosticRenderer(format: .concise).render(
      (faults + found + rendered.diagnostics).sortedForReport())
    return (rendered, report, log.all)
  }

  private static let memory =
    "caption: Memory\nlabels: {power_w: Draw}\n---\nselect name, memory_gib, power_w from card order by id\n"

  @Test func showsAQueryByName() throws {
    let (prose, report, reads) = try render(
      "```=table memory\n```\n", queries: ["Content/Tables/memory.sql": Self.memory])
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect(table.caption == "Memory")
    #expect(table.id == "table-memory")
    #expect(table.columns.map(\.label) == ["Name", "Memory", "Draw"])
    #expect(table.rows.count == 3)
    #expect(reads.contains(.asset("Content/Tables/memory.sql")))
  }

  @Test func letsAPageSayOtherWords() throws {
    let (prose, report, _) = try render(
      "```=chart memory\nkind: bars\nbars: [power_w]\ncaption: Power\nid: power\n"
        + "labels: {memory_gib: Room}\n```\n",
      queries: ["Content/Tables/memory.sql": Self.memory])
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect((table.caption, table.id) == ("Power", "power"))
    #expect(table.columns.map(\.label) == ["Name", "Room", "Draw"])
  }

  /// A fault of the query stands in its file, once for all pages.
  @Test func placesFaultsInTheFileOfAQuery() throws {
    let query = "caption: Memory\n---\nselect name,\n  memry_gib\nfrom card order by id\n"
    let (_, report, _) = try render(
      "```=table memory\n```\n", queries: ["Content/Tables/memory.sql": query])
    #expect(report.hasPrefix("Content/Tables/memory.sql:4:3: error: "), "\(report)")
  }

  @Test(arguments: [
    ("Content/Tables/memory.sql", "select 1", "Content/Tables/memory.sql:1:1: error: the named"),
    ("Content/Tables/memory.sql", "captoin: A\n---\nselect 1", "Content/Tables/memory.sql:1:1"),
    ("Content/Tables/memory.txt", "", "Content/Tables/memory.txt:1:1: error: "),
    ("Content/Tables/a/b.sql", "", "Content/Tables/a/b.sql:1:1: error: "),
  ])
  func reportsAFileThatIsNoQuery(path: String, text: String, start: String) throws {
    let (_, report, _) = try render("Text.\n", queries: [path: text])
    #expect(report.hasPrefix(start), "\(report)")
  }

  @Test func suggestsTheNearestQuery() throws {
    let (prose, report, _) = try render(
      "```=table memroy\n```\n", queries: ["Content/Tables/memory.sql": Self.memory])
    #expect(
      report == "Content/a.md:1:1: error: there is no query called 'memroy' [unknown-query]\n")
    #expect(prose.diagnostics.first?.help == ["did you mean 'memory'?"])
  }

  @Test func setsRecordsSideBySide() throws {
    let (prose, report, reads) = try render(
      "```=compare card\ncaption: Two cards\nrecords: [a, b]\n```\n")
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect(table.columns.map(\.label) == ["Property", "Card a", "Card b", "Difference"])
    #expect(table.columns.map(\.href) == [nil, "../gpus/a/", "../gpus/b/", nil])
    // What neither states or has is left out.
    let words = table.rows.map { row in
      zip(table.columns, row).map { table.text($1, in: $0, style: .table) }
    }
    #expect(
      words == [
        ["Memory, GiB", "24.0", "31.5", "+31\u{A0}%"], ["Power, W", "300", "240", "−20\u{A0}%"],
        ["ECC", "yes", "yes", "same"],
      ])
    #expect(table.rows.map { $0[1].differs } == [true, true, false])
    #expect(prose.html.contains("<td class=\"differs\">"))
    #expect(reads.contains(.cell(table: "card", id: "b", column: "memory_gib")))
    #expect(reads.contains(.cell(table: "card", id: "b", column: "nvlink_gb_s")))
  }

  @Test func comparesMoreThanTwoInWords() throws {
    let (prose, report, _) = try render(
      "```=compare card\ncaption: Three\nrecords: [a, b, c]\ncolumns: [nvlink_gb_s, power_w, ecc]\n"
        + "labels: {power_w: Draw}\ndifferences_only: true\n```\n")
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect(
      table.rows.map { $0[0].cell.text } == ["NVLink, GB/s", "Draw, W"])
    #expect(table.rows.map { $0[4].cell.text } == ["differs", "differs"])
  }

  @Test(arguments: [
    ("=compare", "records: [a, b]", "does not say of which table"),
    ("=compare card", "records: [a]", "has two records or more, this one has 1"),
    ("=compare crad", "records: [a, b]", "there is no table 'crad'"),
    ("=compare card", "records: [a, z]", "no graphics card has the id 'z'"),
    ("=compare card", "records: [a, a]", "'a' is compared with itself"),
    ("=compare card", "records: [a, b]\ncolumns: [pwr]", "table 'card' has no column 'pwr'"),
  ])
  func reportsWhatCannotBeCompared(opening: String, body: String, fault: String) throws {
    let (_, report, _) = try render("```\(opening)\ncaption: Two\n\(body)\n```\n")
    #expect(report.contains(fault), "\(report)")
    #expect(report.split(separator: "\n").count == 1, "\(report)")
  }
}
