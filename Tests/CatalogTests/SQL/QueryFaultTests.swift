import Testing

@testable import Catalog

struct QueryFaultTests {
  private func fault(_ sql: String, limits: QueryLimits = QueryLimits()) throws -> QueryError {
    let connection = try SmallCatalog.database(limits: limits).connect()
    return try #require(throws: QueryError.self) { try connection.query(sql) }
  }

  @Test(arguments: [
    ("select nmae from gpu", "unknown column 'nmae'", 7, "did you mean 'name'?"),
    ("select g.nmae from gpu g", "unknown column 'g.nmae'", 7, "did you mean 'name'?"),
    ("select name from gpus", "unknown table 'gpus'", 17, "did you mean 'gpu'?"),
    (
      "select id from gpu join price on 1", "the column 'id' is in more than one of the tables", 7,
      "write the table before it: table.id"
    ),
  ])
  func suggestsTheNearestName(sql: String, message: String, offset: Int, help: String) throws {
    let fault = try fault(sql)
    #expect(fault.message == message)
    #expect(fault.offset == offset)
    #expect(fault.help == [help])
  }

  @Test(arguments: [
    ("", 0), ("delete from gpu", 0), ("attach 'x' as y", 0), ("pragma query_only = off", 0),
    ("explain select 1", 0), ("select 1; select 2", 10), ("select random()", 7),
    ("select \"random\"()", 7), ("select date('now')", 7), ("select current_timestamp", 7),
    ("select * from pragma_database_list", 14), ("select sqlite_version()", 7),
    ("select * from sqlite_stmt", 14), ("with x as (select 1) delete from gpu", 0),
    ("select load_extension('x')", 7), ("select from gpu", 7), ("select ?", 7),
    ("select :nothing", 7), ("select 'a", 7), ("select nothing(1)", 7),
  ])
  func refusesWithAPlace(sql: String, offset: Int) throws {
    let fault = try fault(sql)
    #expect(fault.offset == offset, "\(fault.message)")
  }

  @Test(arguments: [
    ("select count(*) as a from sqlite_master", "sqlite_master", 26),
    ("select name from \"SQLite_Schema\"", "SQLite_Schema", 17),
    ("select s.sql from gpu, 'sqlite_master' s", "sqlite_master", 23),
    ("select (select max(rootpage) from [sqlite_temp_master]) as a", "sqlite_temp_master", 34),
  ])
  func refusesTheTablesOfSQLite(sql: String, name: String, offset: Int) throws {
    let fault = try fault(sql)
    #expect(
      fault.message == "'\(name)' is not allowed: a page must not depend on the state of SQLite")
    #expect(fault.offset == offset)
  }

  @Test func allowsACommentFirstAndASemicolonLast() throws {
    let connection = try SmallCatalog.database().connect()
    #expect(
      try connection.query("-- all\n/* of it */ select count(*) as n from gpu ; ").rows
        == [[.integer(3)]])
  }

  @Test func endsARecursionByCountingSteps() throws {
    var limits = QueryLimits()
    limits.steps = 100_000
    let sql = "with recursive r(x) as (select 1 union all select x + 1 from r) select max(x) from r"
    let first = try fault(sql, limits: limits)
    #expect(first.message == "the query takes more than 100000 steps")
    #expect(try fault(sql, limits: limits) == first)
  }

  @Test(arguments: [
    ("select 'a' || char(7) as c", "the column 'c' holds the control character U+0007"),
    ("select char(0) as c", "the column 'c' holds the control character U+0000"),
    ("select 9e999 as c", "the column 'c' holds a number beyond all bounds"),
    ("select -9e999 as c", "the column 'c' holds a number beyond all bounds"),
    ("select x'00' as c", "the column 'c' holds bytes, which have no text"),
  ])
  func refusesWhatNoPageCanPrint(sql: String, message: String) throws {
    #expect(try fault(sql).message == message)
  }

  /// Instructions do not tell how long a function looks for one long text in another.
  @Test func endsWorkOnLongTexts() throws {
    var limits = QueryLimits()
    limits.seconds = 0.2
    let text = "replace(hex(zeroblob(60000)), '0', '00')"
    let sql = """
      with recursive c(n) as (select 1 union all select n + 1 from c where n < 30000)
      select sum(instr(\(text), substr(\(text), 1, 6000) || n)) as a from c
      """
    #expect(
      try fault(sql, limits: limits).message
        == "the query takes more than 0.2 seconds of a processor")
  }

  @Test(arguments: [
    ("select format('%.*c', 1000000000, 'x') as a", "has a field '%.*', expected widths up to 200"),
    ("select printf('a %2000000000c', 'x') as a", "has a field '%2000000000', expected"),
    ("select \"format\"('%.999c', 'x') as a", "has a field '%.999', expected widths up to 200"),
    ("select format('%' || '.999c', 'x') as a", "is put together, expected a text or a choice"),
    ("select format(replace('%.9c', '9', '999'), 'x') as a", "is put together, expected a text"),
    ("select format(iif(1 < 2, '%.999c', '%s'), 'x') as a", "has a field '%.999', expected"),
  ])
  func refusesFieldsWiderThanTexts(sql: String, words: String) throws {
    #expect(try fault(sql).message.contains(words))
  }

  @Test func formatsNumbers() throws {
    let connection = try SmallCatalog.database().connect()
    let sql = "select format('%.1f %% of %,d and %5.2f', 1.5, 1234, 2) as a"
    #expect(try connection.query(sql).rows == [[.text("1.5 % of 1,234 and  2.00")]])
    let chosen = "select format(case when 1 < (2) then '%.1f' else '%.2f' end, 1 || 5) as a"
    #expect(try connection.query(chosen).rows == [[.text("15.0")]])
  }

  @Test func countsCallsOfFunctionsAsWork() throws {
    var limits = QueryLimits()
    limits.steps = 100_000
    let function = SQLFunction(
      name: "twice", parameters: ["number"], optionalCount: 0, meaning: "Twice."
    ) { arguments, _ in .decimal((arguments[0].number ?? 0) * 2) }
    let connection = try SmallCatalog.database(functions: [function], limits: limits).connect()
    let rows = "with recursive r(x) as (select 1 union all select x + 1 from r where x < 1000)"
    #expect(try connection.query("\(rows) select max(x) as x from r").rows == [[.integer(1000)]])
    let fault = try #require(throws: QueryError.self) {
      try connection.query("\(rows) select max(twice(x)) as x from r")
    }
    #expect(fault.message == "the query takes more than 100000 steps")
  }

  @Test func countsStepsAnewForEachRun() throws {
    var limits = QueryLimits()
    limits.steps = 20_000
    let connection = try SmallCatalog.database(limits: limits).connect()
    let sql = """
      with recursive r(x) as (select 1 union all select x + 1 from r where x < 1000)
      select count(*) as n from r
      """
    for _ in 0..<5 { #expect(try connection.query(sql).rows == [[.integer(1000)]]) }
  }

  @Test func limitsRows() throws {
    var limits = QueryLimits()
    limits.rows = 2
    #expect(try fault("select id from gpu", limits: limits).message.contains("more than 2 rows"))
  }

  @Test func limitsTextOfTheResult() throws {
    var limits = QueryLimits()
    limits.resultBytes = 5
    #expect(try fault("select name from gpu", limits: limits).message.contains("5 bytes"))
  }

  @Test(arguments: [
    "select zeroblob(1000000000)",
    "select 'x' like '\(String(repeating: "%a", count: 150))'",
    "select \(String(repeating: "(1+", count: 200))1\(String(repeating: ")", count: 200))",
    "select \(String(repeating: "1+", count: 10_000))1",
    "select x'00' as b",
    """
    with recursive r(x) as (select zeroblob(200000) union all select x from r)
    select x from r order by x
    """,
  ])
  func refusesWhatIsTooMuch(sql: String) throws {
    var limits = QueryLimits()
    limits.steps = 200_000
    limits.memoryBytes = 100 << 20
    _ = try fault(sql, limits: limits)
  }

  @Test func answersAfterAFault() throws {
    let connection = try SmallCatalog.database().connect()
    #expect(throws: QueryError.self) { try connection.query("select nothing from gpu") }
    #expect(try connection.query("select count(*) as n from gpu").rows == [[.integer(3)]])
  }
}
