import Diagnostics
import Testing

@testable import Pages

@Suite("The search index")
struct SearchIndexTests {
  private func index(_ style: String) throws -> SearchIndex {
    let files = SiteFiles.read(
      "site",
      access: .memory([
        "site/Content/site.yaml":
          "title: T\nbase_url: https://example.com/\noutputs: [html, search]\nlinks: \(style)\n",
        "site/Content/index.md":
          "---\ntitle: Home\ndescription: d\n---\n# Home\n\n## How much? `=id much`\n",
        "site/Content/search.md": "---\ntitle: All pages\ndescription: e\n---\n```=pages\n```\n",
        "site/Content/404.md": "---\ntitle: Lost\n---\n",
        "site/Templates/page.mustache": "{{{page.content}}}",
      ]))
    let (site, diagnostics) = Site.resolve(files, asOf: nil)
    #expect(diagnostics.map(\.summary) == [])
    return SearchIndex(site: try #require(site))
  }

  @Test func listsPagesAndQuestions() throws {
    #expect(
      try index("directory").entries == [
        SearchIndex.Entry(title: "Home", href: "./", context: "page"),
        SearchIndex.Entry(title: "How much?", href: "./#much", context: "Home"),
        SearchIndex.Entry(title: "All pages", href: "search/", context: "page"),
      ])
  }

  @Test func namesFilesWhereLinksDo() throws {
    #expect(
      try index("file").entries.map(\.href) == [
        "index.html", "index.html#much", "search/index.html",
      ])
  }

  @Test(arguments: [
    ("a\"b", #""a\"b""#), ("</script>", #""\u003c/script\u003e""#), ("<!--", #""\u003c!--""#),
    ("\u{2028}\u{2029}", #""\u2028\u2029""#), ("R&D", #""R\u0026D""#), ("ä", "\"ä\""),
  ])
  func keepsTextInsideItsLiteral(text: String, literal: String) {
    #expect(ScriptText.quoted(text) == literal)
  }
}
