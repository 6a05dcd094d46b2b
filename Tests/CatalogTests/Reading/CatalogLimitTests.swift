import Diagnostics
import Testing

@testable import Catalog

/// Files that are larger than a catalog: one fault each, before anything is made of them.
@Suite("Limits of a catalog") struct CatalogLimitTests {
  /// A file that is larger than a catalog, and what is said of it.
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let files: [String: String]
    let report: String

    init(_ what: String, _ files: [String: String], _ report: String) {
      testDescription = what
      self.files = files
      self.report = report
    }
  }

  private static let longText = String(repeating: "a", count: 65_537)

  static let refusals = [
    Refusal(
      "a header of thousands of columns",
      ["memory.csv": String(repeating: "a,", count: 2_000) + "\n", "sources.yaml": Sample.sources],
      "memory.csv:1:2049: error: the header has 2001 columns, more than 1024 [catalog-too-large]"),
    Refusal(
      "more records than a table has, in CSV",
      ["storage.csv": "id\n" + String(repeating: "a\n", count: 250_001)],
      "storage.csv:250002:1: error: the table has 250001 records, more than 250000 "
        + "[catalog-too-large]"),
    Refusal(
      "more records than a table has, in YAML",
      ["storage.yaml": String(repeating: "- id: a\n", count: 250_001)],
      "storage.yaml:250001:1: error: the table has 250001 records, more than 250000 "
        + "[catalog-too-large]"),
    Refusal(
      "a cell that is a text of its own",
      Sample.memory(Sample.kit.replacing("Kit A", with: longText)),
      "memory.csv:2:7: error: 'name' has 65537 bytes, more than 65536 [cell-too-large]"),
    Refusal(
      "the name of a column that is a text of its own",
      [
        "memory.csv": Sample.memoryHeader.replacing("notes", with: "notes,\(longText)"),
        "sources.yaml": Sample.sources,
      ],
      "memory.csv:1:77: error: the name of a column has 65537 bytes, more than 65536 "
        + "[cell-too-large]"),
  ]

  @Test(arguments: refusals) func refusesWhatIsTooLarge(_ refusal: Refusal) {
    #expect(Report.concise(refusal.files) == refusal.report + "\n")
  }

  @Test func takesACellOfTheMostBytes() {
    let name = String(repeating: "a", count: 65_536)
    #expect(Report.concise(Sample.memory(Sample.kit.replacing("Kit A", with: name))) == "")
  }

  /// SQLite would not read its row.
  @Test func refusesARecordThatIsATextOfItsOwn() {
    let text = String(repeating: "a", count: 60_000)
    let fields = ["name", "cooling", "gpu_power_feed", "modelled_on", "rationale"]
    let record = "- id: a\n" + fields.map { "  \($0): \(text)\n" }.joined()
    let report = Report.concise(["configurations.yaml": record])
    #expect(
      report.contains(
        "configurations.yaml:5:16: error: with 'modelled_on' the record has more than 196608 bytes "
          + "[cell-too-large]"), "\(report)")
    #expect(!report.contains("'rationale' the record"))
  }

  @Test(arguments: [
    ("memory.csv", Sample.memoryHeader + String(repeating: "kit-a\n", count: 3_000), 1_002),
    ("memory.csv", Sample.memoryHeader + String(repeating: "a\"b\n", count: 3_000), 1_002),
    ("storage.yaml", String(repeating: "- []\n", count: 3_000), 1_001),
  ])
  func tellsAThousandFaultsOfAFile(path: String, text: String, line: Int) {
    let faults = Catalog.load([SourceFile(path: path, text: text)]).diagnostics
    #expect(faults.count == 1_001)
    let ends = faults.filter { $0.id == "too-many-faults" }
    #expect(
      ends.map(\.summary) == ["found more than 1000 faults; those from here on are not told"])
    #expect(ends.map { $0.span?.start.line } == [line])
  }

  @Test func tellsAThousandFaultsOfACheck() {
    let kits = String(repeating: Sample.kit, count: 3_000)
    let files = Sample.memory(kits).map { SourceFile(path: $0.key, text: $0.value) }
    let faults = Catalog.load(files).diagnostics
    #expect(faults.filter { $0.id == "duplicate-id" }.count == 1_000)
    #expect(faults.contains { $0.id == "too-many-faults" && $0.span?.start.line == 1_003 })
  }
}
