import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Related pages")
struct RelatedTests {
  private func built(_ matter: String = "") async throws -> (site: TemporaryFolder, text: String) {
    let site = try ListedSite.folder(orders: "  - {label: id}", matter: matter)
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path, jobs: 2), isReleasing: true)
    return (site, DiagnosticRenderer(format: .concise).render(report.diagnostics))
  }

  /// The links below a heading of the page's end, each with its note.
  private func links(_ html: String, below title: String) -> [String] {
    guard let start = html.range(of: "<h3>\(title)</h3>") else { return [] }
    let rest = html[start.upperBound...]
    let end = rest.range(of: "<h3>")?.lowerBound ?? rest.endIndex
    return rest[..<end].matches(of: /<p><a href="([^"]*)">([^<]*)<\/a>(?: \(([^<]*)\))?<\/p>/).map {
      [$0.1, $0.2, $0.3 ?? ""].joined(separator: " | ")
    }
  }

  @Test func pointsToTheRowsAndAnswersThatNameARecord() async throws {
    let (site, text) = try await built()
    #expect(text == "")
    #expect(
      links(try site.read("Output/sources/alpha/index.html"), below: "Where it appears") == [
        "../../answer/#table-papers-alpha | How many? | An answer: Papers",
        "../../answer/#which-one | Which one? | An answer",
        "../../sources/#register-alpha | The list | Sources: Register",
      ])
    #expect(
      links(try site.read("Output/sources/gamma/index.html"), below: "Where it appears") == [
        "../../answer/#which-one | Which one? | An answer",
        "../../sources/#register-gamma | The list | Sources: Register",
      ], "a value in a note counts")
  }

  @Test func leadsToTheNeighboursInTheList() async throws {
    let site = try await built().site
    let beta = try site.read("Output/sources/beta/index.html")
    #expect(beta.contains("<a rel=\"prev\" href=\"../../sources/alpha/\">Alpha</a>"))
    #expect(beta.contains("<a rel=\"next\" href=\"../../sources/gamma/\">Gamma</a>"))
    #expect(!(try site.read("Output/sources/alpha/index.html").contains("rel=\"prev\"")))
    #expect(!(try site.read("Output/sources/gamma/index.html").contains("rel=\"next\"")))
  }

  @Test func listsTheRecordsWithTheSameValue() async throws {
    let (site, text) = try await built(
      "related: {publisher: \"By {publisher}\", kind: Of the same kind}")
    #expect(text == "")
    let alpha = try site.read("Output/sources/alpha/index.html")
    #expect(links(alpha, below: "By A") == ["../../sources/gamma/ | Gamma | "])
    #expect(links(alpha, below: "Of the same kind") == ["../../sources/beta/ | beta | "])
    #expect(!(try site.read("Output/sources/beta/index.html").contains("By B")))
  }

  @Test func listsPagesThatShowTheSameRecords() async throws {
    let site = try await built().site
    let answer = try site.read("Output/answer/index.html")
    #expect(
      links(answer, below: "Pages that show the same parts or models") == [
        "../sources/ | All sources | 2 in common"
      ])
    #expect(links(answer, below: "Linked from") == ["../ | Home | "])
    #expect(
      links(try site.read("Output/sources/index.html"), below: "Linked from") == [
        "../answer/#which-one | Which one? | An answer"
      ])
  }

  @Test(arguments: [
    (
      "related: {publiser: Same}",
      "3:11: error: table 'source' has no column 'publiser' [unknown-column]"
    ),
    (
      "related: publisher",
      "3:10: error: 'related' must be a mapping of names to texts [wrong-type]"
    ),
  ])
  func reportsFaults(matter: String, fault: String) async throws {
    #expect(try await built(matter).text == "Content/sources/[source].md:\(fault)\n")
  }

  @Test func refusesSharedColumnsOutsideRecords() async throws {
    let site = try ListedSite.folder(orders: "  - {label: id}")
    try site.write(
      "---\ntitle: Home\nrelated: {kind: Same}\n---\n[Answer](/answer/)\n", to: "Content/index.md")
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path), isReleasing: false)
    #expect(
      DiagnosticRenderer(format: .concise).render(report.diagnostics)
        == "Content/index.md:3:11: error: only pages of records can have 'related' "
        + "[misplaced-related]\n")
  }
}
