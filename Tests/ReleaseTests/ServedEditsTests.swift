import Catalog
import Diagnostics
import Foundation
import Preview
import Release
import Synchronization
import TestSupport
import Testing

/// A site that is edited while it is served.
@Suite("Edits while a site is served")
struct ServedEditsTests {
  /// A session that builds a site as a server does, and tells of each build.
  private struct Served: Sendable {
    let site: TemporaryFolder
    let rebuilds: AsyncStream<PreviewSession.Rebuild>
    let options: BuildOptions

    /// What differs from a build from nothing, in words.
    func differences() async -> String {
      await SiteBuilder.verify(options).map { "\($0.id.rawValue): \($0.summary)" }
        .joined(separator: "\n")
    }
  }

  private func serving(
    _ body: @escaping @Sendable (Served) async throws -> Void
  ) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let options = BuildOptions(siteFolder: site.path, jobs: 2)
    let memory = BuildMemory()
    let watcher = try SiteWatcher(site.path)
    let (rebuilds, continuation) = AsyncStream<PreviewSession.Rebuild>.makeStream()
    let session = PreviewSession(
      LivePreview(.onDisk(options.output)), feed: watcher.feed,
      build: { changed in
        await SiteBuilder.build(options, isReleasing: true, memory: memory, changed: changed)
      }, onBuilt: { continuation.yield($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await session.run() }
      defer { watcher.stop() }
      try await body(Served(site: site, rebuilds: rebuilds, options: options))
      watcher.stop()
      try await group.waitForAll()
    }
  }

  /// After any edit the output is, byte for byte, what a build from nothing gives.
  ///
  /// `EDITS=5000 swift test --filter ServedEdits` tries more.
  @Test(arguments: 0..<2)
  func giveWhatACleanBuildGives(seed: Int) async throws {
    let wanted = ProcessInfo.processInfo.environment["EDITS"].flatMap(Int.init) ?? 80
    try await serving { served in
      var edits = RandomEdits(served.site, seed: UInt64(seed) + 1789)
      var rebuilds = served.rebuilds.makeAsyncIterator()
      #expect(await rebuilds.next()?.report.wasReleased == true)
      var following = 0
      var log: [String] = []
      for _ in 0..<wanted / 2 {
        log.append(try edits.edit())
        guard let report = await Self.report(&rebuilds, of: edits.takeTouched()) else { continue }
        if report.isFollowing { following += 1 }
        guard report.wasReleased || report.wasCurrent else {
          #expect(report.diagnostics.containsErrors)
          try edits.undo()
          _ = await Self.report(&rebuilds, of: edits.takeTouched())
          continue
        }
        var differences = await served.differences()
        if !differences.isEmpty {
          // Half of a write may have been built. A file that says the same mends nothing else.
          try served.site.write(try served.site.read("Content/site.yaml"), to: "Content/site.yaml")
          _ = await Self.report(&rebuilds, of: ["Content/site.yaml"])
          differences = await served.differences()
        }
        #expect(differences == "", "after \(log.suffix(3).joined(separator: "; "))")
        guard differences.isEmpty else { return }
      }
      #expect(following > 0)
    }
  }

  /// Returns the report of the build that has seen all of some files, or `nil` where there are none.
  private static func report(
    _ rebuilds: inout AsyncStream<PreviewSession.Rebuild>.AsyncIterator, of paths: [String]
  ) async -> BuildReport? {
    var missing = Set(paths)
    var last: BuildReport?
    while !missing.isEmpty, let rebuild = await rebuilds.next() {
      missing.subtract(rebuild.changed)
      last = rebuild.report
    }
    return last
  }
}
