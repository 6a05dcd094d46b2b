import Foundation
import Testing

@testable import Diagnostics

/// Reports for programs that mark places in a repository: GitHub's workflows and code scanning.
@Suite("Reports for programs") struct ReportFormatTests {
  /// The second line has characters of two and of four bytes before the fault.
  private static let source = SourceFile(
    path: "Content/cards/[gpu].md", text: "---\nü😀: 12 %\nlast\n")

  private static let fault = Diagnostic(
    "unknown-field", "100 % unknown: 'a, b'", at: source.span(12..<16),
    notes: [.init("the first\nis here", at: source.span(0..<3)), .init("no place")],
    help: ["did you mean 'c'?"])

  private func report(
    _ format: DiagnosticRenderer.Format, _ diagnostics: [Diagnostic], base: String = ""
  ) -> String {
    DiagnosticRenderer(
      format: format, path: ReportPath(base: base),
      source: { $0 == Self.source.path ? Self.source : nil }
    ).render(diagnostics)
  }

  @Test func writesCommandsOfWorkflows() {
    #expect(
      report(.github, [Self.fault], base: "./site,1") == """
        ::error file=site%2C1/Content/cards/[gpu].md,line=2,endLine=2,col=5,endColumn=9,\
        title=unknown-field::100 %25 unknown: 'a, b'%0Anote: the first\\u{A}is here \
        (site,1/Content/cards/[gpu].md:1)%0Anote: no place%0Ahelp: did you mean 'c'?

        """)
  }

  @Test(arguments: [
    (Diagnostic.Severity.error, "error"), (.warning, "warning"), (.information, "notice"),
  ])
  func writesACommandForEachSeverity(severity: Diagnostic.Severity, word: String) {
    let fault = Diagnostic("no-site", severity, "nothing there", at: nil)
    #expect(report(.github, [fault]) == "::\(word) title=no-site::nothing there\n")
  }

  /// GitHub takes columns for places on one line only.
  @Test func leavesColumnsOutOfPlacesOnSeveralLines() {
    let fault = Diagnostic("raw-html", "html", at: Self.source.span(4..<20))
    #expect(
      report(.github, [fault]) == """
        ::error file=Content/cards/[gpu].md,line=2,endLine=3,title=raw-html::html

        """)
  }

  @Test func writesALogOfCodeScanning() throws {
    let text = report(.sarif, [Self.fault], base: "site")
    let log = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(log["version"] as? String == "2.1.0")
    let run = try #require((log["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    let rule = try #require((driver?["rules"] as? [[String: Any]])?.first)
    #expect(driver?["name"] as? String == "rigbook")
    #expect(rule["id"] as? String == "unknown-field")
    #expect(rule["defaultConfiguration"] as? [String: String] == ["level": "error"])
    let about = rule["shortDescription"] as? [String: String]
    #expect(about?["text"]?.contains("field") == true)
    let result = try #require((run["results"] as? [[String: Any]])?.first)
    #expect(result["ruleId"] as? String == "unknown-field")
    #expect(result["ruleIndex"] as? Int == 0)
    #expect(result["level"] as? String == "error")
    #expect(
      result["message"] as? [String: String]
        == ["text": "100 % unknown: 'a, b'\nhelp: did you mean 'c'?"])
    let place = try #require((result["locations"] as? [[String: Any]])?.first)
    #expect(
      place["physicalLocation"] as? NSDictionary == [
        "artifactLocation": ["uri": "site/Content/cards/%5Bgpu%5D.md"],
        "region": ["startLine": 2, "startColumn": 5, "endLine": 2, "endColumn": 9],
      ] as NSDictionary)
    let related = try #require(result["relatedLocations"] as? [[String: Any]])
    #expect(related.count == 2)
    #expect(related[0]["physicalLocation"] != nil)
    #expect(related[1]["physicalLocation"] == nil)
  }

  /// A log without results tells that all is well, and needs no rules.
  @Test func writesALogWithoutResults() throws {
    let text = report(.sarif, [])
    #expect(text.contains("\"results\": []"))
    #expect(text.contains("\"rules\": []"))
  }

  /// Columns of a file that is not at hand cannot be counted in characters.
  @Test func leavesOutColumnsThatCannotBeCounted() {
    let fault = Diagnostic(
      "gguf-mark", "no mark", at: SourceSpan(file: "a b.gguf", line: 3, column: 9))
    #expect(report(.sarif, [fault]).contains("\"region\": {\"startLine\": 3, \"endLine\": 3}"))
    #expect(report(.sarif, [fault]).contains("\"uri\": \"a%20b.gguf\""))
  }

  @Test(arguments: [
    ("", "x"), (".", "x"), ("./", "x"), ("./a", "a/x"), ("a/", "a/x"), ("../a", "../a/x"),
    ("/a", "/a/x"), ("/", "/x"),
  ])
  func findsTheWayToAFile(base: String, path: String) {
    #expect(ReportPath(base: base).path(of: "x") == path)
  }

  @Test func writesAnAddressOfAFileFromTheRoot() {
    #expect(ReportPath(base: "/a b").reference(to: "x") == "file:///a%20b/x")
  }

  /// Bytes that are no text are one character each, in the line as below it.
  @Test func marksBytesThatAreNotUTF8() {
    let source = SourceFile(path: "a.csv", bytes: Array("ab".utf8) + [0xE9] + Array("c".utf8))
    let fault = Diagnostic("invalid-utf8", "no text", at: source.span(2..<3))
    let text = DiagnosticRenderer(format: .full, source: { _ in source }).render([fault])
    #expect(text.contains("1 | ab\u{FFFD}c\n  |   ^\n"), "\(text)")
  }
}
