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
    let journal: Journal
    let options: BuildOptions

    /// What differs from a build from nothing, in words.
    func differences() async -> String {
      await SiteBuilder.verify(options).map { "\($0.id.rawValue): \($0.summary)" }
        .joined(separator: "\n")
    }
  }

  /// The rebuilds of a session that nobody has asked for yet.
  private final class Journal: Sendable {
    private let rebuilds = Mutex<[PreviewSession.Rebuild]>([])

    /// Other tests may keep all threads busy for minutes.
    private static let longest = Duration.seconds(1200)
    /// A full look follows after one second of quiet: what is not told of in this time after a build
    /// is part of what that looked at.
    private static let rest = Duration.seconds(20)

    func add(_ rebuild: PreviewSession.Rebuild) { rebuilds.withLock { $0.append(rebuild) } }

    /// Returns the report of the build that has seen all of some files; where the watcher tells of no
    /// more, the last one, if there was any.
    func report(of paths: [String]) async throws -> BuildReport? {
      var missing = Set(paths)
      return try await report { rebuild in
        missing.subtract(rebuild.changed)
        return missing.isEmpty
      }
    }

    /// Returns the report of the next build for which something holds.
    func report(where isWanted: (PreviewSession.Rebuild) -> Bool) async throws -> BuildReport? {
      var end = ContinuousClock.now + Self.longest
      var last: BuildReport?
      while ContinuousClock.now < end {
        let next = rebuilds.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let next else {
          try await Task.sleep(for: .milliseconds(5))
          continue
        }
        last = next.report
        if isWanted(next) { break }
        end = min(end, .now + Self.rest)
      }
      return last
    }
  }

  private func serving(
    _ body: @escaping @Sendable (Served) async throws -> Void
  ) async throws {
    let site = try TemporaryFolder(fixture: "machines")
    let options = BuildOptions(siteFolder: site.path, jobs: 2)
    let memory = BuildMemory()
    let watcher = try SiteWatcher(site.path)
    let journal = Journal()
    let session = PreviewSession(
      LivePreview(.onDisk(options.output)), feed: watcher.feed,
      build: { changed in
        await SiteBuilder.build(options, isReleasing: true, memory: memory, changed: changed)
      }, onBuilt: { journal.add($0) })
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await session.run() }
      defer { watcher.stop() }
      try await body(Served(site: site, journal: journal, options: options))
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
      let journal = served.journal
      #expect(try await journal.report { _ in true }?.wasReleased == true)
      var following = 0
      var log: [String] = []
      for _ in 0..<wanted / 2 {
        log.append(try edits.edit())
        let touched = edits.takeTouched()
        guard !touched.isEmpty else { continue }
        let report = try await journal.report(of: touched)
        if report?.isFollowing == true { following += 1 }
        if let report, !report.wasReleased, !report.wasCurrent {
          #expect(report.diagnostics.containsErrors)
          try edits.undo()
          _ = try await journal.report(of: edits.takeTouched())
          continue
        }
        var differences = await served.differences()
        if !differences.isEmpty {
          // Half of a write may have been built. A file that says the same mends nothing else.
          try served.site.write(try served.site.read("Content/site.yaml"), to: "Content/site.yaml")
          _ = try await journal.report(of: ["Content/site.yaml"])
          differences = await served.differences()
        }
        #expect(differences == "", "after \(log.suffix(3).joined(separator: "; "))")
        guard differences.isEmpty else { return }
      }
      #expect(following > 0)
    }
  }
}
