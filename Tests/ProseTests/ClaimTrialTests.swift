import Diagnostics
import Testing

@testable import Catalog
@testable import Prose

/// The search for a change of the catalog that makes a claim false.
@Suite struct ClaimTrialTests {
  private static let schema = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("memory_gib", .decimal, label: "Memory", range: 1...100, meaning: "Memory."),
      ColumnSchema("class", .choice(["small", "large"]), label: "Class", meaning: "Class."),
      ColumnSchema("ecc", .flag, label: "ECC", meaning: "Whether it corrects errors."),
    ])

  private func outcome(_ sql: String, record: RecordName? = nil) throws -> ClaimTrial.Outcome {
    let rows = [("a", 8.0, "small", true), ("b", 24, "large", true), ("c", 48, "large", false)]
    let table = Table(
      schema: Self.schema,
      rows: rows.map { id, memory, kind, ecc in
        Row(
          id: id, cells: [.text(id), .decimal(memory), .text(kind), .flag(ecc)],
          ranges: [nil, nil, nil, nil], offset: 0)
      }, source: SourceFile(path: "Content/gpus.csv", text: ""))
    let database = try CatalogDatabase(Catalog(tables: [table]))
    let source = SourceFile(path: "Content/a.md", text: "```=claim verdict\n\(sql)\n```\n")
    let (prose, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    try #require(faults.isEmpty && prose.claims.count == 1)
    return ClaimTrial(prose.claims[0], on: record).run(database, try database.connect())
  }

  /// Each can be made false by one change, if by few.
  @Test(arguments: [
    "select min(memory_gib) >= 8 from gpu", "select max(memory_gib) <= 48 from gpu",
    "select count(*) >= 3 from gpu", "select min(ecc) = 0 from gpu",
    "select (select class from gpu where id = 'b') = 'large'",
    // Whatever becomes of the whole column or of every second cell, the order stays or they are equal.
    "select (select memory_gib from gpu where id = 'a') <= (select memory_gib from gpu where id = 'b')",
  ])
  func findsWhatMakesAClaimFalse(sql: String) throws {
    guard case .falsified = try outcome(sql) else {
      Issue.record("nothing was found: \(sql)")
      return
    }
  }

  /// What no record can be, since the column's range rules it out, makes no claim false.
  @Test(arguments: [
    "select min(memory_gib) > 0 from gpu", "select count(*) >= 0 from gpu where ecc",
    "select count(*) = count(id) from gpu", "select max(memory_gib) >= min(memory_gib) from gpu",
    "select max(class in ('small', 'large')) from gpu",
  ])
  func reportsWhatNothingMakesFalse(sql: String) throws {
    guard case .vacuous(let fault) = try outcome(sql) else {
      Issue.record("not vacuous: \(sql)")
      return
    }
    #expect(fault.id == "vacuous-claim")
    #expect(fault.span?.start == SourcePosition(line: 2, column: 1))
    #expect(fault.notes.first?.text.hasPrefix("tried gpu") == true, "\(fault.notes)")
  }

  @Test func takesTheRecordOfAPage() throws {
    let sql = "select memory_gib < 9 from gpu where id = :id"
    guard case .falsified = try outcome(sql, record: RecordName(table: "gpu", id: "a")) else {
      Issue.record("nothing was found")
      return
    }
    guard case .untried = try outcome(sql, record: RecordName(table: "gpu", id: "b")) else {
      Issue.record("a false claim was tried")
      return
    }
  }
}
