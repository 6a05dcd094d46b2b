import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

/// Pages over a small catalog, for the lints.
enum LintSample {
  private static let programs = TableSchema(
    name: "software", noun: "program", file: "software.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("name", .text, label: "Name", meaning: "The name."),
    ])

  static let catalog = Catalog(tables: [
    Table(
      schema: .sampleCards,
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

  /// Returns what the lints tell of a page, which has no other faults.
  static func lint(
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

  /// Returns the columns and ids of what the lints tell of a page.
  static func report(_ text: String) throws -> [String] {
    try lint(text).map { "\($0.span?.start.column ?? 0) \($0.id.rawValue)" }
  }
}
