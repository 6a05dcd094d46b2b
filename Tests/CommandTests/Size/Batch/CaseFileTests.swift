import Catalog
import Diagnostics
import Testing

@testable import Command

@Suite struct CaseFileTests {
  private func read(_ text: String) -> (file: CaseFile, diagnostics: [Diagnostic]) {
    CaseFile.read(SourceFile(path: "cases.csv", text: text))
  }

  @Test func readsColumnsInAnyOrder() {
    let (file, diagnostics) = read("gpus,model_id,case_id\n2,qwen3-8b,one\n\n,llama-3.1-8b,two\n")
    #expect(diagnostics.isEmpty)
    #expect(file.lines.map(\.id) == ["one", "two"])
    #expect(file.lines[0].cells[.cardCount] == "2")
    #expect(file.lines[1].cells[.cardCount] == nil, "a blank cell asks for the default")
  }

  /// What another run or a planner printed may stand beside the questions.
  @Test func passesOverColumnsOfResults() {
    let (_, diagnostics) = read("case_id,model_id,gpu_model_mib,verdict,note\n1,m,4.00,fits,x\n")
    #expect(diagnostics.isEmpty)
  }

  @Test(arguments: [
    (
      "case_id,model_id,contxt_tokens\n",
      "cases.csv:1:18: error: the column 'contxt_tokens' is none of a file of cases [unknown-column]"
    ),
    (
      "case_id,model_id,kv-cache\n",
      "cases.csv:1:18: error: the column 'kv-cache' is none of a file of cases [unknown-column]"
    ),
    (
      "model_id,kv_cache,kv_type_k\n",
      "cases.csv:1:10: warning: the column 'kv_cache' is none of a file of cases [unknown-column]"
    ),
    (
      "case_id,model_id,colour\n",
      "cases.csv:1:18: warning: the column 'colour' is none of a file of cases [unknown-column]"
    ),
    (
      "model_id,case_id,model_id\n",
      "cases.csv:1:18: error: a second column 'model_id' [duplicate-column]"
    ),
    (
      "case_id,quantization\n",
      "cases.csv:1:1: error: the file names no models: it has neither 'model_id' nor 'model_config'"
    ),
    ("", "cases.csv:1:1: error: the file names no models"),
  ])
  func judgesTheFirstRow(_ text: String, _ expected: String) {
    let (_, diagnostics) = read(text)
    let report = DiagnosticRenderer(format: .concise, usesColor: false) { _ in nil }
      .render(diagnostics)
    #expect(report.hasPrefix(expected), "\(report)")
  }

  /// Lists of columns can be broken at a terminal's edge.
  @Test func wrapsWhatItSaysOfColumns() {
    let (_, diagnostics) = read("case_id\n1\n")
    let report = DiagnosticRenderer(format: .full, usesColor: false, columns: 80) { _ in nil }
      .render(diagnostics)
    for line in report.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    #expect(report.contains("case_id, model_id, model_config, quantization"), "\(report)")
  }

  @Test func saysWhereQuotesAreBroken() {
    let (file, diagnostics) = read("case_id,model_id\n1,\"open\n2,m\n")
    #expect(file.lines.isEmpty)
    #expect(diagnostics.containsErrors)
    #expect(diagnostics.first?.span?.start.line == 2)
  }

  @Test func keepsALineOfAnotherLengthToItself() throws {
    let (file, diagnostics) = read("case_id,model_id\n1,m,x\n2,m\n")
    #expect(diagnostics.isEmpty)
    let fault = #expect(throws: DiagnosticError.self) {
      try CaseReader(line: file.lines[0], folder: ".").request()
    }
    #expect(fault?.line == "the line has 3 cells, expected 2")
    _ = try CaseReader(line: file.lines[1], folder: ".").request()
    let other = read("case_id,model_id\n1\n").file
    let short = #expect(throws: DiagnosticError.self) {
      try CaseReader(line: other.lines[0], folder: ".").request()
    }
    #expect(short?.line == "the line has 1 cell, expected 2")
  }
}
