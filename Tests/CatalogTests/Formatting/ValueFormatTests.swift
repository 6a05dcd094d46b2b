import Catalog
import Testing

struct ValueFormatTests {
  @Test(arguments: [
    (Cell.integer(24), Unit.gibibytes, "24 GiB"),
    (.decimal(24), .gigabytes, "24 GB"),
    (.decimal(4.6847), .gibibytes, "4.7 GiB"),
    (.decimal(0.35), .gibibytes, "0.35 GiB"),
    (.decimal(143.2), .gibibytes, "143 GiB"),
    (.decimal(-1.25), .gibibytes, "\u{2212}1.3 GiB"),
    (.decimal(936.2), .gigabytesPerSecond, "936.2 GB/s"),
    (.decimal(896), .gigabytesPerSecond, "896 GB/s"),
    (.decimal(1792), .gigabytesPerSecond, "1,792 GB/s"),
    (.decimal(7.68), .terabytes, "7.68 TB"),
    (.decimal(82.58), .teraflopsPerSecond, "82.6 TFLOP/s"),
    (.decimal(209.5), .teraflopsPerSecond, "210 TFLOP/s"),
    (.decimal(148.2), .tokensPerSecond, "150 tok/s"),
    (.decimal(25.5), .tokensPerSecond, "26 tok/s"),
    (.decimal(8.349), .tokensPerSecond, "8.3 tok/s"),
    (.decimal(9.97), .tokensPerSecond, "10 tok/s"),
    (.decimal(0.456), .tokensPerSecond, "0.46 tok/s"),
    (.decimal(1234), .tokensPerSecond, "1,200 tok/s"),
    (.integer(131_072), .tokens, "131,072 tokens"),
    (.integer(1608), .watts, "1,608 W"),
    (.decimal(5485.3), .btuPerHour, "5,485 BTU/h"),
    (.integer(36), .percent, "36 %"),
    (.decimal(2.51), .percent, "2.5 %"),
    (.decimal(4.894), .bitsPerWeight, "4.89 bit/weight"),
    (.decimal(0.00004), .gibibytes, "0.00004 GiB"),
  ])
  func roundsByUnitAndSize(cell: Cell, unit: Unit, expected: String) {
    let text = ValueFormat.text(cell, unit: unit, style: .prose)
    #expect(text.split(separator: ValueFormat.noBreakSpace).joined(separator: " ") == expected)
  }

  @Test(arguments: [
    (Cell.notStated, "not stated"), (.notApplicable, "–"), (.flag(true), "yes"),
    (.flag(false), "no"), (.text("Ada"), "Ada"), (.decimal(2.667), "2.67"), (.decimal(4), "4"),
    (.integer(1_234_567), "1,234,567"), (.integer(-1000), "\u{2212}1,000"),
  ])
  func writesEachKindOfCell(cell: Cell, expected: String) {
    #expect(ValueFormat.text(cell, unit: nil, style: .table) == expected)
  }

  @Test func leavesTheUnitToTheHeadingInTables() {
    #expect(ValueFormat.text(.integer(450), unit: .watts, style: .table) == "450")
  }

  @Test func keepsNumberAndUnitOnOneLine() {
    #expect(ValueFormat.text(.integer(450), unit: .watts, style: .prose) == "450\u{00A0}W")
  }

  @Test(arguments: [
    ("2025-01-10", "10\u{00A0}January\u{00A0}2025"), ("2025-01", "January\u{00A0}2025"),
    ("2025", "2025"),
  ])
  func writesDatesAsFarAsTheyAreKnown(iso: String, words: String) throws {
    let date = try #require(CalendarDate(iso))
    #expect(ValueFormat.text(.date(date), unit: nil, style: .prose) == words)
    #expect(ValueFormat.text(.date(date), unit: nil, style: .table) == iso)
  }

  @Test(arguments: [
    (Cell.decimal(0.1), "0.1"), (.decimal(32), "32"), (.integer(131_072), "131072"),
    (.flag(true), "true"), (.notStated, ""), (.notApplicable, "–"), (.decimal(-1.5), "-1.5"),
  ])
  func writesValuesForProgramsUnrounded(cell: Cell, expected: String) {
    #expect(ValueFormat.plain(cell) == expected)
  }
}
