import Catalog
import Diagnostics
import Testing

@testable import Prose

@Suite("Front matter")
struct FrontMatterTests {
  private func read(
    _ text: String
  ) -> (frontMatter: FrontMatter?, body: String, report: String) {
    let source = SourceFile(path: "Content/a.md", text: text)
    let (frontMatter, body, diagnostics) = FrontMatter.read(source)
    return (
      frontMatter, String(decoding: source.bytes[body], as: UTF8.self),
      DiagnosticRenderer(format: .concise).render(diagnostics)
    )
  }

  @Test func readsFieldsAndLeavesTheBody() throws {
    let (matter, body, report) = read(
      "---\ntitle: \"A: b\"\norder: 3\nnavigation: false\nreviewed: 2026-11-23\n---\n# Body\n")
    #expect(report == "")
    let read = try #require(matter)
    #expect(read.title.value == "A: b")
    #expect(read.order == 3)
    #expect(!read.isInNavigation)
    #expect(read.reviewed?.description == "2026-11-23")
    #expect(body == "# Body\n")
  }

  @Test func acceptsWindowsLineBreaks() throws {
    let (matter, body, report) = read("---\r\ntitle: A\r\n---\r\nBody\r\n")
    #expect(report == "")
    #expect(try #require(matter).title.value == "A")
    #expect(body == "Body\r\n")
  }

  @Test func wantsFrontMatter() {
    #expect(
      read("# Body\n").report
        == "Content/a.md:1:1: error: the page has no front matter [missing-front-matter]\n")
  }

  @Test func wantsItsEnd() {
    #expect(
      read("---\ntitle: A\n").report
        == "Content/a.md:1:1: error: the front matter has no closing '---' line "
        + "[unclosed-front-matter]\n")
  }

  @Test func reportsUnknownFieldsAndWrongTypesTogether() {
    let report = read(
      "---\ntitle: A\ndescripton: B\norder: first\nreviewed: 2026-02-30\n---\n"
    ).report
    #expect(
      report == """
        Content/a.md:3:1: error: unknown field 'descripton' in the front matter [unknown-field]
        Content/a.md:4:8: error: 'order' must be a whole number, found 'first' [wrong-type]
        Content/a.md:5:11: error: 'reviewed' must be a date, found '2026-02-30' [wrong-type]

        """)
  }

  @Test func countsAMisspeltTitleAsOneFault() {
    #expect(
      read("---\ntitel: A\n---\n").report
        == "Content/a.md:2:1: error: unknown field 'titel' in the front matter [unknown-field]\n")
  }

  @Test func wantsATitle() {
    #expect(
      read("---\ndescription: B\n---\n").report
        == "Content/a.md:1:1: error: the front matter lacks 'title' [missing-field]\n")
  }
}
