import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Sections of the navigation")
struct SectionTests {
  private static let template = """
    <!DOCTYPE html><html lang="en"><head><title>{{page.title}}</title></head><body>
    {{{navigation}}}
    {{{page.breadcrumbs}}}
    {{{page.content}}}
    </body></html>
    """

  private func build(
    _ pages: [String: String]
  ) async throws -> (site: TemporaryFolder, text: String) {
    var files = [
      "Content/site.yaml": "title: T\nbase_url: https://example.com/\n",
      "Templates/page.mustache": Self.template,
    ]
    for (path, matter) in pages { files["Content/\(path)"] = "---\n\(matter)\n---\nText.\n" }
    let site = try TemporaryFolder(files)
    let report = await SiteBuilder.build(BuildOptions(siteFolder: site.path), isReleasing: true)
    return (site, DiagnosticRenderer(format: .concise).render(report.diagnostics))
  }

  @Test func listsAPageBelowItsSection() async throws {
    let (site, text) = try await build([
      "index.md": "title: Home", "parts.md": "title: Parts",
      "boards.md": "title: Boards\nsection: /parts/",
      "boards/one.md": "title: One\nnavigation: false",
    ])
    #expect(text == "")
    let one = try site.read("Output/boards/one/index.html")
    #expect(
      one.contains(
        "<ul><li><a href=\"../../parts/\" aria-current=\"true\">Parts</a>"
          + "<ul><li><a href=\"../../boards/\" aria-current=\"true\">Boards</a></li></ul></li></ul>"
      ))
    #expect(
      one.contains(
        "<li><a href=\"../../parts/\">Parts</a></li><li><a href=\"../../boards/\">Boards</a></li>"
          + "<li aria-current=\"page\">One</li>"))
    #expect(try site.read("Output/parts/index.html").contains("aria-current=\"page\">Parts</a>"))
  }

  @Test(arguments: [
    ("/part/", "Content/boards.md:3:10: error: '/part/' is no page of the site [unknown-section]"),
    (
      "/boards/",
      "Content/boards.md:3:10: error: the page stands below itself by way of '/boards/' "
        + "[circular-section]"
    ),
    (
      "/parts/inner/",
      "Content/boards.md:3:10: error: the page stands below itself by way of '/parts/inner/' "
        + "[circular-section]"
    ),
  ])
  func reportsFaultySections(section: String, fault: String) async throws {
    let loops = section.contains("inner") ? "\nsection: /boards/" : ""
    let (_, text) = try await build([
      "index.md": "title: Home", "parts.md": "title: Parts\(loops)",
      "parts/inner.md": "title: Inner",
      "boards.md": "title: Boards\nsection: \(section)",
    ])
    #expect(text == fault + "\n")
  }

  @Test func refusesSectionsOfRecords() async throws {
    let site = try ListedSite.folder(orders: "  - {label: id}", matter: "section: /answer/")
    let report = await SiteBuilder.build(BuildOptions(siteFolder: site.path), isReleasing: false)
    #expect(report.diagnostics.map(\.id) == ["misplaced-section"])
  }
}
