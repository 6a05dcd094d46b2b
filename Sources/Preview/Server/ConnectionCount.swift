import Synchronization

/// How many connections there are.
final class ConnectionCount: Sendable {
  private let most: Int
  private let count = Mutex(0)

  init(most: Int) { self.most = most }

  /// Takes a place, or returns `false` where all are taken.
  func enter() -> Bool {
    count.withLock { count in
      guard count < most else { return false }
      count += 1
      return true
    }
  }

  /// Gives a place back.
  func leave() { count.withLock { $0 -= 1 } }
}
