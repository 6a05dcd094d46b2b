import Diagnostics
import Testing

@testable import Pages

@Suite("Files of Templates/Assets")
struct AssetTests {
  /// From the test vectors of FIPS 180-4, and lengths around the end of a block.
  @Test(arguments: [
    ("", "OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb"),
    ("abc", "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn"),
    (
      String(repeating: "a", count: 111),
      "PDeVUFHLXDAm+U1VHVteKsONVyrk4HFyCF/tgfhGa4+Q3COo/83qC42OWOj9rMgK"
    ),
    (
      String(repeating: "a", count: 112),
      "GH1OB8swYQPGmWe/VE0N++kEJXdZnHPDMKvAy2TGEjbV7VZe4ZEZ2MMXeaOPeR/N"
    ),
  ])
  func hashesAsSpecified(text: String, hash: String) {
    #expect(SHA384(of: Array(text.utf8)).integrity == "sha384-" + hash)
  }

  private func table(_ files: KeyValuePairs<String, String>) -> (AssetTable, [Diagnostic]) {
    AssetTable.make(
      of: files.map { name, text in
        SiteFiles.Asset(
          path: "assets/" + name, origin: "Templates/Assets/" + name, bytes: Array(text.utf8))
      })
  }

  @Test(arguments: [
    ("site.css", "assets/site.38b060a7.css"), ("LICENSE", "assets/LICENSE.38b060a7"),
    ("fonts/inter.var.woff2", "assets/fonts/inter.var.38b060a7.woff2"),
    ("v1.2/mark", "assets/v1.2/mark.38b060a7"),
  ])
  func putsAHashBeforeTheEnding(name: String, path: String) throws {
    let (table, faults) = table([name: ""])
    #expect(faults.isEmpty)
    #expect(try #require(table[name]).path == path)
  }

  @Test func namesFilesInStyleSheetsByTheirNewNames() throws {
    let (table, faults) = table([
      "css/site.css": """
      /* url(nothing.png) */ @import "base.css"; a::after { content: "url(x)" }
      a { src: url( '../fonts/a b.woff2?v=1#f' ) } b { src: URL(../fonts/a%20b.woff2) }
      c { src: url(data:x) url(/x.png) url(#x) url(https://example.com/x) url(../../x.png) }
      """,
      "css/base.css": "", "fonts/a b.woff2": "",
    ])
    #expect(faults.map(\.summary) == [])
    let text = String(decoding: try #require(table["css/site.css"]).bytes, as: UTF8.self)
    let lines = [
      #"/* url(nothing.png) */ @import "../css/base.38b060a7.css"; a::after { content: "url(x)" }"#,
      "a { src: url( '../fonts/FONT?v=1#f' ) } b { src: URL(../fonts/FONT) }",
      "c { src: url(data:x) url(/x.png) url(#x) url(https://example.com/x) url(../../x.png) }",
    ]
    let expected = lines.joined(separator: "\n")
    #expect(text == expected.replacing("FONT", with: "a%20b.38b060a7.woff2"))
  }

  @Test func renamesAStyleSheetWithAFileInIt() throws {
    let names = try ["old", "new"].map { text in
      let (table, _) = table(["site.css": "a { src: url(x.svg) }", "x.svg": text])
      return try #require(table["site.css"]).path
    }
    #expect(names[0] != names[1])
  }

  @Test func reportsFilesThatStyleSheetsLack() {
    let (_, faults) = table(["site.css": "a {\n  src: url(logo.svg) }", "logo2.svg": ""])
    #expect(faults.map(\.id) == ["unknown-asset"])
    #expect(faults.first?.span?.start == SourcePosition(line: 2, column: 12))
    #expect(faults.first?.help == ["did you mean 'logo2.svg'?"])
  }

  @Test func reportsStyleSheetsThatNameEachOther() {
    let (_, faults) = table(["a.css": "@import 'b.css';", "b.css": "@import 'a.css';"])
    #expect(faults.map(\.id) == ["recursive-asset"])
    #expect(faults.first?.span?.file == "Templates/Assets/b.css")
  }
}
