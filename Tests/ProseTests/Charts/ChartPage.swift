import Catalog
import Diagnostics
import Markup

@testable import Prose

/// Renders a page that holds a chart of inline rows; the catalog has two records of a table `part` for
/// links.
struct ChartPage {
  private static let parts = Table(
    schema: TableSchema(
      name: "part", noun: "part", file: "parts.csv",
      columns: [ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id.")]),
    rows: ["a", "b"].map { Row(id: $0, cells: [.text($0)], ranges: [nil], offset: 0) },
    source: SourceFile(path: "Content/Catalog/parts.csv", text: ""))

  let prose: RenderedProse
  let report: String

  /// Renders a chart with these lines of header below its caption and this query.
  init(_ header: String, _ sql: String) throws {
    let text = "```=chart\ncaption: A chart\n\(header)\n---\n\(sql)\n```\n"
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let database = try CatalogDatabase(Catalog(tables: [Self.parts]))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(), record: nil,
      recordPage: { "../\($0.table)/\($0.id)/" }, resolve: { $0.destination })
    prose = renderer.render(prepared)
    report = DiagnosticRenderer(format: .concise).render(faults + prose.diagnostics)
  }

  /// The drawing for wide or narrow screens.
  func drawing(_ size: ChartSize) -> String {
    let start = "<svg class=\"chart-drawing chart-\(size.rawValue)\""
    guard let range = prose.html.firstRange(of: start),
      let end = prose.html[range.lowerBound...].firstRange(of: "</svg>\n")
    else { return "" }
    return String(prose.html[range.lowerBound..<end.upperBound])
  }
}
