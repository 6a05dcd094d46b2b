import Diagnostics
import Testing

@testable import Catalog

/// Which records a query gives other rows for, after cells of another table are others.
@Suite("Records that a changed cell touches")
struct TouchedRecordsTests {
  private static let prices = """
    select c.part_name, c.quantity, p.price_usd, p.as_of
    from configuration_part c join price p on p.part_id = c.part_id
    where c.configuration_id = :id and p.verified order by c.place, p.as_of desc, p.id
    """

  /// Queries that are asked about one record, with the table of the records.
  private static let queries: [(sql: String, of: String)] = [
    (prices, "configuration"),
    (
      "select count(*), max(price_usd) from configuration_part c, price p "
        + "where p.part_id = c.part_id and c.configuration_id = :id group by p.price_kind",
      "configuration"
    ),
    (
      "select p.price_usd from price as p join gpu g on g.id = p.part_id where g.id = :id "
        + "and p.price_usd > 1000 limit 2", "gpu"
    ),
    ("select u.price_usd from price u where u.part_id = :id order by 1", "gpu"),
  ]

  /// Returns files in which cells of some prices are others.
  private static func edited(_ random: inout SeededGenerator) throws -> [SourceFile] {
    try RealCatalog.files().map { file in
      guard file.path.hasSuffix("prices.csv") else { return file }
      var lines = file.bytes.split(separator: 0x0A)
      for _ in 0..<3 {
        let line = Int.random(in: 1..<lines.count, using: &random)
        var fields = lines[line].split(separator: 0x2C, omittingEmptySubsequences: false)
        // The price is the third field, and none of the first three is in quotes.
        fields[2] = Array("\(Int.random(in: 500...2000, using: &random))".utf8)[...]
        if Bool.random(using: &random) {
          fields = fields.map { $0.elementsEqual("yes".utf8) ? Array("no".utf8)[...] : $0 }
        }
        lines[line] = Array(fields.joined(separator: [0x2C]))[...]
      }
      return SourceFile(path: file.path, bytes: Array(lines.joined(separator: [0x0A])))
    }
  }

  private static func database(_ files: [SourceFile]) throws -> CatalogDatabase {
    try CatalogDatabase(CatalogMemory().load(files).catalog)
  }

  /// Every record that gets other rows is among them, and few others are.
  @Test(arguments: 0..<6)
  func areAllThatGetOtherRows(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let before = try Self.database(try RealCatalog.files())
    let after = try Self.database(try Self.edited(&random))
    let change = Self.difference(before, after)
    try #require(!change.records.isEmpty)
    let (old, new) = (try before.connect(), try after.connect())
    for (sql, of) in Self.queries {
      let touched = try #require(
        after.idsTouched(
          inQuery: sql, by: "price", columns: change.columns, records: change.records,
          before: before.catalog), "\(sql)")
      let ids = try #require(after.catalog.table(of)).ids
      var others: Set<String> = []
      for id in ids {
        let arguments = ["id": Cell.text(id)]
        if try old.digest(of: sql, arguments: arguments)
          != new.digest(of: sql, arguments: arguments)
        {
          others.insert(id)
        }
      }
      #expect(others.isSubset(of: touched), "\(sql)")
      #expect(touched.count < ids.count || ids.count < 40, "\(sql)")
    }
  }

  private static func difference(
    _ before: CatalogDatabase, _ after: CatalogDatabase
  ) -> (columns: [String], records: Set<String>) {
    guard let old = before.catalog.table("price"), let new = after.catalog.table("price") else {
      return ([], [])
    }
    let columns = new.schema.columns.map(\.name).filter { !old.hasColumn($0, of: new) }
    let rows = zip(old.rows, new.rows).filter { $0.cells != $1.cells }
    return (columns, Set(rows.map(\.0.id)))
  }

  /// Where the text does not show what the rows depend on, nothing is told.
  @Test(arguments: [
    "select price_usd from price p where p.part_id = :id or p.verified",
    "select (select max(price_usd) from price) from price p where p.part_id = :id",
    "select p.price_usd from gpu g left join price p on p.part_id = g.id where g.id = :id",
    "select p.price_usd from price p where p.part_id = :id and p.id = :other",
    "select p.price_usd from price p join current_price q on q.part_id = p.part_id where p.part_id = :id",
    "select p.price_usd from price p, price q where p.part_id = :id",
    "select p.price_usd from price p where part_id = :id",
    "select p.price_usd from price p where p.part_id = :id union select 1",
    "with x as (select 1) select p.price_usd from price p where p.part_id = :id",
    "select count(*) from price",
    "select p.\"price_usd\" from \"price\" p where p.part_id = :id",
  ])
  func areNotToldWhereTheTextDoesNotShowThem(sql: String) throws {
    let tokens = SQLScanner.tokens(of: sql)
    let views = CatalogViews.views(for: CatalogSchema.tables, Freshness())
    #expect(TouchedRecords(sql, tokens, table: "price", views: views) == nil)
  }

  /// Figures are led back to records by their values, and records move.
  @Test func areNotToldOfTablesWithFiguresOrOfOtherRecords() throws {
    let files = try RealCatalog.files()
    let before = try Self.database(files)
    #expect(
      before.idsTouched(
        inQuery: "select g.name from machine c join gpu g on g.id = c.gpu_id where c.id = :id",
        by: "gpu", columns: ["name"], records: [], before: before.catalog) == nil)
    let fewer = files.map { file in
      guard file.path.hasSuffix("prices.csv") else { return file }
      let lines = file.bytes.split(separator: 0x0A).dropLast()
      return SourceFile(path: file.path, bytes: Array(lines.joined(separator: [0x0A])))
    }
    #expect(
      try Self.database(fewer).idsTouched(
        inQuery: Self.prices, by: "price", columns: ["price_usd"], records: [],
        before: before.catalog) == nil)
  }
}
