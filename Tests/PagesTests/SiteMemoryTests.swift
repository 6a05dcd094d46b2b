import Catalog
import Diagnostics
import Testing

@testable import Pages

@Suite("What is kept from one state of a site to the next")
struct SiteMemoryTests {
  private func files(template: String) -> SiteFiles {
    SiteFiles.read(
      "site",
      access: .memory([
        "site/Content/site.yaml": "title: Cards\nbase_url: https://example.com/\n",
        "site/Content/index.md": "---\ntitle: Home\n---\nText.\n",
        "site/Content/Tables/none.sql": "caption: None\n---\nselect nme\n",
        "site/Templates/page.mustache": template,
      ]))
  }

  /// Another template leaves what compiling named queries told, and it is told again.
  @Test func holdsWhatCompilingTold() throws {
    let memory = SiteMemory()
    let first = Site.resolve(
      files(template: "{{{page.content}}}"), asOf: nil, memory: memory)
    #expect(first.diagnostics.map(\.id) == ["query-failed"])
    let next = Site.resolve(
      files(template: "<p>{{{page.content}}}"), asOf: nil, memory: memory)
    #expect(next.diagnostics == first.diagnostics)
    let site = try #require(next.site)
    #expect(site.frame !== first.site?.frame)
    var connections = 0
    let faults = try memory.faults(of: site.queries, over: site.database) { database in
      connections += 1
      return try database.connect()
    }
    #expect(faults.map(\.id) == ["query-failed"])
    #expect(connections == 0)
  }
}
