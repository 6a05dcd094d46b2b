import Diagnostics
import Testing

@testable import Templates

@Suite("Files that templates name")
struct AssetTagTests {
  private func load(_ text: String) -> (library: TemplateLibrary, diagnostics: [Diagnostic]) {
    TemplateLibrary.load(
      [SourceFile(path: "Templates/page.mustache", text: text)], shape: pageShape,
      assets: ["fonts/inter.woff2", "site.css"])
  }

  private let value = TemplateValue.object([
    "page": .object([:]),
    "asset": .object(["site.css": .text("../a&b.css"), "fonts/inter.woff2": .text("f")]),
    "integrity": .object(["site.css": .text("sha384-x")]),
  ])

  @Test func printsAddressAndIntegrity() {
    let (library, faults) = load(
      """
      {{asset(site.css)}} {{ asset(fonts/inter.woff2) }}\
      {{#integrity(site.css)}} {{.}}{{/integrity(site.css)}}\
      {{#integrity(fonts/inter.woff2)}} {{.}}{{/integrity(fonts/inter.woff2)}}
      """)
    #expect(concise(faults) == [])
    #expect(library.text("page", value) == "../a&amp;b.css f sha384-x")
  }

  @Test func reportsUnknownFileWithTheNearest() throws {
    let fault = try #require(load("\n{{asset(sites.css)}}").diagnostics.first)
    #expect(fault.id == "unknown-asset")
    #expect(fault.span?.start == SourcePosition(line: 2, column: 3))
    #expect(fault.help == ["did you mean 'site.css'?"])
  }

  /// The objects behind the form are no names of their own, and nothing is applied to a file.
  @Test(arguments: [
    ("{{asset}}", "unknown-name"), ("{{asset()}}", "malformed-tag"),
    ("{{uppercased(asset(site.css))}}", "unknown-name"),
    ("{{#asset(site.css)}}x{{/asset(site.css)}}", "not-a-section"),
    ("{{integrity(site.css)}}", ""), ("{{{asset(site.css)}}}", "unescaped-text"),
  ])
  func keepsFilesApartFromNames(text: String, id: String) {
    #expect(load(text).diagnostics.map(\.id.rawValue) == (id.isEmpty ? [] : [id]))
  }
}
