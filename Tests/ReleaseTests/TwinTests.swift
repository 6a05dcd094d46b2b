import Catalog
import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("One page in many forms")
struct TwinTests {
  private func built(jobs: Int = 2) async throws -> (site: TemporaryFolder, report: BuildReport) {
    let site = try TemporaryFolder(fixture: "twins")
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path, jobs: jobs), isReleasing: true)
    #expect(DiagnosticRenderer(format: .concise).render(report.diagnostics) == "")
    return (site, report)
  }

  private func twin(of site: TemporaryFolder) throws -> Twin {
    try JSONDecoder().decode(Twin.self, from: Data(try site.read("Output/index.json").utf8))
  }

  @Test func writesEveryFormAsRecorded() async throws {
    let output = try await built().site.contents(of: "Output")
    // What the catalog's schema shapes is tested by its own rules, not by recorded bytes.
    let recorded = output.filter { path, _ in
      !path.hasPrefix("data/") && !path.hasPrefix("catalog.") && path != ReleaseManifest.file
        && !path.hasSuffix(".html")
    }
    try Golden.expect(recorded, matches: "twins.expected")
  }

  @Test func showsTheSameTablesInEveryForm() async throws {
    let site = try await built().site
    let html = ShownTables.ofHTML(try site.read("Output/index.html"))
    let markdown = ShownTables.ofMarkdown(try site.read("Output/index.md"))
    let twin = try twin(of: site).tables.map(TwinTable.init)
    #expect(twin.map(\.id) == ["figures", "table-listed", "table-noted"])
    for table in twin {
      let rows = CSVText.records(try site.read("Output/\(table.id).csv"))
      #expect(rows.first == table.keys)
      #expect(Array(rows.dropFirst()) == table.rows)
      guard !table.rows.isEmpty else { continue }
      #expect(html[table.caption]?.count == table.rows.count)
      #expect(html[table.caption] == markdown[table.caption])
    }
    #expect(html["Sources and figures"]?.first?[3] == "12.3")
    #expect(
      twin[0].rows[0] == [
        "alpha", #"Alpha, "first" | edition"#, "2025-03-04", "true", "12.34567", "3",
      ])
  }

  @Test func showsTheSameValuesInEveryForm() async throws {
    let site = try await built().site
    let html = try site.read("Output/index.html")
    let markdown = try site.read("Output/index.md")
    let values = try twin(of: site).values.map(\.text)
    #expect(values.count == 5)
    for value in values {
      #expect(html.contains(">\(value)</data>"), "\(value) is missing in the page")
      #expect(markdown.contains(value), "\(value) is missing in the Markdown")
    }
  }

  @Test func linksOfMarkdownLeadToFiles() async throws {
    let output = try await built().site.contents(of: "Output")
    var count = 0
    for (path, data) in output where path.hasSuffix(".md") || path == "llms.txt" {
      for match in String(decoding: data, as: UTF8.self)
        .matches(of: /https:\/\/example\.com\/docs\/([^)>\s#,]*)/)
      {
        let target = String(match.1)
        let file = target.isEmpty || target.hasSuffix("/") ? target + "index.html" : target
        #expect(output[file] != nil, "\(path) links to \(target)")
        count += 1
      }
    }
    #expect(count > 10)
  }

  @Test func givesTheSameBytesAtAnyWidth() async throws {
    let one = try await built(jobs: 1).site.contents(of: "Output")
    let many = try await built(jobs: 7).site.contents(of: "Output")
    #expect(one.keys.sorted() == many.keys.sorted())
    for (path, data) in one { #expect(many[path] == data, "\(path) differs") }
  }

  @Test func withholdsWhatIsNotPublishable() async throws {
    let output = try await built().site.contents(of: "Output")
    for path in ["catalog.json", "catalog.sqlite", "data/source.csv"] {
      let data = try #require(output[path], "\(path) is missing")
      #expect(data.range(of: Data("Beta_2".utf8)) != nil, "\(path) lacks a record")
      #expect(data.range(of: Data("Nobody may see".utf8)) == nil, "\(path) tells")
    }
    #expect(output["catalog.sqlite"]?.starts(with: Data("SQLite format 3\0".utf8)) == true)
  }

  @Test func listsEveryFileOfTheReleaseWithItsDigest() async throws {
    let (site, report) = try await built()
    let output = try site.contents(of: "Output")
    let manifest = try JSONSerialization.jsonObject(with: try #require(output["release.json"]))
    let files = try #require((manifest as? [String: Any])?["files"] as? [[String: Any]])
    let listed = files.compactMap { $0["path"] as? String }
    #expect(listed == output.keys.filter { $0 != "release.json" }.sorted())
    #expect(report.fileCount == output.count)
    for file in files {
      let path = try #require(file["path"] as? String)
      let bytes = [UInt8](try #require(output[path]))
      #expect(file["bytes"] as? Int == bytes.count)
      #expect(
        file["digest"] as? String
          == ReleaseManifest.File(OutputFile(path: path, bytes: bytes)).digest.hexadecimal)
    }
  }

  @Test func reportsAFileThatWouldBeWrittenTwice() async throws {
    let site = try TemporaryFolder(fixture: "twins")
    try site.write("a,b\n", to: "Content/figures.csv")
    try site.write("User-agent: *\n", to: "Content/robots.txt")
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path), isReleasing: true)
    let faults = report.diagnostics.filter { $0.id == "duplicate-file" }.map(\.summary)
    #expect(
      faults.sorted() == [
        "the build writes 'figures.csv' already", "the build writes 'robots.txt' already",
      ])
    #expect(!report.wasReleased)
  }

  @Test func reportsASearchWithoutAPageForIt() async throws {
    let site = try TemporaryFolder(fixture: "twins")
    try FileManager.default.removeItem(atPath: site.path + "/Content/search.md")
    let report = await SiteBuilder.build(
      BuildOptions(siteFolder: site.path), isReleasing: false)
    #expect(report.diagnostics.contains { $0.id == "no-search-page" })
  }
}
