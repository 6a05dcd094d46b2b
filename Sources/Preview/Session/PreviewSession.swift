import Diagnostics
import Foundation
package import Release

/// Rebuilds a site whenever something of it changes, one build at a time, and tells browsers.
package struct PreviewSession: Sendable {
  /// One rebuild, for whoever wants to tell of it.
  package struct Rebuild: Sendable {
    /// The paths whose changes led to it, as far as they are known.
    package var changed: [String]
    package var report: BuildReport
    package var time: Duration
  }

  private let live: LivePreview
  private let feed: ChangeFeed
  private let build: @Sendable (_ changed: [String]?) async -> BuildReport
  private let onBuilt: @Sendable (Rebuild) -> Void

  /// Makes a session that calls `build` for each burst of changes in `feed`, with the paths of what
  /// changed where these are known.
  package init(
    _ live: LivePreview, feed: ChangeFeed,
    build: @escaping @Sendable (_ changed: [String]?) async -> BuildReport,
    onBuilt: @escaping @Sendable (Rebuild) -> Void = { _ in }
  ) {
    self.live = live
    self.feed = feed
    self.build = build
    self.onBuilt = onBuilt
  }

  /// Builds once, and again after each change until the feed ends or the task is cancelled. What
  /// changes during a build leads to another one after it.
  package func run() async {
    let executor = BuildExecutor(threads: ProcessInfo.processInfo.activeProcessorCount)
    defer { executor.stop() }
    feed.announce([String]())
    var failures = 0
    var retry: Task<Void, Never>?
    var isFirst = true
    for await _ in feed.signals {
      retry?.cancel()
      let report = await rebuild(on: executor, isFirst: isFirst)
      isFirst = false
      if Self.mayPass(report) {
        // No file of the site tells when a disk has room again.
        failures += 1
        retry = lookAgain(after: .seconds(min(1 << min(failures, 5), 30)))
      } else {
        failures = 0
        if report.isFollowing || report.wasReleased { retry = lookAgain(after: Self.rest) }
      }
    }
    retry?.cancel()
  }

  /// How long nothing must change before all files are looked at, those too that nobody told of. What
  /// the next build can use is made then, too.
  private static let rest = Duration.seconds(1)

  /// Builds again after a time, whatever changed.
  private func lookAgain(after delay: Duration) -> Task<Void, Never> {
    Task {
      do {
        try await Task.sleep(for: delay)
        feed.announce([String]())
      } catch {
        // A change came first.
      }
    }
  }

  private func rebuild(on executor: BuildExecutor, isFirst: Bool) async -> BuildReport {
    let changes = feed.take()
    let changed = changes.paths.sorted()
    let start = ContinuousClock.now
    let report = await withTaskExecutorPreference(executor) {
      await build(changes.all)
    }
    live.publish(report)
    // That all is as it was told already is no news.
    if !isFirst, changed.isEmpty, report.wasCurrent { return report }
    onBuilt(Rebuild(changed: changed, report: report, time: start.duration(to: .now)))
    return report
  }

  /// Whether a build failed for something outside the site, which can pass without a change to it.
  private static func mayPass(_ report: BuildReport) -> Bool {
    report.diagnostics.contains { outside.contains($0.id) && $0.severity == .error }
  }

  private static let outside: Set<Diagnostic.Identifier> = [
    "output-failed", "foreign-output", "database-failed",
  ]
}
