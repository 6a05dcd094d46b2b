import Diagnostics
import Testing

@testable import Prose

@Suite("Reading forms")
struct FormTests {
  private func read(_ text: String) -> (prose: PreparedProse, report: String) {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prose, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    return (prose, DiagnosticRenderer(format: .concise).render(faults))
  }

  func report(_ text: String) -> String { read(text).report }

  private func subject(of code: String) -> ValueExpression.Subject? {
    guard case .value(let value)? = read("Text `\(code)` more.\n").prose.forms.first else {
      return nil
    }
    return value.subject
  }

  @Test func readsCellsWhoseIDsHoldDots() {
    #expect(
      subject(of: "=model.llama-3.1-8b.layers")
        == .cell(table: "model", id: "llama-3.1-8b", column: "layers"))
    #expect(subject(of: "=this.name") == .thisCell(column: "name"))
    #expect(subject(of: "=select max(x) from t") == .query("select max(x) from t"))
  }

  @Test func reportsExpressionsItCannotRead() {
    #expect(
      read("See `=gpu.name` here.\n").report
        == "Content/a.md:1:5: error: 'gpu.name' is neither a cell nor a query "
        + "[unknown-expression]\n")
  }

  @Test func readsATableWithItsHeader() throws {
    let (prose, report) = read(
      """
      ```=table
      caption: Cards
      id: cards
      labels: {n: Number}
      empty: None.
      ---
      select 1 as n
      ```

      """)
    #expect(report == "")
    guard case .table(.own(let block))? = prose.forms.first else {
      Issue.record("no table")
      return
    }
    #expect(block.caption.value == "Cards")
    #expect(block.id == "cards")
    #expect(block.labels.map(\.name) == ["n"])
    #expect(block.empty == "None.")
    #expect(block.sql == "select 1 as n\n")
  }

  @Test func wantsACaption() {
    #expect(
      read("```=table\nselect 1\n```\n").report
        == "Content/a.md:1:1: error: the table has no caption [missing-caption]\n")
  }

  @Test func placesFaultsOfAnIndentedHeaderOnTheirLine() {
    let report = read("- item\n\n  ```=table\n  captoin: Cards\n  ---\n  select 1\n  ```\n").report
    #expect(report.contains("Content/a.md:4:"), "\(report)")
    #expect(report.contains("unknown field 'captoin'"), "\(report)")
  }

  @Test func reportsUnknownFormsAndNotes() {
    let report = read("```=tabel\n```\n\n```=note warnin\ntext\n```\n").report
    #expect(
      report.contains("Content/a.md:1:1: error: there is no form called '=tabel'"), "\(report)")
    #expect(report.contains("Content/a.md:4:1: error: 'warnin' is no kind of note"), "\(report)")
  }

  @Test func readsFormsInsideNotes() {
    let (prose, report) = read("```=note limits\nUp to `=this.layers` layers.\n```\n")
    #expect(report == "")
    guard case .note(let note)? = prose.forms.first else {
      Issue.record("no note")
      return
    }
    #expect(note.kind == .limits)
    #expect(note.body.forms.count == 1)
  }
}
