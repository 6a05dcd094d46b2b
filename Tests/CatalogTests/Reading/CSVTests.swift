import Catalog
import Diagnostics
import Testing

@Suite("CSV")
struct CSVTests {
  /// Names of the kits in a catalog with the given rows.
  private func names(_ rows: String) -> [String] {
    let sources = Sample.memory(rows).map { SourceFile(path: $0.key, text: $0.value) }
    let table = Catalog.load(sources).catalog.table("memory")
    let column = table?.schema.columnIndex("name") ?? 0
    return table?.rows.compactMap { $0.cells[column].text } ?? []
  }

  private func row(name: String) -> String {
    "kit-a,\(name),DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n"
  }

  @Test(arguments: [
    ("Kit A", "Kit A"), ("\"Kit A\"", "Kit A"), ("\"Kit, A\"", "Kit, A"),
    ("\"Kit \"\"A\"\"\"", "Kit \"A\""), ("\"\"\"\"", "\""), ("\"Kit\nA\"", "Kit\nA"),
    ("\"Kit\r\nA\"", "Kit\r\nA"), ("Größe", "Größe"),
  ])
  func readsCell(written: String, value: String) {
    #expect(names(row(name: written)) == [value])
  }

  @Test func readsWindowsLineEndsAndByteOrderMark() {
    let text = "\u{FEFF}" + (Sample.memoryHeader + Sample.kit).replacing("\n", with: "\r\n")
    #expect(Report.concise(["memory.csv": text, "sources.yaml": Sample.sources]) == "")
  }

  @Test func readsLastRowWithoutLineBreakAndSkipsBlankLines() {
    let rows = "\n" + Sample.kit + "\n\n" + Sample.kit.replacing("kit-a", with: "kit-b").dropLast()
    let report = Report.concise(Sample.memory(String(rows)))
    #expect(
      report
        == "memory.csv:6:1: error: this memory kit says the same as 'kit-a' [duplicate-record]\n")
  }

  @Test func knowsThePlaceOfEveryCell() throws {
    let text = Sample.memoryHeader + "kit-a,\"Kit\nA\",DDR5 UDIMM,2,32,6000,,no,high,,maker,\n"
    let table = try #require(
      Catalog.load([SourceFile(path: "memory.csv", text: text)]).catalog.table("memory"))
    let row = try #require(table.row(id: "kit-a"))
    let places = row.cells.indices.map { column in
      let span = table.span(of: row, column: column)
      return "\(span.start.line):\(span.start.column)-\(span.end.line):\(span.end.column)"
    }
    #expect(
      places == [
        "2:1-2:6", "2:8-3:2", "3:4-3:14", "3:15-3:16", "3:17-3:19", "3:20-3:24", "3:25-3:25",
        "3:26-3:28", "3:29-3:33", "3:34-3:34", "3:35-3:40", "3:41-3:41",
      ])
  }

  @Test func reportsUnclosedQuoteAtItsOpening() {
    let report = Report.full(Sample.memory("kit-a,\"Kit A,DDR5 UDIMM\n"))
    #expect(
      report == """
        error[unclosed-quote]: the quote that opens here is never closed
         --> memory.csv:2:7
          |
        2 | kit-a,"Kit A,DDR5 UDIMM
          |       ^
          = help: close the cell with '"'; a quote inside it is written '""'

        """)
  }

  @Test(arguments: [
    (
      "kit-a,Kit \"A\",DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n",
      """
      memory.csv:2:11: error: found a quote inside a cell that does not begin with one [stray-quote]
      memory.csv:2:13: error: found a quote inside a cell that does not begin with one [stray-quote]

      """
    ),
    (
      "kit-a,\"Kit\" A,DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n",
      """
      memory.csv:2:12: error: found text between the closing quote and the end of the cell \
      [text-after-quote]

      """
    ),
    (
      "kit-a,Kit A\n",
      "memory.csv:2:1: error: found 2 cells, expected 12 as in the header [wrong-cell-count]\n"
    ),
    (
      "kit-a,Kit, A,DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n",
      "memory.csv:2:1: error: found 13 cells, expected 12 as in the header [wrong-cell-count]\n"
    ),
    (
      "kit-a,Kit\u{7}A,DDR5 UDIMM,2,32,6000,30,no,high,,maker,\n",
      "memory.csv:2:10: error: found the control character U+0007 [control-character]\n"
    ),
  ])
  func reportsFaultOfShape(rows: String, report: String) {
    #expect(Report.concise(Sample.memory(rows)) == report)
  }

  @Test func reportsByteThatIsNotUTF8() {
    let bytes = Array(Sample.memoryHeader.utf8) + [0x61, 0xC3, 0x28]
    let faults = Catalog.load([SourceFile(path: "memory.csv", bytes: bytes)]).diagnostics
    #expect(
      DiagnosticRenderer(format: .concise).render(faults)
        == "memory.csv:2:2: error: found a byte that is not UTF-8 [invalid-utf8]\n")
  }

  @Test func goesOnAfterACellThatIsNoText() {
    let bad = Array(Sample.kit.replacing("Kit A", with: "Kit").utf8).flatMap {
      $0 == UInt8(ascii: "K") ? [$0, 0xFC] : [$0]
    }
    let other = Sample.kit.replacing("kit-a", with: "kit-b").replacing("30", with: "fast")
    let bytes = Array(Sample.memoryHeader.utf8) + bad + bad + Array(other.utf8)
    let files = [
      SourceFile(path: "memory.csv", bytes: bytes), Sample.file("sources.yaml", Sample.sources),
    ]
    let faults = Catalog.load(files).diagnostics
    #expect(
      DiagnosticRenderer(format: .full).render(faults) == """
        error[invalid-utf8]: found a byte that is not UTF-8
         --> memory.csv:2:8
          = note: the file holds 1 more like it
          = help: save the file as UTF-8

        error[duplicate-id]: the id 'kit-a' is taken by another record
         --> memory.csv:3:1
          = note: the memory kit with this id
         --> memory.csv:2:1
          = help: ids are unique over the whole catalog; choose another

        error[wrong-number]: 'cas_latency' must be a whole number, found 'fast'
         --> memory.csv:4:34
          = help: write digits without separators or unit; leave the cell empty where nobody states \
        the value

        """)
  }

  @Test func suggestsTheNearestColumn() {
    let text = Sample.memoryHeader.replacing("module_gib", with: "modul_gib") + Sample.kit
    let report = Report.full(["memory.csv": text, "sources.yaml": Sample.sources])
    #expect(
      report == """
        error[unknown-column]: unknown column 'modul_gib'
         --> memory.csv:1:22
          |
        1 | id,name,type,modules,modul_gib,speed_mt_s,cas_latency,ecc,confidence,notes,source,source_detail
          |                      ^^^^^^^^^
          = help: did you mean 'module_gib'?

        """)
  }

  @Test func reportsColumnThatIsThereTwice() {
    let text = Sample.memoryHeader.replacing("cas_latency", with: "name") + Sample.kit
    #expect(
      Report.concise(["memory.csv": text, "sources.yaml": Sample.sources]) == """
        memory.csv:1:1: error: the column 'cas_latency' is missing [missing-column]
        memory.csv:1:44: error: column 'name' is there twice [duplicate-column]

        """)
  }

  @Test func reportsMissingHeader() {
    #expect(
      Report.concise(["storage.csv": "\n\n"])
        == "storage.csv:1:1: error: the file has no header row [missing-header]\n")
  }

  @Test func takesColumnsInAnyOrder() {
    let header = "name,id,type,modules,module_gib,speed_mt_s,cas_latency,ecc,confidence,notes,"
    let text = header + "source,source_detail\n" + Sample.kit.replacing("kit-a,Kit A", with: "K,a")
    #expect(Report.concise(["memory.csv": text, "sources.yaml": Sample.sources]) == "")
  }
}
