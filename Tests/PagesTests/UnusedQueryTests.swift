import Diagnostics
import Testing

@testable import Pages

@Suite("Queries by name that a site shows")
struct UnusedQueryTests {
  private static let query = "caption: Cards\n---\nselect name from gpu order by name\n"

  /// A pattern shows its queries, whether there is a record to make a page of or not.
  @Test func areThoseOfPagesAndPatterns() throws {
    let files = SiteFiles.read(
      "site",
      access: .memory([
        "site/Content/site.yaml": "title: Cards\nbase_url: https://example.com/\n",
        "site/Content/index.md": "---\ntitle: Home\n---\nText.\n",
        "site/Content/cards/[gpu].md": """
        ---
        title: "{name}"
        ---
        ```=table in-pattern
        ```

        ````=note
        ```=chart in-note
        kind: bars
        ```
        ````

        """,
        "site/Content/Tables/in-pattern.sql": Self.query,
        "site/Content/Tables/in-note.sql": Self.query,
        "site/Content/Tables/on-page.sql": Self.query,
        "site/Content/Tables/nowhere.sql": Self.query,
        "site/Templates/page.mustache": "{{{page.content}}}",
      ]))
    let site = try #require(Site.resolve(files, asOf: nil).site)
    let unused = site.unusedQueries(besides: ["on-page"])
    #expect(unused.map(\.span?.file) == ["Content/Tables/nowhere.sql"])
    #expect(unused.map(\.severity) == [.warning])
  }
}
