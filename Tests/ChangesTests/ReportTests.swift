import Catalog
import Foundation
import Testing

@testable import Changes

@Suite("Forms of the change report")
struct ReportTests {
  private func report() throws -> ChangeReport {
    let page = { (power: String, verdict: String) in
      try Builds.page("gpu/", Builds.cards([Builds.row("a", power, verdict: verdict)]))
    }
    return Builds.report(
      try page("100", "a|b"), try page("120", "<i>\\\"x\\\""),
      catalogs: (try Builds.catalog(["a": "100"]), try Builds.catalog(["a": "120"])))
  }

  @Test func escapesMarkdown() throws {
    let text = MarkdownReport(try report()).text
    #expect(
      text.hasPrefix("## What changes\n\n1 change of the catalog; 1 verdict, 1 cell on 1 page.\n"))
    #expect(
      text.contains("| verdict | gpu/#cards | Card a · Verdict | a\\|b (margin"), "\(text)")
    #expect(text.contains("| \\<i>\"x\" (margin"), "\(text)")
    #expect(text.contains("### Power of Card a: 100\u{A0}W → 120\u{A0}W\n\n`gpu.a.tdp_w`\n"))
  }

  @Test func writesJSONThatReadsBack() throws {
    let text = JSONReport(try report(), before: "old \"one\"", after: "new").text
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(json["against"] as? String == "old \"one\"")
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.map { $0["kind"] as? String } == ["verdict", "cell"])
    #expect(changes.first?["after"] as? String == "<i>\"x\"")
    #expect(changes.first?["causes"] as? [String] == ["gpu.a.tdp_w"])
    #expect(json["counts"] as? [String: Int] == ["verdict": 1, "cell": 1])
  }

  @Test func cutsLongGroupsAndSaysSo() throws {
    let text = TextReport(try report(), mostLines: 1).text
    #expect(text.contains("  and 1 more\n"), "\(text)")
  }

  @Test func recordsWhatReadersCareForOnce() throws {
    let report = try report()
    #expect(report.entries.map(\.kind) == [.verdict, .fact])
    let day = try #require(CalendarDate("2026-12-01"))
    let (lines, count) = ChangeTable(nil).lines(
      for: report.entries + report.entries, on: day, header: ChangeTable.header)
    #expect(count == 2)
    #expect(
      lines == """
        change-2026-12-01-001,2026-12-01,verdict,gpu/,T: Card a · Verdict,a|b (margin 2.3\u{A0}GiB),\
        "<i>""x"" (margin 2.3\u{A0}GiB)",Power of Card a: 100\u{A0}W → 120\u{A0}W
        change-2026-12-01-002,2026-12-01,fact,gpu/,Power of Card a,100\u{A0}W,120\u{A0}W,–

        """)
  }
}
