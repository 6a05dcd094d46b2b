import Foundation
import Pages

/// Watches the folders that a build reads, on a thread of its own, until it is stopped.
package final class SiteWatcher: Sendable {
  /// How changes are noticed.
  package enum Method: Hashable, Sendable {
    /// As the system tells of them; where it cannot, by looking.
    case system
    /// By looking at all files every so often.
    case polling(Duration)
  }

  /// How often files are looked at where the system does not tell.
  package static let usualInterval = Duration.milliseconds(500)

  /// Where changes are announced.
  package let feed: ChangeFeed
  /// Why the system does not tell of changes, where it was asked to.
  package let fault: WatchFault?
  private let end: StopPipe

  /// Begins to watch; what changes from now on is announced.
  package init(
    _ site: String, _ method: Method = .system, debounce: Debounce = .standard,
    feed: ChangeFeed = ChangeFeed()
  ) throws(WatchFault) {
    guard let end = StopPipe() else {
      throw WatchFault(reason: SystemFailure(code: errno).localizedDescription)
    }
    self.end = end
    self.feed = feed
    let source: any ChangeSource
    (source, fault) = Self.source(site, method, end)
    let thread = Thread { Self.watch(source, debounce, feed) }
    thread.name = "watcher"
    thread.start()
  }

  deinit { end.stop() }

  /// Ends the watch and the feed's signals.
  package func stop() {
    end.stop()
    feed.finish()
  }

  private static func source(
    _ site: String, _ method: Method, _ end: StopPipe
  ) -> (any ChangeSource, WatchFault?) {
    switch method {
    case .polling(let interval): return (PollingSource(site, every: interval, end: end), nil)
    case .system:
      #if os(Linux)
        do throws(WatchFault) {
          return (try InotifySource(site, end: end), nil)
        } catch {
          return (PollingSource(site, every: usualInterval, end: end), error)
        }
      #else
        return (PollingSource(site, every: usualInterval, end: end), nil)
      #endif
    }
  }

  private static func watch(_ source: any ChangeSource, _ debounce: Debounce, _ feed: ChangeFeed) {
    var (source, debounce) = (source, debounce)
    var changed: Set<String> = []
    while let paths = source.changes(within: debounce.wait(.now)) {
      if !paths.isEmpty {
        debounce.note(.now, isClosed: source.areClosed)
        changed.formUnion(paths)
      }
      guard let wait = debounce.wait(.now), wait <= .zero else { continue }
      feed.announce(changed)
      changed = []
      debounce.clear()
    }
  }
}
