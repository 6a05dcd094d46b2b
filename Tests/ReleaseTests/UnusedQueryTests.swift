import Diagnostics
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Queries that no page shows")
struct UnusedQueryTests {
  private static let table = "```=table watts\nid: watts\n```\n"
  private static let chart = "```=chart watts\nkind: bars\ncaption: Power as bars\n```\n"

  /// What pages show is known of those that stand as they were, too.
  @Test(arguments: [false, true])
  func areToldOnceTheLastPageLetsGo(whileServed: Bool) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let memory = whileServed ? BuildMemory() : nil
    func build(_ changed: [String]?) async -> [String] {
      await SiteBuilder.build(
        BuildOptions(siteFolder: site.path, jobs: 2), isReleasing: true, memory: memory,
        changed: changed
      ).diagnostics.map(\.summary)
    }
    func change(_ path: String, _ old: String, _ new: String) async throws -> [String] {
      let text = try site.read(path)
      try #require(text.contains(old))
      try site.write(text.replacing(old, with: new), to: path)
      return await build([path])
    }
    let (notes, systems) = ("Content/notes.md", "Content/systems/index.md")
    let told = ["no page shows the query 'watts'"]
    #expect(await build(nil) == [])
    #expect(try await change(systems, Self.chart, "") == [])
    #expect(try await change(notes, Self.table, "") == told)
    #expect(try await change(notes, "It draws", "It takes") == told)
    #expect(try await change(notes, "## A model\n", "## A model\n\n" + Self.table) == [])
  }
}
