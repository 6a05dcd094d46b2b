import Catalog
import Diagnostics
import Foundation
import Pages
import TestSupport
import Testing

@testable import Release

@Suite("Builds after a change")
struct IncrementalTests {
  private func options(_ site: TemporaryFolder) -> BuildOptions {
    BuildOptions(siteFolder: site.path, jobs: 2)
  }

  private func build(
    _ site: TemporaryFolder, memory: BuildMemory? = nil, changed: [String]? = nil
  ) async -> BuildReport {
    await SiteBuilder.build(options(site), isReleasing: true, memory: memory, changed: changed)
  }

  private func words(_ faults: [Diagnostic]) -> String {
    faults.map { "\($0.id.rawValue): \($0.summary)" }.joined(separator: "\n")
  }

  /// Changes one text of a file into another, which must be there.
  private func change(
    _ site: TemporaryFolder, _ path: String, _ old: String, _ new: String
  ) throws {
    let text = try site.read(path)
    try #require(text.contains(old), "\(path) holds no '\(old)'")
    try site.write(text.replacing(old, with: new), to: path)
  }

  @Test func doesNothingWhereNothingChanged() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let first = await build(site)
    #expect(words(first.diagnostics) == "")
    #expect(first.rendered.count == first.pageCount)
    let again = await build(site)
    #expect(again.wasCurrent)
    #expect(again.rendered.isEmpty)
    #expect((again.fileCount, again.byteCount) == (first.fileCount, first.byteCount))
  }

  /// What each change renders, and nothing else.
  @Test(arguments: [
    // A price is on its card's page and on the sheet of the machine that holds the card.
    (
      "Content/Catalog/prices.csv", "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1999,",
      "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1998,",
      ["cards/nvidia-rtx-5090/", "systems/cfg-single-5090-tower/"]
    ),
    ("Content/notes.md", "It draws", "It takes", ["notes/"]),
    // The title is in the navigation of every page.
    (
      "Content/notes.md", "menu: Short notes", "menu: Notes",
      [
        "", "cards/", "cards/amd-rx-7900-xtx/", "cards/nvidia-rtx-3090/", "cards/nvidia-rtx-4090/",
        "cards/nvidia-rtx-5090/", "notes/", "search/", "systems/", "systems/cfg-single-4090-intel/",
        "systems/cfg-single-5090-tower/",
      ]
    ),
    (
      "Content/systems/[configuration].md", "caption: Parts\n", "caption: All parts\n",
      ["systems/cfg-single-4090-intel/", "systems/cfg-single-5090-tower/"]
    ),
    ("Templates/Assets/site.css", "black", "navy", []),
    // A named query is on the pages that show it.
    (
      "Content/Tables/watts.sql", "Board power", "Power of the board", ["notes/", "systems/"]
    ),
    ("Content/Tables/watts.sql", "> 300", "> 301", ["notes/", "systems/"]),
  ])
  func rendersWhatDepends(
    path: String, old: String, new: String, pages: [String]
  ) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await build(site)
    try change(site, path, old, new)
    let report = await build(site)
    #expect(report.wasReleased)
    #expect(report.rendered == pages)
    #expect(words(await SiteBuilder.verify(options(site))) == "")
    try change(site, path, new, old)
    let back = await build(site)
    #expect(back.rendered == pages)
    #expect(words(await SiteBuilder.verify(options(site))) == "")
  }

  /// What a fault was about is as it was for the release: the next change is built over that.
  @Test func forgetsAFaultThatWasTakenBack() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let memory = BuildMemory()
    _ = await build(site, memory: memory)
    let path = "Content/notes.md"
    let notes = try site.read(path)
    try FileManager.default.removeItem(atPath: site.path + "/" + path)
    let broken = await build(site, memory: memory, changed: [path])
    #expect(words(broken.diagnostics).hasPrefix("broken-link: '/notes/'"))
    try site.write(notes, to: path)
    #expect(await build(site, memory: memory).wasCurrent)
    try change(site, "Content/Tables/watts.sql", "> 300", "> 301")
    let next = await build(site, memory: memory, changed: ["Content/Tables/watts.sql"])
    #expect(words(next.diagnostics) == "")
    #expect(next.wasReleased)
    #expect(words(await SiteBuilder.verify(options(site))) == "")
  }

  /// A fault is told of as by a look at everything, though pages that it does not touch stay as they were.
  @Test func tellsOfAFaultWithoutMakingOtherPages() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let first = await build(site)
    let wanted = try site.contents(of: "Output")
    let price = "price-nvidia-rtx-5090-1,nvidia-rtx-5090,"
    try change(site, "Content/Catalog/prices.csv", price + "1999,", price + "a lot,")
    try change(site, "Content/notes.md", "It draws", "It [draws](/nowhere/)")
    let report = await build(site)
    #expect(!report.wasReleased)
    #expect(report.rendered.contains("notes/"))
    #expect(report.rendered.contains("cards/nvidia-rtx-5090/"))
    #expect(!report.rendered.contains("cards/nvidia-rtx-4090/"))
    #expect(report.pageCount == first.pageCount)
    let whole = await SiteBuilder.build(options(site), isReleasing: false)
    #expect(words(report.diagnostics) == words(whole.diagnostics))
    #expect(report.diagnostics.filter { $0.severity == .error }.count == 2)
    #expect(try site.contents(of: "Output") == wanted)
  }

  /// A changed file is on the pages whose template names it, under a name of its own.
  @Test func rendersThePagesThatNameAnAsset() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let page = try site.read("Templates/page.mustache")
    try site.write(
      page.replacing(
        "{{>partials/head}}",
        with: "{{>partials/head}}<link rel=\"stylesheet\" href=\"{{asset(print.css)}}\">"),
      to: "Templates/printed.mustache")
    try site.write("p { background: url(dot.svg) }", to: "Templates/Assets/print.css")
    try site.write("<svg/>", to: "Templates/Assets/dot.svg")
    try change(site, "Content/notes.md", "menu: Short notes", "menu: Notes\ntemplate: printed")
    #expect(words(await build(site).diagnostics) == "")
    let before = try site.read("Output/notes/index.html")
    // The style sheet is another, since a file that it names is.
    try site.write("<svg viewBox=\"0 0 1 1\"/>", to: "Templates/Assets/dot.svg")
    let report = await build(site)
    #expect(report.rendered == ["notes/"])
    #expect(try site.read("Output/notes/index.html") != before)
    #expect(words(await SiteBuilder.verify(options(site))) == "")
  }

  /// A query over a changed column that gives the same rows renders nothing.
  @Test func endsWhereRowsAreAsTheyWere() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    try site.write(
      "---\ntitle: Count\n---\n`=select count(*) from price where price_usd > 100`\n",
      to: "Content/count.md")
    _ = await build(site)
    try change(
      site, "Content/Catalog/prices.csv", "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1999,",
      "price-nvidia-rtx-5090-1,nvidia-rtx-5090,1997,")
    let report = await build(site)
    #expect(!report.rendered.contains("count/"))
    #expect(report.rendered.count == 2)
  }

  /// Pages that name a query are made anew when its rows are others, and only then.
  @Test func followsTheDataOfANamedQuery() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await build(site)
    let path = "Content/Catalog/gpus.csv"
    let text = try site.read(path)
    let line = try #require(text.split(separator: "\n").first { $0.hasPrefix("amd-rx-7900-xtx,") })
    let power = ",355,"
    try #require(line.contains(power))
    try site.write(
      text.replacing(line, with: line.replacing(power, with: ",356,")), to: path)
    let report = await build(site)
    #expect(report.rendered.contains("notes/") && report.rendered.contains("systems/"))
    try site.write(text.replacing(line, with: line.replacing(",355,", with: ",299,")), to: path)
    _ = await build(site)
    try site.write(text.replacing(line, with: line.replacing(",355,", with: ",298,")), to: path)
    let below = await build(site)
    // Below the query's limit the card is on neither page.
    #expect(!below.rendered.contains("notes/") && !below.rendered.contains("systems/"))
    #expect(below.rendered.contains("cards/amd-rx-7900-xtx/"))
    #expect(words(await SiteBuilder.verify(options(site))) == "")
  }

  @Test func makesGoodWhatHappenedToTheOutput() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await build(site)
    let wanted = try site.contents(of: "Output")
    try site.write("damaged", to: "Output/notes/index.html")
    try FileManager.default.removeItem(atPath: site.path + "/Output/systems/index.json")
    let report = await build(site)
    #expect(report.rendered == ["notes/", "systems/"])
    #expect(try site.contents(of: "Output") == wanted)
    try FileManager.default.removeItem(atPath: site.path + "/Output")
    _ = await build(site)
    #expect(try site.contents(of: "Output") == wanted)
  }

  /// A server puts a release together in the one before the last, whose files are further names of
  /// those in the output.
  @Test(arguments: [nil, ["Content/notes.md"]])
  func changesOnlyWhatIsAnotherFromReleaseToRelease(changed: [String]?) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let memory = BuildMemory()
    let notes = "Content/notes.md"
    var wanted: [String: [String: Data]] = [:]
    var last = "It draws"
    for verb in ["It draws", "It takes", "It needs", "It takes", "It draws"] {
      if verb != last { try change(site, notes, last, verb) }
      last = verb
      let path = site.path + "/Output/index.html"
      let before = FileStamp(ofFileAt: path)?.inode
      #expect(await build(site, memory: memory, changed: changed).wasReleased)
      let contents = try site.contents(of: "Output")
      #expect(wanted[verb, default: contents] == contents)
      wanted[verb] = contents
      if let before { #expect(FileStamp(ofFileAt: path)?.inode == before) }
    }
    #expect(words(await SiteBuilder.verify(options(site))) == "")
    // What happens to the folder meanwhile is made good.
    try change(site, "Content/notes.md", "It draws", "It takes")
    let names = try FileManager.default.contentsOfDirectory(atPath: site.path)
    let spare = try #require(names.first { $0.hasPrefix(".Output.staging-") })
    try FileManager.default.removeItem(atPath: site.path + "/\(spare)/index.html")
    try site.write("another", to: "\(spare)/cards/index.html")
    try site.write("mine", to: "Output/.nojekyll")
    #expect(await build(site, memory: memory, changed: changed).wasReleased)
    #expect(try site.read("Output/.nojekyll") == "mine")
    #expect(words(await SiteBuilder.verify(options(site))) == "")
  }

  /// A record that is torn, from another program or of another form is no record.
  @Test(arguments: ["torn", "changed", "empty", "foreign"])
  func noticesARecordThatCannotBeUsed(fault: String) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await build(site)
    let folder = site.path + "/.rigbook"
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let url = URL(fileURLWithPath: folder + "/" + name)
    var bytes = [UInt8](try Data(contentsOf: url))
    switch fault {
    case "torn": bytes.removeLast(bytes.count / 3)
    case "changed": bytes[bytes.count / 2] ^= 0x10
    case "empty": bytes = []
    default: bytes = Array("another program's file, long enough to be looked at".utf8)
    }
    try Data(bytes).write(to: url)
    let report = await build(site)
    #expect(report.rendered.count == report.pageCount)
    #expect(words(await SiteBuilder.verify(options(site))) == "")
    #expect(await build(site).wasCurrent)
  }

  @Test func keepsTheRecordOfWhatStandsWhenABuildFails() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    _ = await build(site)
    let before = try site.contents(of: "Output")
    try change(site, "Content/notes.md", "(/cards/nvidia-rtx-5090/)", "(/cards/none/)")
    let failed = await build(site)
    #expect(failed.diagnostics.map(\.id) == ["broken-link"])
    #expect(try site.contents(of: "Output") == before)
    try change(site, "Content/notes.md", "(/cards/none/)", "(/cards/nvidia-rtx-5090/)")
    #expect(await build(site).wasCurrent)
  }

  @Test func reportsWarningsAgain() async throws {
    let site = try TemporaryFolder(fixture: "machines")
    try site.write("---\ntitle: Partial\n---\n", to: "Content/partial.md")
    try site.write("text\n", to: "Templates/partials/unused.mustache")
    let first = await build(site)
    #expect(first.diagnostics.map(\.id) == ["unused-partial"])
    let again = await build(site)
    #expect(again.wasCurrent)
    #expect(again.diagnostics == first.diagnostics)
    var strict = options(site)
    strict.isStrict = true
    let refused = await SiteBuilder.build(strict, isReleasing: true)
    #expect(!refused.wasReleased && !refused.wasCurrent)
  }

  /// After any change a build gives, byte for byte, what a build from nothing gives.
  ///
  /// `EDITS=5000 swift test --filter equalsACleanBuild` tries more.
  @Test(arguments: 0..<4)
  func equalsACleanBuild(seed: Int) async throws {
    let wanted = ProcessInfo.processInfo.environment["EDITS"].flatMap(Int.init) ?? 160
    let site = try TemporaryFolder(fixture: "machines")
    var edits = RandomEdits(site, seed: UInt64(seed) + 2026)
    // Every other site is built as a server does, by what the builds before knew.
    let memory = seed.isMultiple(of: 2) ? BuildMemory() : nil
    _ = await build(site, memory: memory)
    var releases = 0
    var following = 0
    var log: [String] = []
    for _ in 0..<wanted / 4 {
      log.append(try edits.edit())
      let report = await build(site, memory: memory, changed: edits.takeTouched())
      if report.isFollowing { following += 1 }
      guard report.wasReleased || report.wasCurrent else {
        #expect(report.diagnostics.containsErrors)
        let whole = await SiteBuilder.build(options(site), isReleasing: false)
        #expect(report.diagnostics == whole.diagnostics, "after \(log.suffix(3))")
        try edits.undo()
        continue
      }
      releases += 1
      let faults = await SiteBuilder.verify(options(site))
      #expect(words(faults) == "", "after \(log.suffix(3).joined(separator: "; "))")
      guard faults.isEmpty else { return }
    }
    #expect(releases > wanted / 16)
    #expect(memory == nil || following > wanted / 80)
  }
}
