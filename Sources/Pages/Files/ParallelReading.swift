import Dispatch
import Synchronization

/// Work on many files at once, as wide as the machine has processors.
package enum ParallelReading {
  /// How many files one task takes; few enough for the tasks to end together.
  private static let share = 64

  /// Returns what `body` makes of each item, in the order of the items.
  package static func map<Item: Sendable, Result: Sendable>(
    _ items: [Item], _ body: @Sendable (Item) -> Result
  ) -> [Result] {
    let count = (items.count + share - 1) / share
    guard count > 1 else { return items.map(body) }
    let parts = Mutex([[Result]](repeating: [], count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let part = items[index * share..<min((index + 1) * share, items.count)].map(body)
      parts.withLock { $0[index] = part }
    }
    return parts.withLock { $0.flatMap(\.self) }
  }
}
