import Synchronization

/// Hands changes from whoever sees them to the one who rebuilds.
///
/// Changes that come while a build runs are one signal together, so that a flood of them means one
/// more build and not thousands.
package final class ChangeFeed: Sendable {
  /// One element for each burst of changes that nobody has taken yet.
  package let signals: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let pending = Mutex<Set<String>>([])

  /// How many paths are kept; they are only for people to read.
  private static let mostPaths = 1000

  package init() {
    (signals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that something changed: the paths below the site folder, as far as they are known.
  package func announce(_ paths: some Sequence<String> & Sendable) {
    pending.withLock { pending in
      for path in paths where pending.count < Self.mostPaths { pending.insert(path) }
    }
    continuation.yield()
  }

  /// Returns the paths that were announced since the last call, sorted.
  package func take() -> [String] {
    pending.withLock { pending in
      defer { pending = [] }
      return pending.sorted()
    }
  }

  /// Ends the signals.
  package func finish() { continuation.finish() }
}
