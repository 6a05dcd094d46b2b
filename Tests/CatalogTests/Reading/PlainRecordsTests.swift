import Diagnostics
import Testing

@testable import Catalog

@Suite("Plain records")
struct PlainRecordsTests {
  private static let record = """
    - id: tower
      name: "Tower: one card"
      segment: single-GPU tower
      parts:
        platform: some-board
        cpu: some-cpu
        memory: 2 x some-kit
        gpu: '1 x some-card'
        power_supply: some-supply
        chassis: some-chassis
        storage: some-drive
      psu_redundancy: none
      cooling: "air – with two fans"
      rationale: 'quiet #1, for 24 GB'
      modelled_on: http://example.org/a#b
      confidence: low

    """

  private func source(_ text: String) -> SourceFile {
    SourceFile(path: "configurations.yaml", text: text)
  }

  /// All that reading a file gives.
  private struct Outcome: Equatable {
    var ids: [String]
    var cells: [[Cell]]
    var ranges: [[Range<UInt32>?]]
    var offsets: [Int]
    var damaged: [Bool]
    var isComplete: Bool
    var diagnostics: [Diagnostic]
  }

  private func outcome(_ source: SourceFile, readsPlainly: Bool) -> Outcome {
    var faults = FaultLog()
    let table = YAMLTableReader.read(
      source, .configuration, readsPlainly: readsPlainly, faults: &faults
    ).table
    return Outcome(
      ids: table.rows.map(\.id), cells: table.rows.map(\.cells), ranges: table.rows.map(\.ranges),
      offsets: table.rows.map(\.offset), damaged: table.rows.map(\.isDamaged),
      isComplete: table.isComplete, diagnostics: faults.diagnostics)
  }

  @Test func readsWhatIsMostlyWritten() throws {
    let text = "# Machines.\n\n" + Self.record + "  # the second\n\n" + Self.record
    let rows = try #require(PlainRecords.rows(of: source(text), .configuration))
    #expect(rows.map(\.id) == ["tower", "tower"])
    #expect(rows.first?.offset == 15)
    #expect(
      outcome(source(text), readsPlainly: true) == outcome(source(text), readsPlainly: false))
  }

  @Test(arguments: [
    ("  cooling: \"air – with two fans\"", "  cooling: air\n    and water"),
    ("  cooling: \"air – with two fans\"", "  cooling: \"a\\tb\""),
    ("  cooling: \"air – with two fans\"", "  cooling: 'it''s cold'"),
    ("  cooling: \"air – with two fans\"", "  cooling: |\n    air"),
    ("  cooling: \"air – with two fans\"", "  cooling: air # or water"),
    ("  cooling: \"air – with two fans\"", "  cooling: &cold air"),
    ("  cooling: \"air – with two fans\"", "  cooling: a\u{2028}b"),
    ("  cooling: \"air – with two fans\"", "  cooling: a\u{85}b"),
    ("  cooling: \"air – with two fans\"", "  cooling: a\rb"),
    ("  cooling: \"air – with two fans\"", "  cooling: null"),
    ("  cooling: \"air – with two fans\"", "  cooling:"),
    ("  cooling: \"air – with two fans\"", "  cooling: air\n  cooling: air"),
    ("  cooling: \"air – with two fans\"", "  cooling: air: water"),
    ("  cooling: \"air – with two fans\"", "  cooling: [air]"),
    ("  cooling: \"air – with two fans\"", "  \"cooling\": air"),
    ("  cooling: \"air – with two fans\"", "  heating: air"),
    ("  cooling: \"air – with two fans\"\n", ""),
    ("- id: tower", "-  id: tower"),
    ("- id: tower", "- id: two words"),
    ("    platform: some-board", "    platform: 2 x some-board"),
    ("    platform: some-board", "    platform: one big board"),
    ("    platform: some-board", "     platform: some-board"),
    ("# end", "..."), ("# end", "---"), ("# end", "  parts:"), ("# end", "    cpu: other"),
    ("# end", "\t"), ("# end", "# a\u{2029}- id: b"),
  ])
  func leavesAllElseToTheParser(line: String, other: String) throws {
    let plain = Self.record + "# end\n"
    #expect(PlainRecords.rows(of: source(plain), .configuration) != nil)
    let text = plain.replacing(line, with: other)
    try #require(text != plain)
    #expect(PlainRecords.rows(of: source(text), .configuration) == nil)
    #expect(
      outcome(source(text), readsPlainly: true) == outcome(source(text), readsPlainly: false))
  }

  /// A large file is read in parts side by side, with the same rows at the same places.
  @Test func readsPartsAsTheWhole() throws {
    let records = (0..<40).map { Self.record.replacing("id: tower", with: "id: tower-\($0)") }
    let text = "# Machines.\n\n" + records.joined(separator: "\n")
    let file = source(text)
    let whole = try #require(PlainRecords.rows(of: file, .configuration))
    #expect(PlainParts.ranges(in: file.bytes, atLeast: 700).count > 10)
    for least in [1, 40, 700, 5000] {
      let rows = try #require(
        PlainRecords.rows(of: file, .configuration, partsAtLeast: least), "parts of \(least)")
      #expect(rows.map(\.cells) == whole.map(\.cells))
      #expect(rows.map(\.ranges) == whole.map(\.ranges))
      #expect(rows.map(\.offset) == whole.map(\.offset))
    }
    // A fault in any part leaves the whole file to the parser.
    let broken = source(text.replacing("id: tower-39", with: "id: &a tower-39"))
    #expect(PlainRecords.rows(of: broken, .configuration, partsAtLeast: 700) == nil)
  }

  /// What lines are put together from; most of it is not plain somewhere.
  private static let pieces = [
    "\"", "'", "''", "\\", ": ", ":", " #", "#", " ", "  ", "- ", "-", "?", "? ", "&a", " *a ",
    "!t ",
    "|", ">", "%", "@", "`", "[", "]", "{", "}", ",", "~", "null", "NULL", "n/a", "–", "é", "\t",
    "\r",
    "\u{85}", "\u{2028}", "\u{FEFF}", "\u{1F600}", "\n", "\n    ", "\n  ", "\n- ", "\n---\n",
    "\n...\n",
    "2 x ", "x", "12", "-1", "a: b", "parts:", "cpu: a", "id: b",
  ]

  @Test(arguments: 0..<16)
  func agreesWithTheParser(seed: Int) {
    var random = SeededGenerator(seed: UInt64(seed))
    let lines = (Self.record + Self.record.replacing("id: tower", with: "id: desk"))
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    var plainCount = 0
    for _ in 0..<200 {
      var changed = lines
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let line = Int.random(in: 0..<changed.count, using: &random)
        var characters = Array(changed[line].unicodeScalars)
        let place = Int.random(in: 0...characters.count, using: &random)
        let piece = Self.pieces[Int.random(in: 0..<Self.pieces.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: characters.removeSubrange(place...)
        case 1: characters.insert(contentsOf: " ".unicodeScalars, at: 0)
        default: characters.insert(contentsOf: piece.unicodeScalars, at: place)
        }
        changed[line] = String(String.UnicodeScalarView(characters))
      }
      let file = source(changed.joined(separator: "\n"))
      #expect(
        PlainRecords.rows(of: file, .configuration, partsAtLeast: 1)?.map(\.cells)
          == PlainRecords.rows(of: file, .configuration)?.map(\.cells))
      let isText = YAMLReader.textFaults(file, range: 0..<file.bytes.count).isEmpty
      if isText, PlainRecords.rows(of: file, .configuration) != nil { plainCount += 1 }
      #expect(
        outcome(file, readsPlainly: true) == outcome(file, readsPlainly: false),
        "\(changed.joined(separator: "\n").debugDescription)")
    }
    #expect(plainCount > 3, "the edits leave nothing plain")
  }
}
