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
  private let build: @Sendable () async -> BuildReport
  private let onBuilt: @Sendable (Rebuild) -> Void

  /// Makes a session that calls `build` for each burst of changes in `feed`.
  package init(
    _ live: LivePreview, feed: ChangeFeed, build: @escaping @Sendable () async -> BuildReport,
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
    for await _ in feed.signals {
      retry?.cancel()
      let report = await rebuild(on: executor)
      guard Self.mayPass(report) else {
        failures = 0
        continue
      }
      // No file of the site tells when a disk has room again.
      failures += 1
      let delay = Duration.seconds(min(1 << min(failures, 5), 30))
      retry = Task {
        do {
          try await Task.sleep(for: delay)
          feed.announce([String]())
        } catch {
          // A change came first.
        }
      }
    }
    retry?.cancel()
  }

  private func rebuild(on executor: BuildExecutor) async -> BuildReport {
    let changed = feed.take()
    let start = ContinuousClock.now
    let report = await withTaskExecutorPreference(executor) { await build() }
    live.publish(report)
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
