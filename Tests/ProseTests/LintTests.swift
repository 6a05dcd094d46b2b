import Diagnostics
import Foundation
import Markup
import Testing

@testable import Catalog
@testable import Prose

/// What the lints tell of a text, and what they let stand.
@Suite struct LintTests {
  private static let schema = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("name", .text, label: "Name", meaning: "The name."),
      ColumnSchema("memory_gib", .decimal, label: "Memory", meaning: "Memory."),
    ])
  private static let programs = TableSchema(
    name: "software", noun: "program", file: "software.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("name", .text, label: "Name", meaning: "The name."),
    ])

  private static let catalog = Catalog(tables: [
    Table(
      schema: schema,
      rows: [
        row(["rtx-1", "GeForce RTX 1"], .decimal(23.5)),
        row(["rtx-1-ti", "GeForce RTX 1 Ti"], .decimal(31.5)),
      ], source: SourceFile(path: "gpus.csv", text: "")),
    Table(
      schema: programs, rows: [row(["llama.cpp", "llama.cpp"])],
      source: SourceFile(path: "software.csv", text: "")),
  ])

  private static func row(_ texts: [String], _ cell: Cell? = nil) -> Row {
    let cells = texts.map(Cell.text) + (cell.map { [$0] } ?? [])
    return Row(id: texts[0], cells: cells, ranges: cells.map { _ in nil }, offset: 0)
  }

  private func lint(
    _ text: String, settings: LintSettings = LintSettings(), waivers: [LintWaiver] = []
  ) throws -> [Diagnostic] {
    let source = SourceFile(path: "Content/a.md", text: text)
    let body = 0..<source.bytes.count
    let (prepared, faults) = PreparedProse.read(source, range: body)
    let database = try CatalogDatabase(Self.catalog)
    let rendered = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(), record: nil,
      recordPage: { _ in nil }, resolve: { $0.destination }
    ).render(prepared)
    #expect(faults + rendered.diagnostics == [])
    return LintPass(
      source, body: body, prose: prepared, rendered: rendered, names: NameIndex(Self.catalog),
      settings: settings, waivers: waivers
    ).diagnostics()
  }

  private func report(_ text: String) throws -> [String] {
    try lint(text).map { "\($0.span?.start.column ?? 0) \($0.id.rawValue)" }
  }

  @Test(arguments: [
    ("It has 24 GB.", ["8 bare-quantity"]),
    ("It has 24\u{A0}GB.", ["8 bare-quantity"]),
    ("About 8–16 GB, or 24GB.", ["7 bare-quantity", "21 bare-quantity"]),
    ("It costs $1,999 (**300 W**).", ["10 bare-quantity", "20 bare-quantity"]),
    ("- At 80% load", ["6 bare-quantity"]),
    ("| Card | 24 GB |\n| --- | --- |\n| a | 8 GB |", ["10 bare-quantity", "7 bare-quantity"]),
    ("```=note\nIt has 24 GB.\n```", ["8 bare-quantity"]),
    // A line that only looks like code belongs to the paragraph; a fence ends with its list.
    ("It has\n    24 GB.", ["5 bare-quantity"]),
    ("- ```\n  8 GB\n\nIt has 24 GB.", ["8 bare-quantity"]),
    ("Take a GeForce RTX 1 Ti.", ["8 unbound-name"]),
    ("The latest card.\nThe most\nuseful.", ["5 ageing-word", "5 ageing-word"]),
    ("A new card.", ["3 ageing-word"]),
    ("It has `=gpu.rtx-1.memory_gib`, printed as 24 GB.", ["44 bare-quantity", "44 gb-and-gib"]),
    ("DDR5 memory at 2,800 MHz.", ["16 bare-quantity", "16 mhz-for-mt-s"]),
    ("A chip of 16 Gbit.", ["11 bare-quantity", "11 gbit-for-gb"]),
    ("It makes 28 GB/s per pin.", ["10 bare-quantity", "10 gbit-for-gb"]),
    ("It makes 1,801 TOPS.", ["10 bare-quantity", "10 sparse-peak"]),
    ("Two cards have 48 GB of VRAM in total.", ["16 bare-quantity", "33 summed-memory"]),
    ("It writes 90 tok/s.", ["11 bare-quantity", "11 speed-without-context"]),
    (
      "It writes `=select max(memory_gib) as a_tok_s from gpu`. With a short context.",
      ["11 speed-without-context"]
    ),
  ])
  func tells(_ text: String, _ expected: [String]) throws {
    #expect(try report(text + "\n") == expected)
  }

  @Test(arguments: [
    "It has `=gpu.rtx-1.memory_gib`.", "Code such as `24 GB` says nothing.",
    "```\n24 GB\n```", "Text.\n\n    24 GB `x\n\n    8 GB\n\nMore.",
    "- A\n\n      24 GB\n", "> ~~~\n> 24 GB\n> ~~~\n", "```=note\nText.\n\n    24 GB\n```",
    "A [GeForce RTX 1](/gpus/rtx-1/).", "See [it](/24 GB/).",
    "The year 2026 has 12 months.", "Chapter 3 GBs", "Most models have at most one new token.",
    "A dense 1 TOPS-less rate.", "The latest is `=gpu.rtx-1.name`.",
    "Cores run at a boost clock.", "The memory of two cards is not added in total.",
    "In llama.cpp it writes\n`=select max(memory_gib) as a_tok_s from gpu`.\nThe context is short.",
  ])
  func letsStand(_ text: String) throws {
    #expect(try report(text.replacing("/24 GB/", with: "/x/") + "\n") == [])
  }

  /// A claim is asked again with every build.
  @Test func letsClaimsStand() throws {
    let text = """
      ## A

      **The best has *24 GB*, `=gpu.rtx-1.memory_gib` of it usable.**

      Another has 8 GB.

      ```=claim verdict
      select count(*) = 2 from gpu
      ```

      """
    #expect(try report(text) == ["13 bare-quantity"])
  }

  @Test func takesWaivers() throws {
    let place = SourceSpan(file: "Content/a.md", line: 2)
    func waiver(_ lint: Lint, _ text: String?) -> LintWaiver {
      LintWaiver(lint: lint, text: text, span: place)
    }
    let text = "It has 24 GB and 8 GB.\n"
    let one = try lint(text, waivers: [waiver(.bareQuantity, "24 GB")])
    #expect(one.map(\.summary) == ["'8 GB' is typed by hand, expected a value or a claim"])
    #expect(try lint(text, waivers: [waiver(.bareQuantity, nil)]) == [])
    let needless = try lint("None.\n", waivers: [waiver(.bareQuantity, "24 GB")])
    #expect(needless.map(\.id) == ["needless-waiver"])
    #expect(needless.map(\.severity) == [.error])
  }

  @Test func followsTheSettings() throws {
    func settings(_ yaml: String) -> (LintSettings, [Diagnostic]) {
      let source = SourceFile(path: "site.yaml", text: yaml)
      let (value, _) = YAMLReader.read(source, range: 0..<source.bytes.count)
      var fields = Fields(value, of: "the settings", at: SourceSpan(file: "site.yaml", line: 1))
      let settings = LintSettings(&fields)
      return (settings, fields.finish())
    }
    let text = "The latest has 24 GB.\n"
    let (some, faults) = settings("lints: {bare-quantity: error, ageing-word: off}")
    #expect(faults == [])
    let found = try lint(text, settings: some)
    #expect(found.map(\.id) == ["bare-quantity"] && found.map(\.severity) == [.error])
    let (_, wrong) = settings("lints: {bare-quantty: error, ageing-word: 'no'}")
    #expect(wrong.map(\.id) == ["unknown-value", "unknown-value"])
    #expect(wrong.first?.help == ["did you mean 'bare-quantity'?"])
  }

  /// The guide has each of them.
  @Test func areInTheGuide() throws {
    let guide = try String(
      contentsOf: URL(filePath: #filePath).appending(path: "../../../docs/authoring.md")
        .standardizedFileURL, encoding: .utf8)
    for lint in Lint.allCases {
      #expect(guide.contains("| `\(lint.rawValue)` | \(lint.meaning) |"), "\(lint.rawValue)")
    }
  }
}
