import Synchronization

/// Collects reads from all the code that renders one page.
///
/// One log belongs to one page. It may be shared by tasks: a lock guards it.
package final class ReadLog: Sendable {
  /// What a page read, as it was noted: a read may be in several parts.
  package struct Parts: Sendable {
    package var single: Set<Read>
    package var groups: [ReadGroup] = []

    package init(_ single: Set<Read> = []) { self.single = single }
  }

  private let noted: Mutex<Parts>

  /// Makes an empty log; `capacity` is how many reads are likely.
  package init(capacity: Int = 0) { noted = Mutex(Parts(Set(minimumCapacity: capacity))) }

  /// Notes that the page depends on `read`.
  package func note(_ read: Read) {
    noted.withLock { _ = $0.single.insert(read) }
  }

  /// Notes that the page depends on all of `reads`.
  package func note(_ reads: Set<Read>) {
    noted.withLock { $0.single.formUnion(reads) }
  }

  /// Notes that the page depends on all reads of a group.
  package func note(_ group: ReadGroup) {
    noted.withLock { noted in
      if !noted.groups.contains(where: { $0 === group }) { noted.groups.append(group) }
    }
  }

  package var parts: Parts { noted.withLock { $0 } }

  /// All reads so far, each once, in no order.
  package var unordered: Set<Read> {
    let parts = parts
    return parts.groups.reduce(into: parts.single) { $0.formUnion($1.reads) }
  }

  /// All reads so far, each once, in a stable order.
  package var all: [Read] {
    unordered.sorted { $0.sortKey.lexicographicallyPrecedes($1.sortKey) }
  }
}
