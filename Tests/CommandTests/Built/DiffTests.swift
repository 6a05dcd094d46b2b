import Foundation
import TestSupport
import Testing

/// `rigbook diff`, on a site that is built twice with another cell in between.
@Suite struct DiffTests {
  private let site: FixtureSite
  private let before: TemporaryFolder

  init() throws {
    site = try FixtureSite()
    before = try TemporaryFolder()
    try site.replace(
      "publisher: Example", with: "publisher: Example\noutputs: [html, json, markdown, catalog]",
      in: "Content/site.yaml")
    try build(["--output", before.path + "/site"])
  }

  private func build(_ options: [String] = []) throws {
    let result = try BuiltCommand.run(["build", "--site", site.path] + options)
    try #require(result.status == 0, "\(result.report)")
  }

  private func diff(_ options: [String] = []) throws -> BuiltCommand.Result {
    try BuiltCommand.run(
      ["diff", "--site", site.path, "--against", before.path + "/site"] + options)
  }

  /// Gives a card so little memory that its verdict is another.
  private func shrinkCard() throws {
    try site.replace(
      "reading-nvidia-rtx-4090-3,nvidia-rtx-4090,24080",
      with: "reading-nvidia-rtx-4090-3,nvidia-rtx-4090,5000",
      in: "Content/Catalog/gpu-memory-readings.csv")
  }

  @Test func tellsNothingOfTwoBuildsOfTheSameFiles() throws {
    try build()
    #expect(try diff() == .init(output: "Nothing differs.\n", report: "", status: 0))
    #expect(try diff(["--format", "markdown"]).output == "Nothing differs.\n")
    let json = try diff(["--format", "json"]).output
    #expect(json.contains("\"changes\": []") && json.contains("\"catalog\": []"), "\(json)")
  }

  @Test func tellsTheVerdictWithTheCellThatTurnedIt() throws {
    try shrinkCard()
    try build()
    let cell = "memory_reading.reading-nvidia-rtx-4090-3.reported_total_mib"
    let text = try diff()
    #expect(text.status == 0)
    #expect(text.report == "")
    #expect(
      text.output.replacing("\u{A0}", with: " ") == """
        \(cell)  Reported total of reading-nvidia-rtx-4090-3: 24,080 MiB → 5,000 MiB
          verdict  /#table-what-each-card-holds
                   GeForce RTX 4090 · Verdict: fits → does not fit

        1 change of the catalog; 1 verdict on 1 page

        """)
    let markdown = try diff(["--format", "markdown"]).output.replacing("\u{A0}", with: " ")
    #expect(
      markdown.contains(
        "| verdict | /#table-what-each-card-holds | GeForce RTX 4090 · Verdict | fits | does not fit |"
      ),
      "\(markdown)")
    let json = try #require(
      try JSONSerialization.jsonObject(
        with: Data(try diff(["--format", "json"]).output.utf8)) as? [String: Any])
    let changes = try #require(json["changes"] as? [[String: Any]])
    #expect(changes.map { $0["kind"] as? String } == ["verdict"])
    #expect(changes.first?["row"] as? String == "nvidia-rtx-4090")
    #expect(changes.first?["causes"] as? [String] == [cell])
  }

  @Test func recordsChangesForReadersAndTheFeed() throws {
    try shrinkCard()
    try build()
    let record = ["--record", "--as-of", "2026-12-01"]
    #expect(try diff(record).report == "2 changes in Content/Catalog/changes.csv\n")
    #expect(try diff(record).report.hasSuffix("nothing to record\n"))
    try site.replace("catalog]", with: "catalog, feed]", in: "Content/site.yaml")
    try build()
    let feed = try FeedReader(URL(fileURLWithPath: site.path + "/Output/feed.xml"))
    #expect(feed.root == "http://www.w3.org/2005/Atom feed")
    #expect(feed["feed/id"] == ["https://example.com/feed.xml"])
    #expect(feed["feed/updated"] == ["2026-12-01T00:00:00Z"])
    #expect(feed["feed/author/name"] == ["Example"])
    #expect(feed["feed/title"] == ["Small site: what changed"])
    #expect(
      feed["feed/entry/id"] == [
        "https://example.com/feed.xml#change-2026-12-01-001",
        "https://example.com/feed.xml#change-2026-12-01-002",
      ])
    #expect(feed["feed/entry/updated"] == Array(repeating: "2026-12-01T00:00:00Z", count: 2))
    #expect(feed["feed/entry/title"].first == "Cards: GeForce RTX 4090 · Verdict")
    #expect(feed.links.allSatisfy { $0.hasPrefix("https://example.com/") }, "\(feed.links)")
  }

  @Test func comparesWithARevision() throws {
    for command in [
      ["init", "-q"], ["add", "Content", "Templates"],
      ["-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one"],
    ] { try git(command) }
    try shrinkCard()
    try build()
    let result = try BuiltCommand.run(["diff", "--site", site.path, "--against", "HEAD"])
    #expect(result.status == 0, "\(result.report)")
    #expect(result.output.contains("GeForce RTX 4090 · Verdict: fits → does not fit\n"))
    let unknown = try BuiltCommand.run(["diff", "--site", site.path, "--against", "v9"])
    #expect(unknown.status == 1)
    #expect(
      unknown.report.contains("error[unknown-build]: 'v9' is neither a folder nor a revision"))
  }

  private func git(_ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: site.path)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }

  @Test func saysThatTheOutputIsOlderThanTheFiles() throws {
    try build()
    try shrinkCard()
    let result = try diff()
    #expect(result.status == 0)
    #expect(result.output == "Nothing differs.\n")
    #expect(result.report.contains("warning[stale-output]: "), "\(result.report)")
  }

  @Test func saysWhatCannotBeCompared() throws {
    let none = try diff()
    #expect(none.status == 1)
    #expect(none.report.contains("error[not-a-build]: '\(site.path)/Output' is not the output"))
    try build()
    let folder = try BuiltCommand.run(
      ["diff", "--site", site.path, "--against", site.path])
    #expect(folder.status == 1)
    #expect(folder.report.contains("name '\(site.path)/Output'"), "\(folder.report)")
    try site.replace("outputs: [html, json, markdown, catalog]", with: "", in: "Content/site.yaml")
    try build(["--output", before.path + "/bare"])
    let bare = try BuiltCommand.run(
      ["diff", "--site", site.path, "--against", before.path + "/bare"])
    #expect(bare.status == 1)
    #expect(bare.report.contains("error[no-twins]: "), "\(bare.report)")
  }
}
