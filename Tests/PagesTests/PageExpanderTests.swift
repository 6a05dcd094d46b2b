import Catalog
import Diagnostics
import Testing

@testable import Pages

/// Pages of records.
struct PageExpanderTests {
  @Test func makesOnePageOfAnIDThatIsThereTwice() throws {
    let file = SourceFile(path: "gpus.yaml", text: "- id: a\n- id: a\n")
    let database = try CatalogMemory().database(of: Catalog.load([file]).catalog)
    let bytes = Array("---\ntitle: \"{id}\"\n---\n".utf8)
    let source = PageSource(path: "Content/gpus/[gpu].md", bytes: bytes) { bytes }
    let page = try #require(MarkdownPage.read(source, keepsText: false).page)
    var expander = PageExpander(database: database, markdown: [page])
    expander.expand()
    #expect(expander.entries.map(\.path.path) == ["gpus/a/"])
    #expect(expander.diagnostics == [])
  }
}
