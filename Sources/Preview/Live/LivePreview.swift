import Diagnostics
import Foundation
package import Release
import Synchronization

/// What builds tell browsers: how new the output is, what changed, and what is wrong.
package final class LivePreview: Sendable {
  private struct State {
    var journal = ChangeJournal()
    /// What the build before found.
    var isFaulty = false
    var diagnostics: [Diagnostic] = []
    /// The files that the diagnostics point into, by path; no more of a site is kept.
    var sources: [String: SourceFile] = [:]
    /// The files that are no pages and that browsers asked for, with their entity tags.
    var served: [String: String] = [:]
    var subscribers: [UUID: AsyncStream<Void>.Continuation] = [:]
  }

  private let folder: ServedFolder
  /// Another one for each run of the server, so that no browser takes its versions for those of
  /// another run.
  private let session = String(UInt64.random(in: .min ... .max), radix: 36)
  private let state = Mutex(State())

  /// How many served files are remembered; pages load a few each.
  private static let mostServed = 10_000

  package init(_ folder: ServedFolder) { self.folder = folder }

  /// The version of the output, as pages carry it.
  package var mark: String { state.withLock { mark($0.journal.version) } }

  private func mark(_ version: Int) -> String { "\(session)-\(version)" }

  /// Remembers a file that a browser has now, to tell when it is another.
  package func noteServed(_ path: String, tag: String) {
    state.withLock { state in
      guard state.served.count < Self.mostServed || state.served[path] != nil else { return }
      state.served[path] = tag
    }
  }

  /// Tells all browsers what came of a build. What changed nothing is not told.
  package func publish(_ report: BuildReport) {
    let isFaulty = !report.wasReleased && !report.wasCurrent
    let subscribers = state.withLock { state -> [AsyncStream<Void>.Continuation] in
      var changes = PageChanges.none
      if report.wasReleased {
        let isAll = report.rendered.count >= report.pageCount
        changes = PageChanges(
          pages: isAll ? nil : Set(report.rendered), assets: changedAssets(&state))
      }
      let isNews =
        changes != .none || isFaulty != state.isFaulty || report.diagnostics != state.diagnostics
      guard isNews else { return [] }
      state.journal.add(changes)
      state.isFaulty = isFaulty
      state.diagnostics = report.diagnostics
      state.sources = Self.sources(report)
      return Array(state.subscribers.values)
    }
    for subscriber in subscribers { subscriber.yield() }
  }

  private static func sources(_ report: BuildReport) -> [String: SourceFile] {
    let spans = report.diagnostics.flatMap { [$0.span] + $0.notes.map(\.span) }
    let paths = Set(spans.compactMap { $0?.file })
    return Dictionary(
      paths.compactMap { path in report.source(path).map { (path, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  private func changedAssets(_ state: inout State) -> Set<String> {
    var changed: Set<String> = []
    for (path, tag) in state.served {
      let now = folder.file(path).map { EntityTag.of($0.version) }
      guard now != tag else { continue }
      state.served[path] = now
      // What is gone has another name now, which its pages say.
      if now != nil { changed.insert(path) }
    }
    return changed
  }

  /// Returns the events for a browser that has seen those up to `mark`: first how things stand, then
  /// what comes.
  package func events(since mark: String?) -> EventStream {
    let id = UUID()
    let (signals, continuation) = AsyncStream<Void>.makeStream(
      bufferingPolicy: .bufferingNewest(1))
    continuation.onTermination = { [weak self] _ in
      self?.state.withLock { _ = $0.subscribers.removeValue(forKey: id) }
    }
    state.withLock { $0.subscribers[id] = continuation }
    continuation.yield()
    let seen = Mutex(version(of: mark))
    let isFirst = Mutex(true)
    let news: @Sendable () -> [UInt8] = { [self] in
      let first = isFirst.withLock { first in
        defer { first = false }
        return first
      }
      return self.news(since: seen, evenWithoutAny: first)
    }
    return EventStream(signals: signals, wake: { continuation.yield() }, news: news)
  }

  /// Returns the version in a mark of this session, or one that no browser can have seen.
  private func version(of mark: String?) -> Int {
    guard let mark, mark.hasPrefix(session + "-") else { return -1 }
    return Int(mark.dropFirst(session.utf8.count + 1)) ?? -1
  }

  private func news(since seen: borrowing Mutex<Int>, evenWithoutAny: Bool) -> [UInt8] {
    let event = state.withLock { state -> PreviewEvent? in
      let before = seen.withLock { seen in
        defer { seen = state.journal.version }
        return seen
      }
      guard before != state.journal.version || evenWithoutAny else { return nil }
      let changes = before < 0 ? .all : state.journal.changes(since: before)
      let sources = state.sources
      return PreviewEvent(
        mark: mark(state.journal.version), isFaulty: state.isFaulty, changes: changes,
        diagnostics: state.diagnostics, source: { sources[$0] })
    }
    return event?.bytes ?? []
  }
}
