import Catalog
import Diagnostics
import Foundation
import Preview
import Release
import Synchronization

/// A server that builds what it serves.
final class ServeRun: Sendable {
  private let options: BuildOptions
  private let reporter: Reporter
  private let startsReview: Bool
  private let method: SiteWatcher.Method
  /// The release to compare with, as soon as there is one.
  private let baseline: Mutex<Baseline?>
  /// What the last build knew.
  private let memory = BuildMemory()

  init(
    options: BuildOptions, reporter: Reporter, against: String?, startsReview: Bool,
    method: SiteWatcher.Method
  ) {
    self.options = options
    self.reporter = reporter
    self.startsReview = startsReview
    self.method = method
    baseline = Mutex(against.map(Baseline.init(keptIn:)))
  }

  /// Serves until the user ends it.
  func serve(
    at address: PreviewAddress, _ ports: PortChoice,
    onListening: @escaping @Sendable (UInt16) async -> Void
  ) async throws {
    keepBaseline()
    defer { tidyUp() }
    let watcher: SiteWatcher
    do throws(WatchFault) {
      watcher = try SiteWatcher(options.siteFolder, method)
    } catch {
      throw PreviewError.refused(error.reason)
    }
    defer { watcher.stop() }
    if let fault = watcher.fault { reporter.report([ServeFaults.polling(fault)]) }
    let live = LivePreview(.onDisk(options.output))
    let session = PreviewSession(live, feed: watcher.feed, build: rebuild, onBuilt: tell)
    let responder = LiveResponder(
      live, output: options.output, baseline: { [self] in baseline.withLock { $0 } },
      startsReview: startsReview, isOpen: !address.isLoopback,
      onMissing: { watcher.feed.announce(["Output"]) })
    let server = PreviewServer(address: address) { responder.reply(to: $0) }
    let work: @Sendable () async throws -> Void = {
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await session.run() }
        group.addTask { try await server.run(ports, onListening: onListening) }
        defer { group.cancelAll() }
        try await group.next()
      }
    }
    try await Interruption.ends(orElse: tidyUp, work)
  }

  /// The one place where the server builds.
  private func rebuild(_ changed: [String]?) async -> BuildReport {
    await SiteBuilder.build(options, isReleasing: true, memory: memory, changed: changed)
  }

  /// Takes the output as it is for the last release, if there is one and none is known.
  private func keepBaseline() {
    baseline.withLock { baseline in
      guard baseline == nil,
        ServedFolder.onDisk(options.output).kind("index.html") == .file
      else { return }
      do {
        baseline = try Baseline(of: options.output, in: options.siteFolder)
      } catch {
        reporter.report([ServeFaults.noBaseline(error)])
      }
    }
  }

  private func tell(_ rebuild: PreviewSession.Rebuild) {
    let report = rebuild.report
    if report.wasReleased { keepBaseline() }
    reporter.report(report.diagnostics) { report.source($0) }
    if let line = ServeLog.line(rebuild) { reporter.remark(line) }
  }

  /// Removes what only this run needs.
  private func tidyUp() {
    baseline.withLock { $0?.remove() }
    SiteBuilder.keepRecord(of: memory, options)
    SiteBuilder.removeStaging(of: options.output)
  }
}
