import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

@Suite("Filling in forms")
struct ProseRendererTests {
  private static func row(_ id: String, _ name: String, _ memory: Cell) -> Row {
    Row(
      id: id, cells: [.text(id), .text(name), memory], ranges: [nil, nil, nil], offset: 0)
  }

  private static let table = Table(
    schema: .sampleCards,
    rows: [row("a-1", "Card A", .decimal(23.5)), row("b-2", "Card B", .notStated)],
    source: SourceFile(path: "Content/Catalog/gpus.csv", text: ""))

  private func render(
    _ text: String, record: RecordName? = nil
  ) throws -> (prose: RenderedProse, report: String, reads: [Read]) {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let log = ReadLog()
    let database = try CatalogDatabase(Catalog(tables: [Self.table]))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: log, record: record,
      recordPage: { "../gpus/\($0.id)/" }, resolve: { $0.destination })
    let rendered = renderer.render(prepared)
    let report = DiagnosticRenderer(format: .concise).render(faults + rendered.diagnostics)
    return (rendered, report, log.all)
  }

  @Test func printsValuesWithTheirUnits() throws {
    let (prose, report, reads) = try render("Has `=gpu.a-1.memory_gib`.\n")
    #expect(report == "")
    #expect(
      prose.html
        == "<p>Has <data class=\"value\" value=\"23.5\">23.5\u{A0}GiB</data>.</p>\n")
    #expect(reads == [.cell(table: "gpu", id: "a-1", column: "memory_gib")])
  }

  @Test func printsValuesOfThePagesRecord() throws {
    let record = RecordName(table: "gpu", id: "b-2")
    let (prose, report, _) = try render(
      "`=this.name`: `=this.memory_gib`, `=select count(*) from gpu where id = :id`.\n",
      record: record)
    #expect(report == "")
    #expect(prose.values.map(\.text) == ["Card B", "not stated", "1"])
  }

  @Test func linksTheColumnAfterAnID() throws {
    let (prose, report, _) = try render(
      "```=table\ncaption: Cards\n---\nselect id as gpu_id, name, memory_gib from gpu\n```\n")
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect(table.columns.map(\.name) == ["name", "memory_gib"])
    #expect(table.rows.map { $0[0].href } == ["../gpus/a-1/", "../gpus/b-2/"])
    #expect(table.columns.map(\.isNumeric) == [false, true])
  }

  @Test func linksByTheFirstIDOfSeveral() throws {
    let (prose, report, _) = try render(
      "```=table\ncaption: Cards\n---\n"
        + "select null as gpu_id, id as gpu_id, name from gpu order by id\n```\n")
    #expect(report == "")
    let table = try #require(prose.tables.first)
    #expect(table.columns.map(\.name) == ["name"])
    #expect(table.rows.map { $0[0].href } == ["../gpus/a-1/", "../gpus/b-2/"])
  }

  @Test(arguments: [
    (
      "select name, memory_gib as name from gpu order by 1",
      "the query gives two columns called 'name' [duplicate-column]"
    ),
    (
      "select 1 as n, 2 as \"\" from gpu",
      "column 2 of the query has no name [unnamed-column]"
    ),
    (
      "select name, id as gpu_id from gpu order by name",
      "'gpu_id' links the column after it, and there is none [useless-link]"
    ),
    (
      "select id as gpu_id from gpu order by id",
      "'gpu_id' links the column after it, and there is none [useless-link]"
    ),
    (
      "select 5 as gpu_id, name from gpu order by name",
      "'gpu_id' holds '5', which is no graphics card [unknown-record]"
    ),
    (
      "select name, iif(id = 'a-1', 'fits', 'Fits') as verdict from gpu order by name",
      "'verdict' holds 'Fits', which is no verdict [unknown-verdict]"
    ),
    (
      "select 'a-2' as gpu_id, name from gpu order by name",
      "'gpu_id' holds 'a-2', which is no graphics card [unknown-record]"
    ),
  ])
  func reportsAResultThatMakesNoTable(sql: String, fault: String) throws {
    let (_, report, _) = try render("```=table\ncaption: Cards\n---\n\(sql)\n```\n")
    #expect(report == "Content/a.md:4:1: error: \(fault)\n")
  }

  @Test(arguments: [
    ("`=gpu.a-2.name`", "Content/a.md:1:1: error: "),
    ("`=gpu.a-1.nam`", "Content/a.md:1:1: error: "),
    ("`=this.name`", "Content/a.md:1:1: error: 'this' has no meaning here"),
    ("`=select id from gpu`", "Content/a.md:1:1: error: an inline value needs one row"),
    ("`=select nam from gpu`", "Content/a.md:1:10: error: "),
  ])
  func reportsFaultsWhereTheyStand(text: String, start: String) throws {
    let (_, report, _) = try render(text + "\n")
    #expect(report.hasPrefix(start), "\(report)")
  }

  @Test func placesAFaultInsideTheQueryOfATable() throws {
    let (_, report, _) = try render(
      "```=table\ncaption: Cards\n---\nselect name,\n  memry_gib\nfrom gpu\n```\n")
    #expect(report.hasPrefix("Content/a.md:5:3: error: "), "\(report)")
  }

  @Test func wantsAWordForAnEmptyTable() throws {
    let block = "caption: None\n%---\nselect name from gpu where 0\n```\n"
    let silent = "```=table\n" + block.replacing("%", with: "")
    #expect(try render(silent).report.contains("[empty-table]"))
    let told = "```=table\n" + block.replacing("%", with: "empty: Nothing.\n")
    #expect(try render(told).report == "")
  }

  @Test func leavesOutAnOptionalTableWithoutRows() throws {
    let block = "```=table\ncaption: Cards\nid: cards\noptional: true\n---\nselect name from gpu"
    let (without, report, _) = try render(block + " where 0\n```\n")
    #expect(report == "")
    #expect(without.html == "\n")
    #expect(without.tables.isEmpty)
    let (with, _, _) = try render(block + "\n```\n")
    #expect(with.tables.map(\.id) == ["cards"])
  }

  @Test func rendersNotesWithTheirForms() throws {
    let (prose, report, _) = try render("```=note rule\nAbout `=gpu.a-1.memory_gib`.\n```\n")
    #expect(report == "")
    #expect(prose.html.contains("<aside class=\"note note-rule\">"))
    #expect(prose.html.contains("Rule of thumb"))
    #expect(prose.values.count == 1)
  }
}
