import Catalog
import Testing

@Suite("Values")
struct CellCheckTests {
  /// The report of one kit with some text replaced.
  private func report(_ text: String, _ replacement: String) -> String {
    Report.concise(Sample.memory(Sample.kit.replacing(text, with: replacement)))
  }

  @Test func findsNothingWrongWithARightFile() {
    #expect(Report.full(Sample.memory(Sample.kit)) == "")
    #expect(Report.full(["gpus.yaml": Sample.card(), "sources.yaml": Sample.sources]) == "")
  }

  @Test(arguments: [
    ("2,32", "two,32", "2:24: error: 'modules' must be a whole number, found 'two' [wrong-number]"),
    ("2,32", "2.5,32", "2:24: error: 'modules' must be a whole number, found '2.5' [wrong-number]"),
    (
      "6000", "6 000",
      "2:29: error: 'speed_mt_s' must be a whole number (MT/s), found '6 000' [wrong-number]"
    ),
    (
      "6000", "60000",
      "2:29: error: 'speed_mt_s' must be between 1600 and 12800 (MT/s), found 60000 "
        + "[implausible-value]"
    ),
    (
      "6000", "99999999999999999999",
      "2:29: error: 'speed_mt_s' must be a whole number (MT/s), found '99999999999999999999' "
        + "[wrong-number]"
    ),
    ("30,no", "30,false", "2:37: error: 'ecc' must be yes or no, found 'false' [wrong-flag]"),
    ("high", "hihg", "2:40: error: 'hihg' is not a value of 'confidence' [unknown-value]"),
    ("2,32", ",32", "2:24: error: 'modules' is required and has no value [missing-value]"),
    ("2,32", "–,32", "2:24: error: 'modules' is required and cannot be '–' [missing-value]"),
    ("Kit A", " Kit A", "2:7: error: 'name' begins or ends with a space [surrounding-space]"),
    (
      "Kit A", "Kit\u{200B}A",
      "2:7: error: 'name' holds the character U+200B, which nobody sees [invisible-character]"
    ),
    (
      "Kit A", "Kit \u{202E}A",
      "2:7: error: 'name' holds the character U+202E, which nobody sees [invisible-character]"
    ),
    (
      "Kit A", "Kit\u{2028}A",
      "2:7: error: 'name' holds the character U+2028, which nobody sees [invisible-character]"
    ),
    ("kit-a", "kit a", "2:1: error: 'kit a' is not an id [wrong-id]"),
    ("kit-a", "", "2:1: error: 'id' is required and has no value [missing-value]"),
  ])
  func reportsWrongValue(text: String, replacement: String, expected: String) {
    #expect(report(text, replacement) == "memory.csv:\(expected)\n")
  }

  @Test(arguments: [
    ("30", Cell.integer(30)), ("", .notStated), ("–", .notApplicable), ("n/a", .notApplicable),
  ])
  func tellsUnknownFromNotApplicable(written: String, cell: Cell) throws {
    let row = Sample.kit.replacing("6000,30", with: "6000,\(written)")
    let files = Sample.memory(row).map { Sample.file($0.key, $0.value) }
    #expect(Catalog.load(files).catalog.cell("cas_latency", of: "kit-a", in: "memory") == cell)
  }

  @Test(arguments: ["1969-12-31", "2101", "9999-01"])
  func reportsADateOfAnotherAge(date: String) {
    let card = Sample.card(["launch_date": date])
    let report = Report.concise(["gpus.yaml": card, "sources.yaml": Sample.sources])
    #expect(
      report.contains(
        "'launch_date' must be between 1970 and 2100, found \(date) [implausible-value]\n"),
      "\(report)")
  }

  @Test(arguments: ["2024-02-30", "24-01-01", "2024/01/01", "2024-1-1", "soon"])
  func reportsWrongDate(date: String) {
    let card = Sample.card(["launch_date": date])
    let report = Report.full(["gpus.yaml": card, "sources.yaml": Sample.sources])
    #expect(
      report == """
        error[wrong-date]: 'launch_date' must be a date, found '\(date)'
         --> gpus.yaml:7:16
          |
        7 |   launch_date: \(date)
          |                \(String(repeating: "^", count: date.count))
          = help: write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known

        """)
  }

  @Test(arguments: [
    ("1.1", 1.1), ("936", 936), ("2.43", 2.43), ("567.125", 567.125),
    ("999.99999999999", 999.99999999999),
    ("400.30000000000007", 400.300_000_000_000_07),
  ])
  func readsDecimalAsTheNearestNumber(written: String, value: Double) {
    let card = Sample.card(["fp32_tflops": written])
    let files = ["gpus.yaml": card, "sources.yaml": Sample.sources]
    let catalog = Catalog.load(files.map { Sample.file($0.key, $0.value) }).catalog
    let cell = catalog.cell("fp32_tflops", of: "card-a", in: "gpu")
    #expect(cell == .decimal(value))
  }

  @Test(arguments: ["1,5", "1.", ".5", "1e3", "+1", "--1", "0x10", "1.5.2", "inf", "nan", "12 W"])
  func refusesOtherSpellingsOfNumbers(written: String) {
    let card = Sample.card(["bandwidth_gb_s": "\"\(written)\""])
    let report = Report.concise(["gpus.yaml": card, "sources.yaml": Sample.sources])
    #expect(
      report
        == "gpus.yaml:12:20: error: 'bandwidth_gb_s' must be a number (GB/s), found '\(written)' "
        + "[wrong-number]\n")
  }

  @Test func reportsFieldThatIsMissingOrUnknown() {
    let card = Sample.card(["chip": nil, "lenght_mm": "300"])
    let report = Report.full(["gpus.yaml": card, "sources.yaml": Sample.sources])
    #expect(
      report == """
        error[missing-value]: 'card-a' lacks 'chip'
         --> gpus.yaml:1:3
          |
        1 | - id: card-a
          |   ^
          = help: Name of the die.

        error[unknown-field]: unknown field 'lenght_mm' of a graphics card
          --> gpus.yaml:26:3
           |
        26 |   lenght_mm: 300
           |   ^^^^^^^^^
           = help: did you mean 'length_mm'?

        """)
  }

  @Test func reportsFilesThatAreNoTable() {
    #expect(
      Report.concise([
        "gpu.csv": "", "memory.csv": Sample.memoryHeader, "memory.yaml": "", "notes.txt": "",
      ])
        == """
        error: 'memory.yaml' holds the table 'memory', which is read from 'memory.csv' [second-file]
        error: the catalog has no table for the file 'gpu.csv' [unknown-file]
        error: the catalog has no table for the file 'notes.txt' [unknown-file]

        """)
  }
}
