import Catalog
import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Records of builds")
struct RecordTests {
  private func options(_ site: TemporaryFolder) -> BuildOptions {
    BuildOptions(siteFolder: site.path, jobs: 2)
  }

  private func record(_ site: TemporaryFolder) throws -> BuildRecord {
    try #require(SiteBuild(options(site), isReleasing: true).record)
  }

  private func change(
    _ site: TemporaryFolder, _ path: String, _ old: String, _ new: String
  ) throws {
    let text = try site.read(path)
    try #require(text.contains(old), "\(path) holds no '\(old)'")
    try site.write(text.replacing(old, with: new), to: path)
  }

  /// A new process knows from the record which machines a changed price is on, without asking the queries
  /// of all sheets again.
  @Test func tellWhichPagesAChangedRecordCanBeOn() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await SiteBuilder.build(options(site), isReleasing: true)
    let query = """
      select p.price_usd from configuration_part c join price p on p.part_id = c.part_id
      where c.configuration_id = :id
      """
    func touched(_ settings: StableDigest?) throws -> Set<String>? {
      let files = SiteFiles.read(site.path)
      let resolved = try #require(Site.resolve(files, asOf: nil).site)
      let record = try record(site)
      let previous = PreviousBuild(
        record: record,
        change: CatalogChange(from: record.catalog, to: CatalogState(resolved.catalog)))
      var digests = files.digests
      if let settings { digests["Content/site.yaml"] = settings }
      return previous.touchedQueries(in: resolved, files: digests)?
        .ids(query, columns: ["price.price_usd"])
    }
    try change(
      site, "Content/Catalog/prices.csv", "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1999,",
      "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1998,")
    #expect(try touched(nil) == ["cfg-single-5090-tower"])
    // Other settings may let prices be good for another time.
    #expect(try touched(StableDigest(of: Array("other".utf8))) == nil)
  }

  /// Tables come back as they were written, with every kind of cell.
  @Test func giveBackTheirTables() throws {
    let schema = TableSchema(
      name: "part", noun: "part", file: "parts.csv",
      columns: [
        ColumnSchema("id", .identifier, label: "Id", meaning: "Its name."),
        ColumnSchema("value", .text, label: "Value", meaning: "Anything."),
      ])
    let cells: [Cell] = [
      .notStated, .notApplicable, .integer(-3), .decimal(0.1), .text("–é"), .flag(true),
      .flag(false),
      .date(try #require(CalendarDate("2025-03"))), .date(try #require(CalendarDate("2024-02-29"))),
    ]
    let table = Table(
      schema: schema,
      rows: cells.enumerated().map { place, cell in
        Row(id: "p-\(place)", cells: [.text("p-\(place)"), cell], ranges: [], offset: 0)
      }, source: SourceFile(path: "parts.csv", bytes: []))
    let names = NameTable()
    var writer = RecordWriter(names: names)
    writer.write(table)
    var reader = RecordReader(writer.bytes, names: names.names)
    let read = try #require(try reader.table(schema))
    #expect(read.rows.map(\.id) == table.rows.map(\.id))
    #expect(read.rows.map(\.cells) == table.rows.map(\.cells))
    // Of a table with other columns nothing is known.
    var other = schema
    other.columns[1].name = "worth"
    reader = RecordReader(writer.bytes, names: names.names)
    #expect(try reader.table(other) == nil)
    reader = RecordReader(Array(writer.bytes.dropLast()), names: names.names)
    #expect(throws: DamagedRecord.self) { try reader.table(schema) }
  }
}
