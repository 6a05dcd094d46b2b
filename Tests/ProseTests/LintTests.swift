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
        row(["rx-7-xt", "Radeon RX 7 XT 16 GB"], .decimal(15.5)),
        row(["m4-max", "Apple M4 Max (40-core GPU)"], .decimal(47.5)),
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
    _ text: String, settings: LintSettings = LintSettings(), waivers: [LintWaiver] = [],
    catalog: Catalog = Self.catalog
  ) throws -> [Diagnostic] {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (frontMatter, below, _) = FrontMatter.read(source)
    let body = frontMatter == nil ? 0..<source.bytes.count : below
    let (prepared, faults) = PreparedProse.read(source, range: body)
    let database = try CatalogDatabase(Self.catalog)
    let rendered = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(), record: nil,
      recordPage: { _ in nil }, resolve: { $0.destination }
    ).render(prepared)
    #expect(faults + rendered.diagnostics == [])
    return LintPass(
      source, body: body, prose: prepared, rendered: rendered,
      header: frontMatter?.printed ?? [], names: NameIndex(catalog), settings: settings,
      waivers: waivers
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
    ("`=caption Of 24 GB`\n| Card | Use |\n| --- | --- |\n| b | c |", ["14 bare-quantity"]),
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
    ("Two cards add up to 48 GB of VRAM.", ["21 bare-quantity", "11 summed-memory"]),
    (
      "Two cards of 24 GB give 48 GB of VRAM.",
      ["14 bare-quantity", "25 bare-quantity", "25 summed-memory"]
    ),
    ("It writes 90 tok/s.", ["11 bare-quantity", "11 speed-without-context"]),
    (
      "It writes `=select max(memory_gib) as a_tok_s from gpu`. With a short context.",
      ["11 speed-without-context"]
    ),
  ])
  func tells(_ text: String, _ expected: [String]) throws {
    #expect(try report(text + "\n") == expected)
  }

  /// Numbers and units as people write them.
  @Test(arguments: [
    ("At 8k tokens.", "8k tokens"), ("It is 2x as fast.", "2x"), ("It is 2× as fast.", "2×"),
    ("It takes ½ GB.", "½ GB"), ("It costs USD 1999.", "USD 1999"),
    ("It has 70 billion parameters.", "70 billion parameters"),
    ("Cards of 8/16/24 GB.", "8/16/24 GB"),
    ("It has twenty-four gigabytes.", "twenty-four gigabytes"),
  ])
  func readsQuantities(_ text: String, _ quantity: String) throws {
    let found = try lint(text + "\n")
    #expect(found.map(\.summary) == ["'\(quantity)' is typed by hand, expected a value or a claim"])
  }

  /// Whoever writes an id means the record, not what it is called.
  @Test func leavesIDsAlone() throws {
    #expect(try lint("An rtx-1-ti.\n").map(\.summary) == [])
  }

  /// Names as people write them, with the record that they are of.
  @Test(arguments: [
    ("A geforce rtx 1 Ti.", "geforce rtx 1 Ti", "rtx-1-ti"), ("An RTX 1.", "RTX 1", "rtx-1"),
    ("An RTX1.", "RTX1", "rtx-1"),
    ("Two GeForce RTX 1s.", "GeForce RTX 1s", "rtx-1"), ("The RX 7 XT.", "RX 7 XT", "rx-7-xt"),
    ("The Radeon RX 7 XT 16 GB.", "Radeon RX 7 XT 16 GB", "rx-7-xt"),
    ("The M4 Max.", "M4 Max", "m4-max"),
  ])
  func knowsNames(_ text: String, _ name: String, _ id: String) throws {
    #expect(
      try lint(text + "\n").map(\.summary) == [
        "'\(name)' is typed by hand, expected '`=gpu.\(id).name`'"
      ])
  }

  /// Part of a word or of a number is no name.
  @Test(arguments: ["An RTX 12.", "An RTX 1z.", "An MRTX 1.", "The rtx.", "The Max M4."])
  func leavesOtherWords(_ text: String) throws {
    #expect(try report(text + "\n") == [])
  }

  /// Captions, notes and labels are printed too; what the query says they may say again.
  @Test func readsHeadersOfBlocks() throws {
    let text = """
      ---
      title: The latest card
      description: >-
        Cards that hold
        24 GB.
      ---
      Text.

      ```=table
      caption: The best cards of 24 GB today, and of 16 GB
      labels: {memory_gib: The GeForce RTX 1, name: "8 GB"}
      note: An RTX 1 Ti has 32 GB.
      ---
      select name, memory_gib from gpu where memory_gib < 16 and id <> 'rtx-1-ti'
      ```
      """
    let found = try lint(text + "\n").map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? ""
      return "\(place) \(diagnostic.id.rawValue)"
    }
    #expect(
      found == [
        "2:12 ageing-word", "5:3 bare-quantity", "10:28 bare-quantity", "10:14 ageing-word",
        "10:34 ageing-word", "11:26 unbound-name", "11:48 bare-quantity", "12:23 bare-quantity",
      ])
  }

  /// Columns count the prefix of a list, and what waivers name may stand.
  @Test func readsHeadersInsideLists() throws {
    let text = """
      - A list.

        ```=compare gpu
        caption: Two cards of 24 GB
        records: [rtx-1, rtx-1-ti]
        labels: {memory_gib: An RX 7 XT}
        note: Both are GeForce RTX 1.
        ```
      """
    #expect(try report(text + "\n") == ["25 bare-quantity", "27 unbound-name"])
    let waiver = LintWaiver(
      lint: .bareQuantity, text: "24 GB", span: SourceSpan(file: "Content/a.md", line: 1))
    #expect(try lint(text + "\n", waivers: [waiver]).map(\.id) == ["unbound-name"])
  }

  @Test func readsHeadersOfNamedQueries() throws {
    let file = SourceFile(
      path: "Content/Tables/cards.sql",
      text: "caption: The best cards above 8,192 tokens\n---\nselect 4096 as a_tokens\n")
    let (queries, faults) = NamedQueries.read([file])
    #expect(faults == [])
    let found = queries.lints(LintSettings())
    #expect(found.map(\.id) == ["bare-quantity", "ageing-word"])
    #expect(found.map { $0.span?.start.column } == [31, 14])
    #expect(found.first?.help.count == 1)
  }

  /// Programs that the engine reckons for are known to a catalog without a table of software.
  @Test func knowsProgramsOfTheEngine() throws {
    let text = "In llama.cpp it writes 40 tok/s at 8,192 tokens of context.\n"
    let catalog = Catalog(tables: [Self.catalog.tables[0]])
    let found = try lint(text, catalog: catalog)
    #expect(found.map(\.id) == ["bare-quantity", "bare-quantity"])
  }

  @Test func tellsTheClockOfANamedMemory() throws {
    let found = try report("DDR5-6000 runs at 6,000 MHz.\n")
    #expect(found == ["19 bare-quantity", "19 mhz-for-mt-s"])
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
      select count(*) = 4 from gpu
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
