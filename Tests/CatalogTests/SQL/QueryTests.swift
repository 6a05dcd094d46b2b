import Testing

@testable import Catalog

struct QueryTests {
  private func result(
    _ sql: String, _ arguments: [String: Cell] = [:], log: ReadLog? = nil
  ) throws -> QueryResult {
    try SmallCatalog.database().connect().query(sql, arguments: arguments, log: log)
  }

  @Test func givesCellsTypedByTheSchema() throws {
    let result = try result("select * from gpu order by id")
    #expect(result.rows[0] == SmallCatalog.tables[0].rows[0].cells)
    #expect(
      result.rows[1] == [
        .text("b-2"), .text("Beta"), .integer(16), .notStated, .flag(false), .notApplicable,
      ])
    #expect(result.rows[2][1] == .notApplicable)
    #expect(result.rows[2][2] == .notApplicable, "the id names the record")
  }

  @Test(arguments: [
    ("select memory_marketed_gb from gpu where id = 'c-3'", Cell.notStated),
    ("select memory_marketed_gb, id as gpu_id from gpu where id = 'c-3'", .notApplicable),
    ("select memory_marketed_gb, id from (select * from gpu) where id = 'c-3'", .notApplicable),
    ("select bandwidth_gb_s, id from gpu where id = 'b-2'", .notStated),
    ("select max(memory_marketed_gb), id from gpu", .integer(24)),
  ])
  func tellsWhatDoesNotApplyWhereTheRowNamesItsRecord(sql: String, cell: Cell) throws {
    #expect(try result(sql).rows[0][0] == cell)
  }

  @Test(arguments: [
    ("select bandwidth_gb_s from gpu", "Memory bandwidth", Unit.gigabytesPerSecond),
    (
      "select max(bandwidth_gb_s) as bandwidth_gb_s from gpu", "Memory bandwidth",
      .gigabytesPerSecond
    ),
    ("select 1.5 as need_gib", "Memory needed", .gibibytes),
    ("select 1.5 as best_price_usd", "Best price", .usDollars),
  ])
  func headsColumnsByName(sql: String, label: String, unit: Unit) throws {
    let column = try #require(try result(sql).columns.first)
    #expect(column.label == label)
    #expect(column.unit == unit)
  }

  @Test func takesNamedArguments() throws {
    let result = try result("select name from gpu where id = :id", ["id": .text("b-2")])
    #expect(result.rows == [[.text("Beta")]])
  }

  @Test func ignoresArgumentsThatTheQueryDoesNotName() throws {
    #expect(try result("select 1 as x", ["id": .text("b-2")]).rows == [[.integer(1)]])
  }

  @Test func notesColumnsAndDigest() throws {
    let log = ReadLog()
    let sql = "select g.name from gpu g join price p on p.gpu_id = g.id where g.id = :id"
    let result = try result(sql, ["id": .text("a-1")], log: log)
    #expect(
      log.all == [
        .query(
          QueryRead(
            sql: sql, arguments: ["id=a-1"], columns: ["gpu.id", "gpu.name", "price.gpu_id"],
            records: [], digest: result.digest))
      ])
  }

  @Test func givesOneDigestPerContent() throws {
    let connection = try SmallCatalog.database().connect()
    let first = try connection.query("select id, name from gpu order by id")
    let again = try connection.query("select id, name from gpu order by id")
    let other = try connection.query("select id, name from gpu order by id desc")
    #expect(first.digest == again.digest)
    #expect(first.digest != other.digest)
    #expect(first.digest.hexadecimal.utf8.count == 32)
  }

  @Test func answersAlikeOnManyConnections() async throws {
    let database = try SmallCatalog.database()
    let digests = try await withThrowingTaskGroup(of: StableDigest.self) { group in
      for _ in 0..<16 {
        group.addTask {
          let connection = try database.connect()
          var digest = StableDigest()
          for _ in 0..<50 {
            digest = try connection.query("select * from gpu join price on gpu.id = gpu_id").digest
          }
          return digest
        }
      }
      return try await group.reduce(into: Set<StableDigest>()) { $0.insert($1) }
    }
    #expect(digests.count == 1)
  }

  @Test func recordsWhatFunctionsLookUp() throws {
    let function = SQLFunction(
      name: "memory_of", parameters: ["gpu"], meaning: "The memory of a card."
    ) { arguments, log throws(QueryError) in
      guard let id = arguments[0].text, id == "a-1" else {
        throw QueryError("unknown gpu '\(arguments[0].text ?? "")'", help: ["did you mean 'a-1'?"])
      }
      log?.note(.record(table: "gpu", id: id))
      return .integer(24)
    }
    let connection = try SmallCatalog.database(functions: [function]).connect()
    let log = ReadLog()
    let result = try connection.query("select memory_of('a-1') as memory_gb", log: log)
    #expect(result.rows == [[.integer(24)]])
    guard case .query(let read)? = log.all.first else {
      Issue.record("no query was noted")
      return
    }
    #expect(read.records == [RecordName(table: "gpu", id: "a-1")])
    // Where the figure came from is part of what was read.
    #expect(read.digest != result.digest)
    #expect(
      throws: QueryError("unknown gpu 'a-2'", offset: 17, help: ["did you mean 'a-1'?"])
    ) { try connection.query("select memory_of('a-2')") }
  }
}
