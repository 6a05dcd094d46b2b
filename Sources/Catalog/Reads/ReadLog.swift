import Synchronization

/// Collects reads from all the code that renders one page.
///
/// One log belongs to one page. It may be shared by tasks: a lock guards it.
package final class ReadLog: Sendable {
  private let reads: Mutex<Set<Read>>

  /// Makes an empty log; `capacity` is how many reads are likely.
  package init(capacity: Int = 0) { reads = Mutex(Set(minimumCapacity: capacity)) }

  /// Notes that the page depends on `read`.
  package func note(_ read: Read) {
    reads.withLock { _ = $0.insert(read) }
  }

  /// Notes that the page depends on all of `list`.
  package func note(_ list: [Read]) {
    reads.withLock { $0.formUnion(list) }
  }

  /// All reads so far, each once, in no order.
  package var unordered: Set<Read> { reads.withLock { $0 } }

  /// All reads so far, each once, in a stable order.
  package var all: [Read] {
    unordered.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
  }
}
