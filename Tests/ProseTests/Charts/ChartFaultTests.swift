import Testing

@testable import Prose

@Suite("Faults of charts")
struct ChartFaultTests {
  @Test(arguments: [
    (
      "kind: bras", "select 1 as n",
      "Content/a.md:3:7: error: 'kind' must be one of ledger, lines, scatter, bars [unknown-value]\n"
    ),
    (
      "id: c", "select 1 as n",
      "Content/a.md:1:1: error: the chart's header lacks 'kind' [missing-field]\n"
    ),
    (
      "kind: lines\nseries: name\ny: need_gib", "select 1 as n",
      "Content/a.md:1:1: error: the chart's header lacks 'x' [missing-field]\n"
    ),
    (
      "kind: bars\nmark: n", "select 'a' as name, 1 as n",
      "Content/a.md:4:1: error: unknown field 'mark' in the chart's header [unknown-field]\n"
    ),
    (
      "kind: bars\nbars: [one_gib, too_gib]", "select 'a' as name, 1 as one_gib, 2 as two_gib",
      "Content/a.md:4:17: error: the query gives no column 'too_gib' to draw [unknown-column]\n"
    ),
    (
      "kind: bars\nbars: one", "select 'a' as name, 1 as one",
      "Content/a.md:4:7: error: 'bars' must be a list [wrong-type]\n"
    ),
    (
      "kind: ledger\nlabels: {b: B}", "select 'a' as name, 1 as n",
      "Content/a.md:4:13: error: the query gives no column 'b' to label [unknown-column]\n"
    ),
    (
      "kind: bars\nbars: [n]", "select 'a' as name, 'many' as n",
      "Content/a.md:6:1: error: 'n' must hold numbers to be drawn, found 'many' in row 1 "
        + "[not-a-number]\n"
    ),
    (
      "kind: bars", "select 'a' as name, 'b' as n",
      "Content/a.md:5:1: error: the query gives no column of numbers to draw [no-numbers]\n"
    ),
    (
      "kind: bars", "select 'a' as name, 1 as a_gib, 2 as b_gb",
      "Content/a.md:5:1: error: 'b_gb' is in GB, 'a_gib' in GiB [mixed-units]\n"
    ),
    (
      "kind: ledger\nmark: b", "select 'a' as name, 1 as a_gib, 2 as b",
      "Content/a.md:6:1: error: 'b' is in no unit, 'a_gib' in GiB [mixed-units]\n"
    ),
    (
      "kind: ledger", "select 'a' as name, -1 as a_gib",
      "Content/a.md:5:1: error: 'a_gib' is -1 in row 1, a bar cannot be negative [out-of-range]\n"
    ),
    (
      "kind: bars", "select 'a' as name, 1e300 as n",
      "Content/a.md:5:1: error: 'n' is 1e+300 in row 1, which no axis can show [out-of-range]\n"
    ),
    (
      "kind: scatter\nx: x\ny: y", "select 'a' as name, 0 as x, 1 as y",
      "Content/a.md:7:1: error: 'x' is 0 in row 1, a logarithmic axis begins above 0 "
        + "[out-of-range]\n"
    ),
    (
      "kind: scatter\nx: x\ny: y", "select 'a' as name, null as x, 1 as y",
      "Content/a.md:7:1: error: no row of the query has numbers to draw [empty-chart]\n"
    ),
    (
      "kind: bars", "select 1 as a, 1 as b, 1 as c, 1 as d, 1 as e, 1 as f, 1 as g",
      "Content/a.md:5:1: error: the chart has 7 columns, more than 6 [too-many-series]\n"
    ),
    (
      "kind: bars", "select 'a' as name, 1 as n where 0",
      "Content/a.md:5:1: error: the query gives no rows [empty-table]\n"
    ),
    (
      "kind: bars", "select 'a' as name, m",
      "Content/a.md:5:21: error: unknown column 'm' [query-failed]\n"
    ),
  ])
  func areReportedWhereTheyStand(header: String, sql: String, report: String) throws {
    #expect(try ChartPage(header, sql).report == report)
  }

  @Test func wantsACaptionAsTablesDo() {
    #expect(FormTests().report("```=chart\nselect 1\n```\n").contains("the chart has no caption"))
  }

  @Test func saysWhatAnEmptyChartMeans() throws {
    let page = try ChartPage(
      "kind: bars\nempty: No card.\nnote: A note.", "select 'a' as name, 1 as n where 0")
    #expect(page.report == "")
    #expect(
      page.prose.html == """
        <figure class="chart" id="chart-a-chart">
        <p class="table-empty"><strong>A chart.</strong> No card.</p>
        </figure>


        """)
  }
}
