import Catalog
import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Tables in another order")
struct OrderTests {
  private static let orders = """
      - {label: id}
      - {name: by-title, label: title, by: title}
      - {name: by-title-down, label: "title, from Z", by: title desc}
      - {name: by-date, label: date, by: accessed desc}
    """

  private func build(
    _ site: TemporaryFolder, jobs: Int = 2
  ) async -> (report: BuildReport, text: String) {
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path, jobs: jobs), isReleasing: true)
    return (report, DiagnosticRenderer(format: .concise).render(report.diagnostics))
  }

  private func built() async throws -> TemporaryFolder {
    let site = try ListedSite.folder(orders: Self.orders)
    let text = await build(site).text
    #expect(text == "")
    return site
  }

  /// The row headings of the register, in the order of a page.
  private func rows(_ html: String) -> [String] {
    html.matches(of: /<tr id="register-[^"]*"><th scope="row"><a[^>]*>([^<]*)</).map {
      String($0.1)
    }
  }

  @Test func sortsTheTablesOfEachOrder() async throws {
    let site = try await built()
    #expect(rows(try site.read("Output/sources/index.html")) == ["Alpha", "beta", "Gamma"])
    let down = try site.read("Output/sources/by-title-down/index.html")
    #expect(rows(down) == ["Gamma", "beta", "Alpha"])
    // What has no value comes last in either direction.
    let date = try site.read("Output/sources/by-date/index.html")
    #expect(rows(date) == ["Alpha", "beta", "Gamma"])
  }

  @Test func keepsTheAddressesOfRows() async throws {
    let site = try await built()
    for page in ["", "by-title-down/", "by-date/"] {
      let html = try site.read("Output/sources/\(page)index.html")
      #expect(html.contains("<tr id=\"register-beta\"><th scope=\"row\"><a href"), "\(page)")
    }
  }

  @Test func makesHeadingsLinksToOrders() async throws {
    let site = try await built()
    let main = try site.read("Output/sources/index.html")
    #expect(
      main.contains(
        "<th scope=\"col\"><a class=\"sort\" href=\"../sources/by-title/#register\">Title</a></th>")
    )
    #expect(!main.contains("aria-sort"))
    let up = try site.read("Output/sources/by-title/index.html")
    #expect(
      up.contains(
        "<th scope=\"col\" aria-sort=\"ascending\"><a class=\"sort\" "
          + "href=\"../../sources/by-title-down/#register\">"), "the same column again turns round")
    let date = try site.read("Output/sources/by-date/index.html")
    #expect(
      date.contains(
        "<th scope=\"col\" aria-sort=\"descending\"><a class=\"sort\" href=\"../../sources/#register\">"
      ), "without another direction it leads back")
    #expect(main.matches(of: /class="sort"/).count == 2, "the width has no order")
  }

  @Test func listsTheOrdersAndMarksTheCurrentOne() async throws {
    let site = try await built()
    let date = try site.read("Output/sources/by-date/index.html")
    #expect(date.contains("<a href=\"../../sources/\">id</a>"))
    #expect(date.contains("<a aria-current=\"true\" href=\"../../sources/by-date/\">date</a>"))
    #expect(date.contains("<title>All sources, by date</title>"))
    #expect(
      date.contains("<a href=\"../../sources/\">Sources</a></li><li aria-current=\"page\">by date"))
  }

  @Test func marksTheColumnOfThePagesOwnOrder() async throws {
    let site = try ListedSite.folder(
      orders: "  - {label: title, by: title desc}\n  - {name: by-date, label: date, by: accessed}")
    let text = await build(site).text
    #expect(text == "")
    let main = try site.read("Output/sources/index.html")
    #expect(main.contains("<th scope=\"col\" aria-sort=\"descending\">Title</th>"))
    #expect(rows(main) == ["Gamma", "beta", "Alpha"])
    let date = try site.read("Output/sources/by-date/index.html")
    #expect(date.contains("<a class=\"sort\" href=\"../../sources/#register\">Title</a>"))
  }

  @Test func leavesVariantsToTheirPage() async throws {
    let site = try await built()
    let files = try site.contents(of: "Output").keys.filter { $0.contains("/by-") }.sorted()
    #expect(
      files == [
        "sources/by-date/index.html", "sources/by-title-down/index.html",
        "sources/by-title/index.html",
      ])
    let variant = try site.read("Output/sources/by-date/index.html")
    #expect(variant.contains("<link rel=\"canonical\" href=\"https://example.com/sources/\">"))
    #expect(variant.contains("<meta name=\"robots\" content=\"noindex\">"))
    #expect(
      variant.contains("href=\"../index.json\"") && variant.contains("href=\"../register.csv\""))
    #expect(!(try site.read("Output/sources/index.html").contains("noindex")))
    for list in ["sitemap.xml", "llms.txt", "search-index.js", "search/index.html"] {
      #expect(!(try site.read("Output/\(list)").contains("by-date")), "\(list)")
    }
    let (report, _) = await build(site)
    #expect(report.pageCount == 7)
  }

  @Test func givesTheSameBytesAtAnyWidth() async throws {
    let site = try ListedSite.folder(orders: Self.orders)
    _ = await build(site, jobs: 1)
    let one = try site.contents(of: "Output")
    _ = await build(site, jobs: 5)
    #expect(try site.contents(of: "Output") == one)
  }

  @Test func takesLinksToAnOrder() async throws {
    let site = try ListedSite.folder(orders: Self.orders)
    try site.write(
      "---\ntitle: Home\n---\n[a](/sources/by-date/#register-beta) [b](sources/by-dat/)\n",
      to: "Content/index.md")
    let text = await build(site).text
    #expect(
      text
        == "Content/index.md:4:38: error: 'sources/by-dat/' leads to no page or file of the site "
        + "[broken-link]\n")
  }

  @Test func reportsAFaultOfThePageOnce() async throws {
    let site = try ListedSite.folder(orders: Self.orders)
    let page = try site.read("Content/sources/index.md")
    try site.write(
      page + "\n[a](#none) [b](/none/) [c](/answer/#none)\n", to: "Content/sources/index.md")
    let report = await build(site).report
    #expect(
      report.diagnostics.sortedForReport().map(\.id) == [
        "broken-fragment", "broken-link", "broken-fragment",
      ])
  }

  @Test(arguments: [
    (
      "  - {name: by-x, label: x, by: acessed}",
      "5:32: error: no table of the page has a column 'acessed' [unknown-column]"
    ),
    (
      "  - {name: by-x, label: x, by: title down}",
      "5:32: error: 'down' is no direction: expected asc or desc [unknown-value]"
    ),
    (
      "  - {name: by-x, label: x, by: title asc nulls}",
      "5:32: error: 'by' must be a column and 'asc' or 'desc', found 'title asc nulls' [wrong-type]"
    ),
    (
      "  - {name: By X, label: x, by: title}",
      "5:12: error: 'By X' cannot be part of an address [invalid-id]"
    ),
    ("  - {name: by-x, label: x}", "5:5: error: an order lacks 'by' [missing-field]"),
    ("  - {name: by-x, by: title}", "5:5: error: an order lacks 'label' [missing-field]"),
    (
      "  - {name: by-x, label: x, by: title, up: no}",
      "5:39: error: unknown field 'up' in an order [unknown-field]"
    ),
    (
      "  - {name: a, label: x, by: title}\n  - {name: a, label: y, by: accessed}",
      "6:12: error: the page has two orders called 'a' [duplicate-order]"
    ),
    (
      "  - {name: a, label: x, by: title}\n  - {name: b, label: y, by: title asc}",
      "6:29: error: an order by 'title' in this direction is there already [duplicate-order]"
    ),
    (
      "  - {label: x}\n  - {label: y}",
      "6:13: error: the page has two orders of its own [duplicate-order]"
    ),
    (
      "  - {name: alpha, label: x, by: title}",
      "5:12: error: 'Content/sources/[source].md' makes the page '/sources/alpha/' too "
        + "[duplicate-page]"
    ),
    ("  by: title", "5:3: error: 'orders' must be a list [wrong-type]"),
  ])
  func reportsFaultyOrders(orders: String, fault: String) async throws {
    let site = try ListedSite.folder(orders: orders)
    let text = await build(site).text
    #expect(text == "Content/sources/index.md:\(fault)\n")
  }

  @Test func suggestsTheColumnThatWasMeant() async throws {
    let site = try ListedSite.folder(orders: "  - {name: by-x, label: x, by: acessed}")
    let report = await build(site).report
    #expect(report.diagnostics.first?.help == ["did you mean 'accessed'?"])
  }

  @Test func refusesOrdersWhereTheyHaveNoPlace() async throws {
    let site = try ListedSite.folder(
      orders: "  - {label: id}", matter: "orders: [{name: by-x, label: x, by: title}]")
    let text = await build(site).text
    #expect(
      text
        == "Content/sources/[source].md:3:30: error: only a page of one file with an address of its "
        + "own can have 'orders' [misplaced-orders]\n")
  }

  @Test func saysWhatAnOrderRead() async throws {
    let site = try ListedSite.folder(orders: Self.orders)
    let (page, reads, _, report) = SiteBuilder.reads(
      of: "sources/by-date", BuildOptions(siteFolder: site.path))
    #expect(report.diagnostics.isEmpty)
    #expect(page?.path.path == "sources/by-date/")
    #expect(reads.contains { $0.sortKey.first == "query" })
  }
}
