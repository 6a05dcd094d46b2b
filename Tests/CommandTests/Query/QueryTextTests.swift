import Catalog
import Diagnostics
import Testing

@testable import Command

@Suite struct QueryTextTests {
  let result = QueryResult(
    columns: [
      .init(name: "name", label: "Name", unit: nil),
      .init(name: "bandwidth_gb_s", label: "Memory bandwidth", unit: .gigabytesPerSecond),
      .init(name: "ecc", label: "ECC", unit: nil),
    ],
    rows: [
      [.text("A, \"B\"\n"), .decimal(1008.25), .flag(true)],
      [.text("C"), .notStated, .notApplicable],
      [.text("\u{1B}[31mred"), .integer(960), .flag(false)],
    ],
    digest: StableDigest(), question: QueryResult.Question(sql: ""))

  @Test func writesTable() {
    #expect(
      QueryText.render(result, as: .table, colors: false) == """
        Name      Memory bandwidth, GB/s  ECC
        ─────────────────────────────────────
        A, "B"                     1,008  yes
        C                     not stated  –
         [31mred                     960  no

        """)
  }

  @Test func writesCSVUnrounded() {
    #expect(
      QueryText.render(result, as: .csv, colors: true)
        == "name,bandwidth_gb_s,ecc\r\n\"A, \"\"B\"\"\n\",1008.25,true\r\nC,,–\r\n"
        + "\u{1B}[31mred,960,false\r\n")
  }

  @Test func writesJSON() {
    #expect(
      QueryText.render(result, as: .json, colors: true) == #"""
        [
          {
            "name": "A, \"B\"\n",
            "bandwidth_gb_s": 1008.25,
            "ecc": true
          },
          {
            "name": "C",
            "bandwidth_gb_s": null,
            "ecc": "–"
          },
          {
            "name": "\u001b[31mred",
            "bandwidth_gb_s": 960,
            "ecc": false
          }
        ]

        """#)
  }

  @Test func pointsAtFaultyWord() {
    let error = QueryError("no such column 'nme'", offset: 7, help: ["did you mean 'name'?"])
    let (diagnostic, source) = QueryFault.diagnostic(error, sql: "select nme from gpu")
    let text = DiagnosticRenderer(format: .full) { _ in source }.render([diagnostic])
    #expect(
      text == """
        error[invalid-query]: no such column 'nme'
         --> query:1:8
          |
        1 | select nme from gpu
          |        ^^^
          = help: did you mean 'name'?

        """)
  }

  @Test func survivesOffsetBehindTheEnd() {
    let (diagnostic, _) = QueryFault.diagnostic(QueryError("incomplete", offset: 99), sql: "sel")
    #expect(diagnostic.span?.start.column == 4)
  }
}
