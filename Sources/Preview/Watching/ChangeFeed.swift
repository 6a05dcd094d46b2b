import Synchronization

/// Hands changes from whoever sees them to the one who rebuilds.
///
/// Changes that come while a build runs are one signal together, so that a flood of them means one
/// more build and not thousands.
package final class ChangeFeed: Sendable {
  /// One element for each burst of changes that nobody has taken yet.
  package let signals: AsyncStream<Void>
  private let continuation: AsyncStream<Void>.Continuation
  private let pending = Mutex(Changes())

  /// What changed since somebody asked last.
  package struct Changes: Hashable, Sendable {
    /// The paths below the site folder, as far as they are known.
    package var paths: Set<String> = []
    /// Whether more changed than is told.
    package var isCut = false

    /// The paths, sorted, where nothing else is known to have changed; `nil` where all must be looked at.
    package var all: [String]? { isCut || paths.isEmpty ? nil : paths.sorted() }
  }

  /// How many paths are kept: where more changed, all are looked at.
  private static let mostPaths = 1000

  package init() {
    (signals, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Says that something changed: the paths below the site folder, or none where somebody wants to look
  /// whether something did.
  package func announce(_ paths: some Collection<String> & Sendable) {
    pending.withLock { pending in
      for path in paths {
        if pending.paths.count < Self.mostPaths {
          pending.paths.insert(path)
        } else if !pending.paths.contains(path) {
          pending.isCut = true
        }
      }
    }
    continuation.yield()
  }

  /// Returns what was announced since the last call.
  package func take() -> Changes {
    pending.withLock { pending in
      defer { pending = Changes() }
      return pending
    }
  }

  /// Ends the signals.
  package func finish() { continuation.finish() }
}
