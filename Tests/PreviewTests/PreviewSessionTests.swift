import Diagnostics
import Foundation
import Release
import Synchronization
import TestSupport
import Testing

@testable import Preview

/// Rebuilding while a site is worked on.
@Suite struct PreviewSessionTests {
  static func site() throws -> TemporaryFolder {
    try TemporaryFolder([
      "Content/site.yaml": "title: Words\nbase_url: https://example.com/\npublisher: Example\n",
      "Content/index.md": "---\ntitle: Home\ndescription: All.\n---\nOne [other](/other/).\n",
      "Content/other.md": "---\ntitle: Other\ndescription: More.\n---\nTwo.\n",
      "Templates/page.mustache":
        "<!doctype html><html><head><title>{{page.title}}</title></head>"
        + "<body>{{{page.content}}}</body></html>\n",
      "Templates/Assets/site.css": "body { margin: 0 }\n",
    ])
  }

  /// A session over a site, with the reports of its builds.
  struct Running: Sendable {
    let folder: TemporaryFolder
    let live: LivePreview
    let responder: LiveResponder
    let reports: AsyncStream<PreviewSession.Rebuild>

    func get(_ path: String) throws -> (status: Int, text: String) {
      var head = try RequestHead(Array("GET \(path) HTTP/1.1".utf8))
      head.fields["host"] = "localhost"
      guard case .response(let response) = responder.reply(to: head) else { return (0, "") }
      switch response.body {
      case .bytes(let bytes): return (response.status, String(decoding: bytes, as: UTF8.self))
      case .file(let location, _):
        return (response.status, try String(contentsOfFile: location, encoding: .utf8))
      case .text(let text): return (response.status, text)
      case .none: return (response.status, "")
      }
    }
  }

  /// Runs a session over a site while `body` runs.
  func running(_ body: @escaping @Sendable (Running) async throws -> Void) async throws {
    let folder = try Self.site()
    let output = folder.path + "/Output"
    let live = LivePreview(.onDisk(output))
    let watcher = try SiteWatcher(folder.path)
    let (reports, continuation) = AsyncStream<PreviewSession.Rebuild>.makeStream()
    let options = BuildOptions(siteFolder: folder.path, jobs: 2)
    let memory = BuildMemory()
    let build: @Sendable ([String]?) async -> BuildReport = { changed in
      await SiteBuilder.build(options, isReleasing: true, memory: memory, changed: changed)
    }
    let session = PreviewSession(live, feed: watcher.feed, build: build) {
      continuation.yield($0)
    }
    let noBaseline: @Sendable () -> Baseline? = { nil }
    let responder = LiveResponder(live, output: output, baseline: noBaseline) {
      watcher.feed.announce(["Output"])
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await session.run() }
      try await body(
        Running(folder: folder, live: live, responder: responder, reports: reports))
      watcher.stop()
      try await group.waitForAll()
    }
  }

  @Test func rendersWhatAChangeTouches() async throws {
    try await running { site in
      var reports = site.reports.makeAsyncIterator()
      #expect(await reports.next()?.report.rendered.count == 2)
      #expect(try site.get("/").text.contains("One"))
      try site.folder.write(
        "---\ntitle: Other\ndescription: More.\n---\nThree.\n", to: "Content/other.md")
      let rebuild = try #require(await reports.next())
      #expect(rebuild.changed == ["Content/other.md"])
      #expect(rebuild.report.rendered == ["other/"])
      #expect(try site.get("/other/").text.contains("Three"))
    }
  }

  /// What breaks the site, and how it is mended.
  @Test(
    arguments: [
      ("Content/index.md", "---\ntitle: [\n---\n"), ("Content/site.yaml", ": : :\n"),
      ("Content/index.md", "---\ntitle: Home\ndescription: All.\n---\n[gone](/nowhere/)\n"),
      ("Templates/page.mustache", "{{#page}}"), ("Templates/page.mustache", nil),
      ("Content/site.yaml", nil), ("Content", nil), ("Templates", nil),
    ] as [(String, String?)])
  func survivesABrokenSite(_ path: String, _ text: String?) async throws {
    try await running { site in
      var reports = site.reports.makeAsyncIterator()
      #expect(await reports.next()?.report.wasReleased == true)
      let before = try site.folder.contents(of: "Output")
      let kept = site.folder.path + "/kept"
      try FileManager.default.copyItem(atPath: site.folder.path + "/" + path, toPath: kept)
      if let text {
        try site.folder.write(text, to: path)
      } else {
        try FileManager.default.removeItem(atPath: site.folder.path + "/" + path)
      }
      // A folder goes file by file, and each may be a build of its own.
      let broken = try #require(await reports.next())
      #expect(!broken.report.wasReleased || text == nil)
      #expect(broken.report.diagnostics.containsErrors)
      #expect(try site.folder.contents(of: "Output") == before)
      #expect(try site.get("/").status == 200)
      try? FileManager.default.removeItem(atPath: site.folder.path + "/" + path)
      try FileManager.default.moveItem(atPath: kept, toPath: site.folder.path + "/" + path)
      var isMended = false
      while !isMended, let rebuild = await reports.next() {
        isMended = rebuild.report.wasCurrent || rebuild.report.wasReleased
      }
      #expect(isMended)
      #expect(try site.folder.contents(of: "Output") == before)
    }
  }

  @Test func makesADeletedOutputAgain() async throws {
    try await running { site in
      var reports = site.reports.makeAsyncIterator()
      #expect(await reports.next()?.report.wasReleased == true)
      try FileManager.default.removeItem(atPath: site.folder.path + "/Output")
      let missing = try site.get("/")
      #expect(missing.status == 404)
      #expect(missing.text.contains("/.rigbook/preview.js?at="))
      #expect(await reports.next()?.report.wasReleased == true)
      #expect(try site.get("/").status == 200)
    }
  }

  @Test func buildsOnceMoreForChangesDuringABuild() async throws {
    let feed = ChangeFeed()
    let running = Mutex((now: 0, most: 0, builds: 0))
    let (started, announce) = AsyncStream<Void>.makeStream()
    let (changed, allChanged) = AsyncStream<Void>.makeStream()
    let session = PreviewSession(LivePreview(.onDisk("/nonexistent")), feed: feed) { _ in
      let count = running.withLock { state in
        state.now += 1
        state.builds += 1
        state.most = max(state.most, state.now)
        return state.builds
      }
      announce.yield()
      if count == 1 { for await _ in changed { break } }
      running.withLock { $0.now -= 1 }
      return BuildReport()
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await session.run() }
      var starts = started.makeAsyncIterator()
      await starts.next()
      for place in 0..<100 { feed.announce(["Content/\(place).md"]) }
      allChanged.yield()
      await starts.next()
      feed.finish()
      await group.waitForAll()
    }
    #expect(running.withLock { $0.most } == 1)
    #expect(running.withLock { $0.builds } == 2)
  }

  @Test func triesAgainWhenTheOutputCannotBeWritten() async throws {
    let feed = ChangeFeed()
    let builds = Mutex(0)
    let session = PreviewSession(LivePreview(.onDisk("/nonexistent")), feed: feed) { _ in
      let count = builds.withLock { builds in
        builds += 1
        return builds
      }
      var report = BuildReport()
      report.diagnostics = [Diagnostic("output-failed", .error, "no space", at: nil)]
      if count > 1 { feed.finish() }
      return report
    }
    await session.run()
    #expect(builds.withLock { $0 } == 2)
  }
}
