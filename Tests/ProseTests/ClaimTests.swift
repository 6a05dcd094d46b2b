import Diagnostics
import Markup
import Testing

@testable import Catalog
@testable import Prose

/// Sentences and what makes them true.
@Suite struct ClaimTests {
  private static let schema = TableSchema(
    name: "gpu", noun: "graphics card", file: "gpus.csv",
    columns: [
      ColumnSchema("id", .identifier, label: "Id", isRequired: true, meaning: "The id."),
      ColumnSchema("memory_gib", .decimal, label: "Memory", meaning: "Memory."),
    ])

  private func render(
    _ text: String, memory: [Cell] = [.decimal(23.5), .decimal(11.5)],
    claims: [ClaimBlock] = []
  ) throws -> (prose: RenderedProse, report: String) {
    let rows = memory.enumerated().map { index, cell in
      Row(
        id: "card-\(index)", cells: [.text("card-\(index)"), cell], ranges: [nil, nil], offset: 0)
    }
    let table = Table(
      schema: Self.schema, rows: rows, source: SourceFile(path: "Content/gpus.csv", text: ""))
    let source = SourceFile(path: "Content/a.md", text: text)
    let (prepared, faults) = PreparedProse.read(source, range: 0..<source.bytes.count)
    let database = try CatalogDatabase(Catalog(tables: [table]))
    let renderer = ProseRenderer(
      database: database, connection: try database.connect(), log: ReadLog(), record: nil,
      recordPage: { _ in nil }, resolve: { $0.destination })
    let rendered = renderer.render(prepared, claims: claims)
    return (
      rendered, DiagnosticRenderer(format: .concise).render(faults + rendered.diagnostics)
    )
  }

  private static let answer = """
    Opening.

    ## Which card?

    **Two cards are enough,
    the larger has *twice* the memory.**

    ```=claim verdict
    select max(memory_gib) >= 2 * min(memory_gib) as holds, min(memory_gib) as smallest_gib,
      max(memory_gib) as largest_gib from gpu
    ```

    None has less than `=select min(memory_gib) as low_gib from gpu` & more < that.

    ```=claim
    says: None has less than … & more < that.
    ---
    select count(*) > 1 from gpu
    ```

    ## Another question

    Text.

    """

  @Test func printsNothingOfWhatHolds() throws {
    let (prose, report) = try render(Self.answer)
    #expect(report == "")
    #expect(prose.claims.map(\.holds) == [true, true])
    #expect(
      prose.claims.map(\.sentence) == [
        "Two cards are enough, the larger has twice the memory.",
        "None has less than 11.5 GiB & more < that.",
      ])
    #expect(prose.claims.map { $0.section?.id } == ["which-card", "which-card"])
    #expect(!prose.html.contains("note-review"))
    #expect(prose.workings.queries.map(\.id) == ["q.1", "q.2", "q.3"])
  }

  @Test func marksTheAnswerOfWhatIsFalse() throws {
    let (prose, report) = try render(Self.answer, memory: [.decimal(23.5), .decimal(16)])
    #expect(report == "")
    #expect(prose.claims.map(\.holds) == [false, true])
    #expect(prose.claims[0].evidence == "smallest 16.0\u{A0}GiB, largest 23.5\u{A0}GiB")
    let notice = try #require(prose.html.firstRange(of: "<aside class=\"note note-review\">"))
    let before = prose.html[..<notice.lowerBound]
    #expect(before.hasSuffix("</h2>\n") && before.contains("id=\"which-card\""), "\(before)")
    #expect(prose.html[notice.upperBound...].contains("the larger has <em>twice</em>"))
    #expect(
      prose.html.contains("<li>“Two cards are enough, the larger has twice the memory.” Found: "))
  }

  /// What nobody has stated bears nothing out.
  @Test func doubtsWhatIsNotStated() throws {
    let text =
      "## A\n\nSmall.\n\n```=claim\nsays: Small.\n---\nselect max(memory_gib) < 2 from gpu\n```\n"
    #expect(try render(text, memory: [.notStated]).prose.claims.map(\.holds) == [false])
    #expect(try render(text, memory: [.decimal(1)]).prose.claims.map(\.holds) == [true])
  }

  @Test func takesClaimsAboutTheWholePage() throws {
    let place = SourceSpan(file: "Content/a.md", line: 3)
    func claim(_ says: String, _ sql: String) -> ClaimBlock {
      ClaimBlock(sentence: .words(Located(says, at: place)), sql: sql, span: place, sqlText: nil)
    }
    let (prose, report) = try render(
      Self.answer,
      claims: [
        claim("Text.", "select count(*) = 3 from gpu"),
        claim("Gone.", "select count(*) = 2 from gpu"),
      ])
    #expect(
      report
        == "Content/a.md:3:1: error: no sentence of this part of the page reads so [claim-not-said]\n"
    )
    #expect(prose.claims.map(\.holds) == [false, true, true])
    #expect(prose.claims[0].section == nil)
    #expect(!prose.html.contains("note-review"), "the template says it")
  }

  @Test(arguments: [
    ("=claim verdict", "select 1", "[vacuous-claim]"),
    ("=claim verdict", "select count(*) from gpu", "[claim-result]"),
    ("=claim verdict", "select count(*) > 1 from gpu group by id", "[claim-result]"),
    ("=claim verdict", "select memry_gib > 1 from gpu", "[query-failed]"),
    ("=claim verdict", "says: x\n---\nselect count(*) > 1 from gpu", "[unknown-field]"),
    ("=claim verdct", "select count(*) > 1 from gpu", "[unknown-value]"),
    ("=claim", "select count(*) > 1 from gpu", "[missing-field]"),
    ("=claim", "say: Bold.\n---\nselect count(*) > 1 from gpu", "[unknown-field]"),
    ("=claim", "says: Bald.\n---\nselect count(*) > 1 from gpu", "[claim-not-said]"),
    ("=claim", "says: Other.\n---\nselect count(*) > 1 from gpu", "[claim-not-said]"),
  ])
  func refusesWhatIsNoClaim(_ info: String, _ block: String, _ id: String) throws {
    let (prose, report) = try render(
      "## A\n\n**Bold.**\n\n```\(info)\n\(block)\n```\n\n## B\n\nOther.\n")
    #expect(report.split(separator: "\n").count == 1 && report.contains(id), "\(report)")
    #expect(prose.claims.isEmpty)
  }

  @Test func wantsASentenceInBoldForAVerdict() throws {
    let (_, report) = try render(
      "## A\n\nPlain.\n\n```=claim verdict\nselect count(*) > 1 from gpu\n```\n")
    #expect(report.contains("Content/a.md:5:1: error: the part of the page opens with no sentence"))
  }

  @Test(arguments: [
    ("a b", "x a  b c", "a b"), ("a … c", "a b c", "a b c"), ("a…", "xa", "a"), ("b", "a", nil),
    ("a … c", "a b", nil), ("…", "a", nil),
    ("a … c", "a \(String(repeating: "b", count: 300)) c", nil),
    ("a … d", "a a b d", "a a b d"),
  ])
  func matchesSentences(_ pattern: String, _ text: String, _ found: String?) {
    #expect(PlainWords.match(pattern, in: PlainWords.single(text)) == found)
  }
}
