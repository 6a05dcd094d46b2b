import Catalog
import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Whole sites")
struct WholeSiteTests {
  private func build(
    _ site: TemporaryFolder, jobs: Int = 1, isReleasing: Bool = true
  ) async -> BuildReport {
    let options = BuildOptions(siteFolder: site.path, jobs: jobs)
    return await SiteBuilder.build(options, isReleasing: isReleasing)
  }

  private func text(_ report: BuildReport) -> String {
    DiagnosticRenderer(format: .concise).render(report.diagnostics)
  }

  @Test func buildsAPlainSiteAsRecorded() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    let report = await build(site)
    #expect(text(report) == "")
    #expect(report.wasReleased)
    #expect(report.pageCount == 4)
    try Golden.expect(try site.contents(of: "Output"), matches: "plain.expected")
  }

  @Test(arguments: [1, 2, 7])
  func givesTheSameBytesAtAnyWidthAndPlace(jobs: Int) async throws {
    let reference = try TemporaryFolder(fixture: "plain")
    let other = try TemporaryFolder(fixture: "plain")
    _ = await build(reference)
    _ = await build(other, jobs: jobs)
    let left = try reference.contents(of: "Output")
    let right = try other.contents(of: "Output")
    #expect(!left.isEmpty)
    #expect(left == right)
  }

  @Test func reportsAllFaultsTogetherAndLeavesTheOutput() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    _ = await build(site)
    let before = try site.contents(of: "Output")
    try site.write(
      "---\ntitle: Home\ndescripton: x\n---\n[a](nowhere.md) [b](/guide/#nothing)\n",
      to: "Content/index.md")
    try site.write("<title>{{page.titel}}</title>{{{page.content}}}", to: "Templates/page.mustache")
    let report = await build(site)
    #expect(!report.wasReleased)
    let found = Set(report.diagnostics.map(\.id.rawValue))
    #expect(
      found.isSuperset(of: ["unknown-field", "broken-link", "broken-fragment", "unknown-name"]))
    for diagnostic in report.diagnostics where diagnostic.severity == .error {
      #expect(diagnostic.span != nil, "\(diagnostic.summary) has no place")
    }
    #expect(try site.contents(of: "Output") == before)
    let siblings = try FileManager.default.contentsOfDirectory(atPath: site.path)
    #expect(!siblings.contains { $0.contains("staging") })
  }

  @Test func placesALinkBackIntoTheSiteWhereItStands() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    let base = try site.read("Content/site.yaml").firstMatch(of: /base_url: (\S+)/)
    let address = String(try #require(base?.1)) + "nowhere/"
    try site.write(
      "---\ntitle: Home\n---\n\nSee [a](\(address)).\n", to: "Content/index.md")
    let report = await build(site, isReleasing: false)
    let found = report.diagnostics.filter { $0.id == "broken-link" }
    #expect(
      DiagnosticRenderer(format: .concise).render(found)
        == "Content/index.md:5:5: error: '\(address)' leads to no file of the site [broken-link]\n")
  }

  @Test(arguments: ["", "<title>{{page.title}}</title>"])
  func reportsATemplateThatLeavesItsPagesBlank(template: String) async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write(template, to: "Templates/page.mustache")
    let report = await build(site)
    #expect(
      text(report).contains(
        "Templates/page.mustache:1:1: error: the template 'page' prints no text of its pages "
          + "[blank-template]\n"), "\(text(report))")
  }

  @Test func reportsPathsThatCannotBeWrittenTogether() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write("---\ntitle: Q\n---\nText.\n", to: "Content/q.md")
    try site.write("a file", to: "Content/q")
    try site.write("---\ntitle: R\n---\nText.\n", to: "Content/r.md")
    try site.write("---\ntitle: R\n---\nText.\n", to: "Content/R.md")
    try site.write(
      "---\ntitle: L\n---\nText.\n",
      to: "Content/\(String(repeating: "l", count: 201)).md")
    let report = await build(site, isReleasing: false)
    let long = String(repeating: "l", count: 40)
    #expect(
      text(report) == """
        Content/\(String(repeating: "l", count: 201)).md:1:1: error: '\(long)…' has 201 bytes, more than 200 [name-too-long]
        Content/q:1:1: error: 'q' would be a file where 'q/index.html' needs a folder [path-clash]
        Content/r.md:1:1: error: 'r/index.html' differs from 'R/index.html' in its case alone [path-clash]

        """)
  }

  @Test func tellsAFailedWriteOnce() throws {
    let site = try TemporaryFolder(fixture: "plain")
    let staging = try StagingFolder(
      for: site.path + "/Output", of: site.path,
      released: StagingFolder.released(in: site.path + "/Output"))
    #expect(!staging.hasFailed)
    #expect(staging.noteFailure())
    #expect(!staging.noteFailure())
    #expect(staging.hasFailed)
    try staging.discard()
  }

  @Test func refusesToDropFilesThatNoBuildMade() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    _ = await build(site)
    try site.write("mine", to: "Output/guide/mine.txt")
    try site.write("mine", to: "Output/CNAME")
    try site.write("mine", to: "Output/papers/one.pdf")
    let report = await build(site)
    #expect(!report.wasReleased)
    #expect(
      text(report).hasSuffix(
        "holds 3 files that no build made: 'CNAME', 'guide/mine.txt', 'papers' [foreign-output]\n"),
      "\(text(report))")
    #expect(try site.read("Output/guide/mine.txt") == "mine")
  }

  @Test func keepsHiddenFilesOfTheOutputAndDropsStalePages() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write("*\n", to: "Output/.gitignore")
    _ = await build(site)
    try FileManager.default.removeItem(atPath: site.path + "/Content/guide/second.md")
    try site.write("---\ntitle: Home\n---\n[guide](/guide/)\n", to: "Content/index.md")
    try site.write("---\ntitle: The guide\n---\nAlone.\n", to: "Content/guide/index.md")
    let report = await build(site)
    #expect(text(report) == "")
    let output = try site.contents(of: "Output")
    #expect(output[".gitignore"] != nil)
    #expect(output["guide/index.html"] != nil)
    #expect(output["guide/second/index.html"] == nil)
  }

  @Test func linksFilesInAPortableSite() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    let options = BuildOptions(siteFolder: site.path, isPortable: true)
    let report = await SiteBuilder.build(options, isReleasing: true)
    #expect(text(report) == "")
    let missing = try site.read("Output/404.html")
    #expect(missing.contains("Go <a href=\"index.html\">home</a>"), "\(missing)")
    #expect(missing.contains("href=\"assets/style.eeb698b3.css\">"), "\(missing)")
    let second = try site.read("Output/guide/second/index.html")
    #expect(second.contains("href=\"../../guide/index.html\""), "\(second)")
    #expect(!second.contains("../\""), "\(second)")
  }

  @Test func refusesToReplaceAFolderItDidNotMake() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write("precious", to: "Output/thesis.txt")
    let report = await build(site)
    #expect(!report.wasReleased)
    #expect(report.diagnostics.map(\.id) == ["foreign-output"])
    #expect(try site.read("Output/thesis.txt") == "precious")
  }

  @Test func checksWithoutWriting() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    let report = await build(site, isReleasing: false)
    #expect(text(report) == "")
    #expect(!FileManager.default.fileExists(atPath: site.path + "/Output"))
  }

  @Test func reportsALinkThatATemplateBroke() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write(
      "<a href=\"{{page.root}}missing/\">x</a>{{{page.content}}}", to: "Templates/page.mustache")
    let report = await build(site)
    #expect(!report.wasReleased)
    #expect(
      text(report).contains(
        "Templates/page.mustache:1:23: error: 'missing/' leads to no file of the site [broken-link]"
      )
    )
  }

  @Test func reportsATemplatesFaultOnceAndNotItsConsequences() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    let template = try site.read("Templates/page.mustache")
    try site.write(
      template.replacing("{{{page.content}}}", with: "{{{page.contnt}}}"),
      to: "Templates/page.mustache")
    let report = await build(site)
    #expect(report.diagnostics.map(\.id) == ["unknown-name"], "\(text(report))")
  }

  @Test func quotesABrokenLinkAsItIsWritten() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write(
      "---\ntitle: Home\n---\nSee [it](guide/second.md#where-it-end).\n",
      to: "Content/index.md")
    let report = await build(site)
    #expect(
      text(report)
        == "Content/index.md:4:5: error: 'guide/second.md#where-it-end' names the anchor "
        + "'where-it-end', which 'guide/second/index.html' lacks [broken-fragment]\n")
  }

  @Test func warnsOfReviewsThatArePastDue() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write(
      "---\ntitle: Second part\nreview_by: 2026-06-30\n---\n## Where it ends\n\n",
      to: "Content/guide/second.md")
    var options = BuildOptions(siteFolder: site.path, asOf: CalendarDate("2026-07-01"))
    let lax = await SiteBuilder.build(options, isReleasing: true)
    #expect(lax.wasReleased)
    #expect(
      text(lax)
        == "Content/guide/second.md:3:12: warning: the page was to be reviewed by 2026-06-30, "
        + "before 2026-07-01 [review-overdue]\n")
    options.isStrict = true
    let strict = await SiteBuilder.build(options, isReleasing: true)
    #expect(!strict.wasReleased)
    options.asOf = CalendarDate("2026-06-30")
    #expect(await SiteBuilder.build(options, isReleasing: true).diagnostics.isEmpty)
  }

  @Test func warnsOfPagesFromTheFuture() async throws {
    let site = try TemporaryFolder(fixture: "plain")
    try site.write(
      "---\ntitle: Second part\npublished: 2026-07-01\nreviewed: 2026-07-02\n---\n## Where it ends\n",
      to: "Content/guide/second.md")
    let options = BuildOptions(siteFolder: site.path, asOf: CalendarDate("2026-07-01"))
    #expect(
      text(await SiteBuilder.build(options, isReleasing: true))
        == "Content/guide/second.md:4:11: warning: 2026-07-02 is after 2026-07-01, the day of this "
        + "build [future-date]\n")
  }

  @Test func wantsAPage() async throws {
    let site = try TemporaryFolder([
      "Content/site.yaml": "title: T\nbase_url: https://example.com/\n"
    ])
    let report = await build(site)
    #expect(report.diagnostics.map(\.id) == ["no-pages"])
  }

  @Test func saysWhatAPageRead() throws {
    let site = try TemporaryFolder(fixture: "plain")
    let (page, reads, _, report) = SiteBuilder.reads(
      of: "guide/second", BuildOptions(siteFolder: site.path))
    #expect(text(report) == "")
    #expect(page?.path.path == "guide/second/")
    #expect(reads.contains(.template("partials/navigation")))
    #expect(reads.contains(.page(path: "guide/second/", field: .breadcrumbs)))
  }

  @Test func suggestsThePageThatWasMeant() throws {
    let site = try TemporaryFolder(fixture: "plain")
    let (_, _, _, report) = SiteBuilder.reads(
      of: "guide/secnd", BuildOptions(siteFolder: site.path))
    #expect(report.diagnostics.map(\.id) == ["unknown-page"])
    #expect(report.diagnostics.first?.help == ["did you mean '/guide/second/'?"])
  }

  @Test func saysWhenThereIsNoSite() async throws {
    let site = try TemporaryFolder()
    let report = await build(site)
    #expect(report.diagnostics.map(\.id) == ["no-site"])
  }
}
