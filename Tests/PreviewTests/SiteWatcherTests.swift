import Foundation
import TestSupport
import Testing

@testable import Preview

/// Real folders, watched both ways.
@Suite struct SiteWatcherTests {
  static let methods: [SiteWatcher.Method] = [.system, .polling(.milliseconds(20))]

  func site() throws -> TemporaryFolder {
    try TemporaryFolder([
      "Content/index.md": "one", "Content/gpu/index.md": "two", "Templates/page.mustache": "three",
      "Output/index.html": "four",
    ])
  }

  /// How often is looked for what is to be announced: so often, and not so long, because other tests
  /// keep this one waiting.
  static let looks = 2000
  static let pause = Duration.milliseconds(10)

  /// Returns whether all of `paths` are announced in time.
  func announces(_ watcher: SiteWatcher, _ paths: Set<String>) async -> Bool {
    var missing = paths
    for _ in 0..<Self.looks {
      missing.subtract(watcher.feed.take().paths)
      if missing.isEmpty { return true }
      try? await Task.sleep(for: Self.pause)
    }
    return false
  }

  /// Has a change made, and expects these paths of it.
  func expect(
    _ paths: Set<String>, _ method: SiteWatcher.Method,
    after change: (_ folder: TemporaryFolder) throws -> Void
  ) async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path, method)
    defer { watcher.stop() }
    #expect(watcher.fault == nil)
    try change(folder)
    #expect(await announces(watcher, paths), "not all of \(paths.sorted()) announced")
  }

  @Test(arguments: methods)
  func noticesFileWrittenInPlace(_ method: SiteWatcher.Method) async throws {
    try await expect(["Content/index.md"], method) { folder in
      let file = try #require(FileHandle(forWritingAtPath: folder.path + "/Content/index.md"))
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: Data("other words".utf8))
      try file.close()
    }
  }

  @Test(arguments: methods)
  func noticesFileRenamedOverAnother(_ method: SiteWatcher.Method) async throws {
    try await expect(["Content/gpu/index.md"], method) { folder in
      try folder.write("other words", to: "Content/gpu/.index.md.part")
      let path = folder.path + "/Content/gpu/"
      #expect(rename(path + ".index.md.part", path + "index.md") == 0)
    }
  }

  @Test(arguments: methods)
  func noticesDeletedAndMovedFiles(_ method: SiteWatcher.Method) async throws {
    try await expect(["Templates/page.mustache", "Content/index.md", "Content/moved.md"], method) {
      folder in
      try FileManager.default.removeItem(atPath: folder.path + "/Templates/page.mustache")
      try FileManager.default.moveItem(
        atPath: folder.path + "/Content/index.md", toPath: folder.path + "/Content/moved.md")
    }
  }

  @Test(arguments: methods)
  func noticesWhatIsWrittenIntoNewFolders(_ method: SiteWatcher.Method) async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path, method)
    defer { watcher.stop() }
    try folder.write("a", to: "elsewhere/deep/a.md")
    try FileManager.default.moveItem(
      atPath: folder.path + "/elsewhere", toPath: folder.path + "/Content/new")
    let first = method == .system ? "Content/new" : "Content/new/deep/a.md"
    #expect(await announces(watcher, [first]))
    try folder.write("other", to: "Content/new/deep/a.md")
    #expect(await announces(watcher, ["Content/new/deep/a.md"]))
  }

  @Test(arguments: methods)
  func noticesContentThatComesBack(_ method: SiteWatcher.Method) async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path, method)
    defer { watcher.stop() }
    try FileManager.default.removeItem(atPath: folder.path + "/Content")
    #expect(await announces(watcher, [method == .system ? "Content" : "Content/index.md"]))
    try folder.write("back", to: "Content/index.md")
    try folder.write("back", to: "Content/gpu/index.md")
    #expect(
      await announces(watcher, [method == .system ? "Content" : "Content/gpu/index.md"]))
    try folder.write("and changed", to: "Content/gpu/index.md")
    #expect(await announces(watcher, ["Content/gpu/index.md"]))
  }

  @Test func noticesSiteFolderThatIsReplaced() async throws {
    let folder = try TemporaryFolder([
      "site/Content/index.md": "one", "other/Content/index.md": "two",
    ])
    let watcher = try SiteWatcher(folder.path + "/site")
    defer { watcher.stop() }
    let manager = FileManager.default
    try manager.moveItem(atPath: folder.path + "/site", toPath: folder.path + "/old")
    try await Task.sleep(for: .milliseconds(50))
    try manager.moveItem(atPath: folder.path + "/other", toPath: folder.path + "/site")
    #expect(await announces(watcher, ["Content"]))
    try folder.write("three", to: "site/Content/index.md")
    #expect(await announces(watcher, ["Content/index.md"]))
    _ = watcher.feed.take()
    try folder.write("four", to: "old/Content/index.md")
    try await Task.sleep(for: .milliseconds(200))
    #expect(watcher.feed.take().paths == [])
  }

  @Test(arguments: methods)
  func passesOverDroppingsOfEditorsAndTheOutput(_ method: SiteWatcher.Method) async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path, method)
    defer { watcher.stop() }
    for name in [
      "Content/.index.md.swp", "Content/index.md~", "Content/#index.md#", "Content/.#index.md",
      "Content/gpu/.git/config", "Output/index.html", "README.md", "Content/x.swp",
    ] {
      try folder.write("x", to: name)
    }
    try await Task.sleep(for: .milliseconds(200))
    try folder.write("last", to: "Content/last.md")
    var seen: Set<String> = []
    for _ in 0..<Self.looks where !seen.contains("Content/last.md") {
      seen.formUnion(watcher.feed.take().paths)
      try await Task.sleep(for: Self.pause)
    }
    #expect(seen == ["Content/last.md"])
  }

  @Test(arguments: methods)
  func survivesFloodOfEvents(_ method: SiteWatcher.Method) async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path, method)
    defer { watcher.stop() }
    for place in 0..<60 {
      let path = folder.path + "/Content/flood-\(place % 7).md"
      for _ in 0..<30 {
        try Data("words \(place)".utf8).write(to: URL(fileURLWithPath: path))
        #expect(unlink(path) == 0)
      }
    }
    try folder.write("calm", to: "Content/gpu/deeper/after.md")
    try await Task.sleep(for: .milliseconds(200))
    _ = watcher.feed.take()
    try folder.write("changed", to: "Content/gpu/deeper/after.md")
    #expect(await announces(watcher, ["Content/gpu/deeper/after.md"]))
  }

  #if os(Linux)
    @Test func knowsWhetherAFileIsStillOpen() throws {
      let folder = try site()
      try folder.write("a", to: "Content/a.md")
      let end = try #require(StopPipe())
      var source = try InotifySource(folder.path, end: end)
      #expect(source.areClosed)
      let file = open(folder.path + "/Content/a.md", O_WRONLY | O_TRUNC)
      #expect(write(file, "b", 1) == 1)
      #expect(source.changes(within: .seconds(20)) == ["Content/a.md"])
      #expect(!source.areClosed)
      close(file)
      #expect(source.changes(within: .seconds(20)) == ["Content/a.md"])
      #expect(source.areClosed)
    }

    /// A queue that is full, usually at 16,384 events, loses more: then everything counts as changed.
    @Test func looksAtEverythingAfterALoss() throws {
      let folder = try site()
      let end = try #require(StopPipe())
      var source = try InotifySource(folder.path, end: end)
      for place in 0..<6000 {
        let path = folder.path + "/Content/\(place).md"
        #expect(FileManager.default.createFile(atPath: path, contents: Data("words".utf8)))
        #expect(unlink(path) == 0)
      }
      // Nobody has been told of this folder.
      try folder.write("a", to: "Content/late/a.md")
      var paths: Set<String> = []
      while let more = source.changes(within: .milliseconds(100)), !more.isEmpty {
        paths.formUnion(more)
      }
      #expect(paths.isSuperset(of: ["Content", "Templates"]))
      try folder.write("b", to: "Content/late/a.md")
      #expect(source.changes(within: .seconds(20)) == ["Content/late/a.md"])
    }
  #endif

  @Test func endsItsSignals() async throws {
    let folder = try site()
    let watcher = try SiteWatcher(folder.path)
    watcher.stop()
    for await _ in watcher.feed.signals {}
    try folder.write("late", to: "Content/index.md")
    try await Task.sleep(for: .milliseconds(100))
    #expect(watcher.feed.take().paths == [])
  }
}
