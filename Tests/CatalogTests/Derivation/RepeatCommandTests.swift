import Testing

@testable import Catalog

/// Commands that compute a figure again, and the words around them.
struct RepeatCommandTests {
  @Test(arguments: [
    ("select 1\n", "rigbook query \"select 1\""),
    ("select 'it''s' where 1 != 2", "rigbook query \"select 'it''s' where 1 != 2\""),
    ("select \"name\" from gpu", "rigbook query - <<'SQL'\nselect \"name\" from gpu\nSQL"),
    ("select '$HOME'", "rigbook query - <<'SQL'\nselect '$HOME'\nSQL"),
    ("select 'a!b'", "rigbook query - <<'SQL'\nselect 'a!b'\nSQL"),
    ("select '\nSQL\nrm $x'", "rigbook query - <<'SQL_'\nselect '\nSQL\nrm $x'\nSQL_"),
  ])
  func quotesForTheShell(sql: String, command: String) {
    #expect(RepeatCommand.query(sql) == command)
  }

  private func asked(
    _ function: String, _ arguments: [Cell], gives result: Cell
  ) throws
    -> EngineCase
  {
    let engine = try RealCatalog.database.get()
    let known = try #require(engine.functions.first { $0.name == function })
    return try #require(
      EngineCase(
        EngineCall(
          function: function, parameters: known.parameters, arguments: arguments, result: result)))
  }

  @Test func asksForTheCaseOfACall() throws {
    let need = try asked(
      "need_gib", [.text("m"), .text("Q8_0"), .integer(4096), .integer(4)], gives: .decimal(1))
    #expect(
      need.command(limit: 131_072)
        == "rigbook size m --quantization Q8_0 --context 16384 --parallel 4 --explain")
    #expect(need.words { $0 } == "Q8_0, 4,096\u{A0}tokens, 4 users")
    let verdict = try asked(
      "verdict", [.text("m"), .text("Q8_0"), .integer(8192), .integer(1), .text("g"), .integer(2)],
      gives: .text("fits"))
    #expect(
      verdict.command(limit: nil)
        == "rigbook size m --quantization Q8_0 --context 8192 --gpu g:2 --explain")
    let weights = try asked("weights_gib", [.text("m"), .text("Q8_0")], gives: .decimal(1))
    #expect(
      weights.command(limit: 2048)
        == "rigbook size m --quantization Q8_0 --context 2048 --explain")
  }

  @Test func asksForWhatASearchFound() throws {
    let context = try asked(
      "largest_context", [.text("m"), .text("Q8_0"), .integer(1), .text("g")],
      gives: .integer(5000))
    #expect(context.contextTokens == 5000)
    let cards = try asked(
      "gpus_needed", [.text("m"), .text("Q8_0"), .integer(512), .integer(1), .text("g")],
      gives: .integer(3))
    #expect(cards.command(limit: nil).contains("--gpu g:3"))
  }

  @Test func tellsTheWorkedCaseFromOthers() throws {
    let worked = EngineCase.worked(model: "m", quantization: "Q4_K_M", limit: 4096)
    #expect(worked.contextTokens == 4096)
    let weights = try asked("weights_gib", [.text("m"), .text("Q4_K_M")], gives: .decimal(1))
    #expect(weights.isPart(of: worked))
    let other = try asked("weights_gib", [.text("m"), .text("Q8_0")], gives: .decimal(1))
    #expect(!other.isPart(of: worked))
    let longer = try asked(
      "need_gib", [.text("m"), .text("Q4_K_M"), .integer(8192)], gives: .decimal(1))
    #expect(!longer.isPart(of: worked))
  }

  @Test(arguments: [
    (Cell.integer(5), Unit?.none, "printed as it is"),
    (.decimal(5.79), .gibibytes, "printed with one decimal"),
    (.decimal(0.354), .gibibytes, "printed with 2 decimals"),
    (.decimal(120.4), .gibibytes, "printed as a whole number"),
    (.decimal(102.4), .gigabytesPerSecond, "printed with one decimal at most"),
    (.decimal(86.2), .tokensPerSecond, "printed with 2 significant digits"),
  ])
  func saysHowAValueIsRounded(cell: Cell, unit: Unit?, words: String) {
    #expect(RoundingText.words(for: cell, unit: unit) == words)
  }

  @Test func givesAllDigitsOnlyWhereThePrintHasFewer() {
    #expect(RoundingText.exact(.decimal(102.4), unit: .gigabytesPerSecond) == nil)
    #expect(RoundingText.exact(.decimal(5.7625), unit: .gibibytes) == "5.7625\u{A0}GiB")
    #expect(RoundingText.exact(.decimal(-4), unit: nil) == nil)
  }

  @Test func fillsParametersIntoSQL() throws {
    let result = try RealCatalog.database.get().connect().query(
      "select name, ':id' as x from gpu where id = :id -- :id\n",
      arguments: ["id": .text("nvidia-rtx-5090")])
    #expect(
      result.question.sql
        == "select name, ':id' as x from gpu where id = 'nvidia-rtx-5090' -- :id\n")
    #expect(result.question.reads == "gpu (id, name)")
    let asked = try RealCatalog.query("select need_gib('llama-3.1-8b', 'Q8_0', 512)")
    #expect(asked.question.functions == ["need_gib"])
  }

  @Test func shortensLongListsOfColumns() {
    let many = (1...13).map { "b.c\($0)" }
    #expect(PreparedQuery.words(for: ["a.x", "a.y"] + many) == "a (x, y), b (13 columns)")
  }

  @Test func writesLiterals() {
    #expect(SQLText.literal(.text("it's")) == "'it''s'")
    #expect(SQLText.literal(.notStated) == "null")
    #expect(SQLText.literal(.decimal(2.5)) == "2.5")
    #expect(SQLText.literal(.flag(true)) == "1")
  }
}
