import Diagnostics
import Testing

@testable import Prose

/// What the lints read of the headers of pages, blocks and queries.
@Suite struct LintHeaderTests {
  /// Captions, notes and labels are printed too; what the query says they may say again.
  @Test func readsHeadersOfBlocks() throws {
    let text = """
      ---
      title: The latest card
      description: >-
        Cards that hold
        24 GB.
      ---
      Text.

      ```=table
      caption: The best cards of 24 GB today, and of 16 GB
      labels: {memory_gib: The GeForce RTX 1, name: "8 GB"}
      note: An RTX 1 Ti has 32 GB.
      ---
      select name, memory_gib from gpu where memory_gib < 16 and id <> 'rtx-1-ti'
      ```
      """
    let found = try LintSample.lint(text + "\n").map { diagnostic in
      let place = diagnostic.span.map { "\($0.start.line):\($0.start.column)" } ?? ""
      return "\(place) \(diagnostic.id.rawValue)"
    }
    #expect(
      found == [
        "2:12 ageing-word", "5:3 bare-quantity", "10:28 bare-quantity", "10:14 ageing-word",
        "10:34 ageing-word", "11:26 unbound-name", "11:48 bare-quantity", "12:23 bare-quantity",
      ])
  }

  /// Columns count the prefix of a list, and what waivers name may stand.
  @Test func readsHeadersInsideLists() throws {
    let text = """
      - A list.

        ```=compare gpu
        caption: Two cards of 24 GB
        records: [rtx-1, rtx-1-ti]
        labels: {memory_gib: An RX 7 XT}
        note: Both are GeForce RTX 1.
        ```
      """
    #expect(try LintSample.report(text + "\n") == ["25 bare-quantity", "27 unbound-name"])
    let waiver = LintWaiver(
      lint: .bareQuantity, text: "24 GB", span: SourceSpan(file: "Content/a.md", line: 1))
    #expect(try LintSample.lint(text + "\n", waivers: [waiver]).map(\.id) == ["unbound-name"])
  }

  @Test func readsHeadersOfNamedQueries() throws {
    let file = SourceFile(
      path: "Content/Tables/cards.sql",
      text: "caption: The best cards above 8,192 tokens\n---\nselect 4096 as a_tokens\n")
    let (queries, faults) = NamedQueries.read([file])
    #expect(faults == [])
    var verdicts = QueryVerdicts()
    let found = queries.lints(LintSettings(), known: &verdicts)
    #expect(found.map(\.id) == ["bare-quantity", "ageing-word"])
    #expect(found.map { $0.span?.start.column } == [31, 14])
    #expect(found.first?.help.count == 1)
  }
}
