import Testing

@testable import Catalog

/// What of a record a query depends on, and what it then gives for other records.
struct AskedRecordTests {
  private static let names = CatalogNames(
    Catalog(tables: SmallCatalog.tables), functions: [],
    views: [
      CatalogView(
        name: "priced", columns: ["id"], meaning: "Prices.", tables: ["price"],
        query: "select id from price")
    ])

  private func asked(_ sql: String) -> AskedRecord? {
    AskedRecord(
      SQLScanner.tokens(of: sql), reading: ["gpu.id", "gpu.name", "price.gpu_id", "price.id"],
      names: Self.names)
  }

  @Test(arguments: [
    "select g.name from price p join gpu g on g.id = p.gpu_id where p.id = :id",
    "select g.name from gpu g join price as p on g.id = p.gpu_id where 1 = 1 and p.id = :id;",
    "select count(*), 2 * 3 from price p, gpu g where p.id = :id group by p.gpu_id order by 1",
    "select case when p.gpu_id = 'a-1' or 1 then 1 end from price p where p.id = :id limit 1",
    "SELECT g.name FROM price p LEFT JOIN gpu g ON g.id = p.gpu_id WHERE p.ID = :id",
    "select (select name from gpu where gpu.id = p.gpu_id) from price p where p.id = :id",
  ])
  func isFoundWhereItsIDOnlyPicksItOut(sql: String) throws {
    let found = try #require(asked(sql))
    #expect(found.table == "price")
    #expect(found.parameter == "id")
    #expect(found.columns == [1])
  }

  @Test(arguments: [
    "select p.id from price p where p.id = :id",
    "select id from price p where p.id = :id",
    "select p.rowid from price p where p.id = :id",
    "select * from price p where p.id = :id",
    "select p.* from price p where p.id = :id",
    "select count(*), p.* from price p where p.id = :id",
    "select p.'id' from price p where p.id = :id",
    "select p.\"id\" from price p where p.id = :id",
    "select :id from price p where p.id = :id",
    "select p.gpu_id from price p where p.id = :id or p.gpu_id = 'a-1'",
    "select p.gpu_id from price p where p.gpu_id between 1 and p.id = :id",
    "select p.gpu_id from price p where p.id = :id || ''",
    "select p.gpu_id from price p where p.id > :id",
    "select p.gpu_id from price p where not p.id = :id",
    "select p.gpu_id from price p where (p.id = :id)",
    "select p.gpu_id from price p left join gpu g on p.id = :id",
    "select p.gpu_id from price p where p.id = :id union select id from gpu",
    "select p.gpu_id, (select count(*) from price) from price p where p.id = :id",
    "select p.gpu_id, (select count(*) from priced) from price p where p.id = :id",
    "select p.gpu_id from price p join gpu g using (id) where p.id = :id",
    "select p.gpu_id from price p natural join gpu g where p.id = :id",
    "select name from gpu where id = :id",
    "select p.gpu_id from (select * from price) p where p.id = :id",
    "with p as (select * from price) select p.gpu_id from p where p.id = :id",
    "select p.gpu_id from price p",
    "values (:id)",
  ])
  func isNotTakenForGrantedElsewhere(sql: String) { #expect(asked(sql) == nil) }

  @Test func givesRecordsThatAreTheSameToAQueryTheSame() throws {
    let connection = try SmallCatalog.database().connect()
    let sql = "select p.price_usd from gpu g join price p on p.gpu_id = 'a-1' where g.id = :id"
    let log = ReadLog()
    let results = try ["a-1", "b-2", "c-3"].map {
      try connection.query(sql, arguments: ["id": .text($0)], log: log)
    }
    #expect(results.map(\.rows) == Array(repeating: [[.decimal(1599)]], count: 3))
    #expect(Set(results.map(\.digest)).count == 1)
    #expect(results[2].question.sql.hasSuffix("where g.id = 'c-3'"))
    let arguments = log.all.compactMap { read in
      if case .query(let query) = read { query.arguments } else { nil }
    }
    #expect(arguments == [["id=a-1"], ["id=b-2"], ["id=c-3"]])
  }

  @Test func tellsRecordsApartByWhatTheQueryReads() throws {
    let connection = try SmallCatalog.database().connect()
    let sql = """
      select g.ecc is null as x, count(p.id) as n from gpu g left join price p where g.id = :id
      """
    let rows = try ["a-1", "b-2", "c-3", "a-1"].map {
      try connection.query(sql, arguments: ["id": .text($0)]).rows[0]
    }
    let (stated, blank): ([Cell], [Cell]) = (
      [.integer(0), .integer(1)], [.integer(1), .integer(1)]
    )
    #expect(rows == [stated, stated, blank, stated])
  }
}
