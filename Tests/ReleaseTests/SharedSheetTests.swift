import Diagnostics
import Foundation
import TestSupport
import Testing

@testable import Release

/// Sheets of machines with the same cards, whose tables are written once for all of them.
struct SharedSheetTests {
  /// The fixture's two machines, each under several names, with a table of what runs on them.
  private func site() throws -> TemporaryFolder {
    let site = try TemporaryFolder(fixture: "machines")
    let machines = try site.read("Content/Catalog/configurations.yaml")
    var all = ""
    for number in 1...6 {
      all += machines.replacing("- id: cfg-", with: "- id: cfg-\(number)-")
        .replacing("\n  name: One", with: "\n  name: Number \(number), one")
    }
    try site.write(all, to: "Content/Catalog/configurations.yaml")
    let sheet = "Content/systems/[configuration].md"
    try site.write(
      try site.read(sheet) + """

        ```=table
        caption: What runs
        id: runs
        ---
        select m.name, need_gib(m.id, 'Q4_K_M', 8192, 1) as need_gib,
          verdict(m.id, 'Q4_K_M', 8192, 1, c.gpu_id, c.gpu_count) as verdict,
          margin_gib(m.id, 'Q4_K_M', 8192, 1, c.gpu_id, c.gpu_count) as margin_gib
        from configuration c join model m where c.id = :id order by m.name
        ```
        """, to: sheet)
    return site
  }

  /// One worker makes all sheets and meets each card six times.
  private func build(_ site: TemporaryFolder) async -> BuildReport {
    await SiteBuilder.build(BuildOptions(siteFolder: site.path, jobs: 1), isReleasing: true)
  }

  /// A build by twelve workers, each of which makes about one.
  private func faults(_ site: TemporaryFolder) async -> [String] {
    await SiteBuilder.verify(BuildOptions(siteFolder: site.path, jobs: 12)).map(\.summary)
  }

  private func change(
    _ site: TemporaryFolder, _ file: String, _ old: String, _ new: String
  ) throws {
    let path = "Content/Catalog/" + file
    let text = try site.read(path)
    try #require(text.contains(old))
    try site.write(text.replacing(old, with: new), to: path)
  }

  @Test func areThoseOfAWorkerOfTheirOwn() async throws {
    let site = try site()
    let report = await build(site)
    #expect(report.diagnostics.map(\.summary) == [])
    #expect(await faults(site) == [])
    let sheet = try site.read("Output/systems/cfg-6-single-5090-tower/index.html")
    #expect(sheet.contains("<a href=\"#a.1\">"))
    #expect(sheet.contains("<li id=\"a.1\">"))
    #expect(sheet.contains("where c.id = 'cfg-6-single-5090-tower'"))
  }

  /// What a sheet took from another one counts as read by it.
  @Test(arguments: [
    ("gpus.csv", "GeForce RTX 5090,", "GeForce RTX 5090 OC,", "5090"),
    ("language-models.csv", "Llama 3.1 8B,", "Llama 3.1 8B Base,", ""),
  ])
  func areRenderedForWhatTheyShare(
    file: String, old: String, new: String, card: String
  ) async throws {
    let site = try site()
    _ = await build(site)
    try change(site, file, old, new)
    let report = await build(site)
    let sheets = (1...6).flatMap { number in
      ["systems/cfg-\(number)-single-4090-intel/", "systems/cfg-\(number)-single-5090-tower/"]
    }
    #expect(
      Set(report.rendered).intersection(sheets)
        == Set(sheets.filter { $0.contains(card) || card.isEmpty }))
    #expect(await faults(site) == [])
  }

  /// What sheets read together is in the record once, and only as long as a sheet has it.
  @Test func areRecordedOnce() async throws {
    let site = try site()
    _ = await build(site)
    let first = try groups(site)
    try #require(!first.used.isEmpty)
    #expect(first.used == Set(first.groups.indices))
    #expect(Set(first.groups).count == first.groups.count)
    try change(site, "gpus.csv", "GeForce RTX 5090,", "GeForce RTX 5090 OC,")
    _ = await build(site)
    let second = try groups(site)
    #expect(second.groups.count > second.used.count)
    for (number, group) in second.groups.enumerated() {
      #expect(group.isEmpty == !second.used.contains(number))
    }
  }

  /// Returns the groups of reads in the record of a site, and the numbers of those that pages have.
  private func groups(_ site: TemporaryFolder) throws -> (groups: [[UInt8]], used: Set<Int>) {
    let build = SiteBuild(BuildOptions(siteFolder: site.path, jobs: 1), isReleasing: true)
    let record = try #require(build.record)
    var used: Set<Int> = []
    for part in record.pages.values {
      var reader = RecordReader(part, names: record.names)
      let groups = try reader.pageGroups()
      used.formUnion(groups)
      for group in groups { #expect(try !record.reads(ofGroup: group).isEmpty) }
    }
    return (record.groups.map(\.ownBytes), used)
  }
}
