import Testing

@testable import Catalog

/// Where the figures of a result came from.
struct FigureOriginTests {
  /// A function that doubles its number; it is about a card where it names one.
  private static let functions = [
    SQLFunction(
      name: "twice_gib", parameters: ["gpu", "amount"], optionalCount: 0, meaning: "Twice."
    ) { arguments, _ in .decimal((arguments[1].number ?? 0) * 2.5) },
    SQLFunction(
      name: "spare_gib", parameters: ["gpu", "amount"], optionalCount: 0, meaning: "The same."
    ) { arguments, _ in .decimal((arguments[1].number ?? 0) * 2.5) },
    SQLFunction(
      name: "cards_needed", parameters: ["gpu"], optionalCount: 0, meaning: "One."
    ) { _, _ in .integer(1) },
    SQLFunction(name: "verdict", parameters: ["gpu"], optionalCount: 0, meaning: "A word.") {
      _, _ in .text("fits")
    },
  ]

  private func origins(
    _ sql: String, _ arguments: [String: Cell] = [:]
  ) throws -> [[FigureOrigin?]] {
    try SmallCatalog.database(functions: Self.functions).connect()
      .query(sql, arguments: arguments).origins
  }

  private func call(
    _ function: String, _ arguments: Cell..., gives result: Cell
  ) throws
    -> FigureOrigin
  {
    let known = try #require(Self.functions.first { $0.name == function })
    return .call(
      EngineCall(
        function: function, parameters: known.parameters, arguments: arguments, result: result))
  }

  @Test(arguments: [
    "select twice_gib('a-1', 3) as x",
    "with c as (select 'a-1' as card, twice_gib('a-1', 3) as y) select y as x from c",
    "select max(x) as x from (select twice_gib('a-1', 3) as x union all select 0)",
    "select iif(1, coalesce(twice_gib('a-1', 3), '–'), 0) as x",
  ])
  func findsTheCallThroughWhateverLiesBetween(sql: String) throws {
    #expect(
      try origins(sql)
        == [[try call("twice_gib", .text("a-1"), .integer(3), gives: .decimal(7.5))]])
  }

  @Test func prefersTheCallWhoseRecordStandsInTheRow() throws {
    let found = try origins(
      "select id as gpu_id, name, twice_gib(id, 4) as x from gpu where id <> 'c-3' order by id")
    #expect(
      found.map { $0[2] } == [
        try call("twice_gib", .text("a-1"), .integer(4), gives: .decimal(10)),
        try call("twice_gib", .text("b-2"), .integer(4), gives: .decimal(10)),
      ])
    // By its name too, and by a parameter.
    let named = try origins("select name, twice_gib(id, 4) as x from gpu where name = 'Beta'")
    #expect(
      named[0][1] == (try call("twice_gib", .text("b-2"), .integer(4), gives: .decimal(10))))
    let given = try origins(
      "select max(x) as x from (select twice_gib(id, 4) as x from gpu) where :id = :id",
      ["id": .text("b-2")])
    #expect(
      given[0][0] == (try call("twice_gib", .text("b-2"), .integer(4), gives: .decimal(10))))
  }

  @Test func tellsEqualNumbersOfARowApartByTheirColumns() throws {
    let found = try origins(
      "select 'a-1' as gpu_id, twice_gib('a-1', 2) as twice_gib, spare_gib('a-1', 2) as spare_gib")
    #expect(
      found == [
        [
          .query, try call("twice_gib", .text("a-1"), .integer(2), gives: .decimal(5)),
          try call("spare_gib", .text("a-1"), .integer(2), gives: .decimal(5)),
        ]
      ])
  }

  @Test func takesCommonNumbersAndWordsOnlyWhereTheRowNamesTheirRecord() throws {
    let needed = try call("cards_needed", .text("a-1"), gives: .integer(1))
    let verdict = try call("verdict", .text("a-1"), gives: .text("fits"))
    let sql = "cards_needed('a-1') as needed, 1 as count, verdict('a-1') as verdict"
    #expect(try origins("select 'a-1' as gpu_id, \(sql)") == [[.query, needed, .query, verdict]])
    #expect(try origins("select \(sql)") == [[.query, .query, .query]])
  }

  @Test func saysNothingAboutFacts() throws {
    #expect(try origins("select id, name, bandwidth_gb_s, launch_date from gpu") == [])
    let passed = try origins(
      """
      with c as (select id, bandwidth_gb_s from gpu where bandwidth_gb_s is not null
        union all select 'x', 5)
      select id, bandwidth_gb_s from c order by id
      """)
    #expect(passed.map { $0[1] } == [nil, nil, .query])
  }

  @Test(arguments: [
    ("select 'Card ' || id || '.' as id from gpu where id = :id", nil),
    ("select 'One of 2: ' || id as id from gpu where id = :id", FigureOrigin.query),
    ("select id || ' has 2.' as id from gpu where id = :id", FigureOrigin.query),
    ("select 'Card ' || id as card from gpu where id = :id", FigureOrigin.query),
  ])
  func takesWordsAroundAFactForTheFact(sql: String, origin: FigureOrigin?) throws {
    #expect(try origins(sql, ["id": .text("a-1")]) == [[origin]])
  }

  @Test func leavesTheQueryWhatItComputesItself() throws {
    #expect(
      try origins("select count(*) as cards, 2 * max(bandwidth_gb_s) as most from gpu")
        == [[.query, .query]])
  }

  @Test func dependsOnNothingButTheQuery() throws {
    let sql = "select twice_gib('b-2', 4) + 0 as x, twice_gib('a-1', 4) as y"
    let reversed = "select twice_gib('a-1', 4) + 0 as x, twice_gib('b-2', 4) as y"
    #expect(try origins(sql) == origins(reversed))
  }
}

/// The look-up of a call against going through all of them.
struct CallMatcherTests {
  private static let parameters = ["gpu", "context", "users"]
  private static let names = CatalogNames(
    Catalog(tables: SmallCatalog.tables), functions: ["twice_gib", "spare_gib"])

  /// What the matcher promises, the long way.
  private func expected(_ calls: [EngineCall], _ column: String, _ row: [Cell]) -> EngineCall? {
    func rank(_ call: EngineCall) -> Int {
      let name = call.arguments[0].text.flatMap { Self.names.name(ofRecord: $0, in: "gpu") }
      let isNamed = row.contains(call.arguments[0]) || name.map(row.contains) ?? false
      let suggestion = call.function.split(separator: "_")[0] == column.split(separator: "_")[0]
      return (isNamed ? 1000 : 0) + (suggestion ? 100 : 0)
        + call.arguments.count(where: row.contains)
    }
    return calls.min { (rank($1), $0.text) < (rank($0), $1.text) }
  }

  @Test func findsWhatGoingThroughAllCallsFinds() throws {
    var numbers = RepeatableNumbers(seed: 7)
    let ids: [Cell] = [.text("a-1"), .text("b-2"), .text("x-9")]
    let said: [Cell] =
      ids + [.text("Alpha"), .text("Beta"), .notStated] + (1...4).map(Cell.integer)
    for _ in 0..<300 {
      let calls = (0..<12).map { _ in
        let values =
          [ids[numbers.below(3)]]
          + (0...numbers.below(2)).map { _ in
            Cell.integer(Int64(1 + numbers.below(4)))
          }
        return EngineCall(
          function: ["twice_gib", "spare_gib"][numbers.below(2)], parameters: Self.parameters,
          arguments: values, result: .decimal(7.5))
      }
      let row = (0..<numbers.below(6)).map { _ in said[numbers.below(said.count)] }
      let column = ["twice_gib", "spare_gib", "other"][numbers.below(3)]
      var matcher = CallMatcher(calls, names: Self.names, arguments: [])
      #expect(
        matcher.call(giving: .decimal(7.5), in: column, of: row) == expected(calls, column, row),
        "\(column) \(row) \(calls.map(\.text))")
    }
  }

  /// Going through all calls for every row would take minutes.
  @Test(.timeLimit(.minutes(1))) func takesTimeInProportionToTheRows() {
    let calls = (0..<5000).map { context in
      EngineCall(
        function: "verdict", parameters: Self.parameters,
        arguments: [.text("a-1"), .integer(context)], result: .text("fits"))
    }
    var matcher = CallMatcher(calls, names: Self.names, arguments: [])
    for call in calls {
      let row: [Cell] = [.text("Alpha"), call.arguments[1], .text("fits")]
      #expect(matcher.call(giving: .text("fits"), in: "verdict", of: row) == call)
      #expect(matcher.call(giving: .text("fits"), in: "verdict", of: [.text("Alpha")]) == calls[0])
    }
  }
}

/// Numbers that are the same in every run (SplitMix64).
private struct RepeatableNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}

/// The same over the real catalog.
struct RealFigureOriginTests {
  @Test func namesTheComputedColumnOfARecord() throws {
    let column = FigureOrigin.column(
      table: "gpu", column: "memory_usable_gib", id: "nvidia-rtx-5090")
    let id = ["id": Cell.text("nvidia-rtx-5090")]
    for sql in [
      "select id, memory_usable_gib from gpu where id = :id",
      "select memory_usable_gib from gpu where id = :id",
      "select memory_usable_gib as usable_gib from (select * from gpu) where id = :id",
      """
      with c as (select id, memory_usable_gib from gpu union all select 'x', 1)
      select id, memory_usable_gib from c where id = :id
      """,
    ] {
      let result = try RealCatalog.database.get().connect().query(sql, arguments: id)
      #expect(result.origins.first?.last == column, "\(sql)")
    }
  }

  @Test func tellsFactsFromComputedColumnsOfOneRow() throws {
    let result = try RealCatalog.query(
      "select id, name, memory_marketed_gb, memory_usable_gib, memory_addressable_basis from gpu "
        + "where id = 'nvidia-rtx-5090'")
    let origins = try #require(result.origins.first)
    #expect(origins.map { $0 != nil } == [false, false, false, true, false])
  }
}
