import Diagnostics
import Foundation
import Testing

@testable import Catalog

/// The list of diagnostics holds what the code can report, and every entry is shown by a test.
@Suite("List of diagnostics") struct DiagnosticsPageTests {
  @Test func isWhatTheCodeAndTheSitesSay() throws {
    let text = DiagnosticsPage(cases: try BrokenCase.all()).text
    try Golden.expect(text, equalsFileAt: DiagnosticsPage.file)
  }

  @Test func showsAnExampleOfEveryKind() throws {
    let shown = Set(try BrokenCase.all().map(\.id))
    let reasons = Set(DiagnosticsPage.withoutExample.keys.map(\.rawValue))
    let kinds = Set(DiagnosticKind.all.map(\.id.rawValue))
    #expect(kinds.subtracting(shown).subtracting(reasons).sorted() == [])
    #expect(shown.intersection(reasons).sorted() == [])
    #expect(shown.union(reasons).subtracting(kinds).sorted() == [])
  }

  @Test func hasEveryIDOnce() {
    let ids = DiagnosticKind.all.map(\.id)
    #expect(Set(ids).count == ids.count)
  }

  @Test(arguments: try BrokenCase.all())
  func statesTheSeverity(fault: BrokenCase) throws {
    let first = try #require(fault.report.first)
    #expect(first.hasPrefix("\(fault.severity)[\(fault.id)]: "))
    let kind = try #require(DiagnosticKind.of(Diagnostic.Identifier(rawValue: fault.id)))
    let severity = try #require(Diagnostic.Severity(rawValue: fault.severity))
    #expect(severity >= kind.severity)
  }

  /// A mend is shown by the lines of the sound site, or said in words.
  @Test(arguments: try BrokenCase.all())
  func showsTheMend(fault: BrokenCase) {
    let isShown = !fault.steps.isEmpty && fault.steps.allSatisfy { !$0.sound.isEmpty }
    #expect(isShown || fault.advice != nil)
  }

  /// Every rule that a record may break is a kind of fault.
  @Test func holdsTheRulesOfRecords() {
    let ids = Set(DiagnosticKind.all.map(\.id.rawValue))
    #expect(RuleCheck.names.filter { !ids.contains($0) } == [])
  }

  /// Words with hyphens in the sources are ids of diagnostics, or one of those that are none.
  @Test func holdsEveryIDOfTheSources() throws {
    let ids = Set(DiagnosticKind.all.map(\.id.rawValue))
    let root = URL(filePath: DiagnosticsPage.file).deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources").path
    var unknown: Set<String> = []
    for name in try FileManager.default.subpathsOfDirectory(atPath: root)
    where name.hasSuffix(".swift") && !Self.foreign.contains(where: name.hasPrefix) {
      let text = try String(contentsOfFile: root + "/" + name, encoding: .utf8)
      for match in text.matches(of: /"([a-z0-9]+(?:-[a-z0-9]+)+)"/) {
        unknown.insert(String(match.1))
      }
    }
    #expect(unknown.subtracting(ids).subtracting(Self.otherWords).sorted() == [])
  }

  /// Sources that report nothing and hold names of other things.
  private static let foreign = [
    "Sizing/", "Preview/Server/", "Preview/Live/", "Preview/Responses/", "Catalog/Schema/",
    "Catalog/Checks/Rules/GGUFArchitectures.swift",
    "ModelFiles/Config/ConfigFamily+Uncovered.swift",
  ]

  private static let otherWords: Set<String> = [
    "gemma-embedding", "gemma4-assistant", "hunyuan-dense", "jina-bert-v2", "jina-bert-v3",
    "llada-moe", "llama-embed", "modern-bert", "neo-bert", "nomic-bert", "nomic-bert-moe",
    "wavtokenizer-dec",
    "0-0", "16-bit", "32-bit", "as-of", "auto-round", "axis-title", "compressed-tensors",
    "cross-attention",
    "data-align", "data-lazy-src", "data-src", "fp8-block128", "kimi-k2", "nemotron-nas",
    "note-heading", "per-pin",
    "ram-mt-s", "rev-parse", "table-scroll", "users-at", "wp-block-embed",
  ]
}
