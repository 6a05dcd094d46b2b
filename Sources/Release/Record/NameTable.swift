import Catalog
import Synchronization

/// Numbers texts, each text once, so that a record holds it once.
final class NameTable: Sendable {
  private struct State {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    /// The numbers of a query's text and of the columns that it reads.
    var queries: [Query: [Int]] = [:]
    /// Groups of reads as a record holds them.
    var groups: [ObjectIdentifier: Group] = [:]

    mutating func number(of name: String) -> Int {
      if let number = numbers[name] { return number }
      let number = names.count
      numbers[name] = number
      names.append(name)
      return number
    }
  }

  /// A query as a key. The texts are mostly the same strings in memory, which is seen without a look
  /// at their bytes; hashing would take all of them.
  private struct Query: Hashable {
    var sql: String
    var columns: [String]

    func hash(into hasher: inout Hasher) { hasher.combine(sql.utf8.count) }
  }

  /// A group, which lives as long as its bytes are known by it.
  private struct Group {
    var group: ReadGroup
    var bytes: [UInt8]
  }

  private static let mostGroups = 4000
  private let state: Mutex<State>

  /// Begins with texts that have their numbers already.
  init(_ names: [String] = []) {
    state = Mutex(
      State(
        numbers: Dictionary(
          names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }),
        names: names))
  }

  /// Returns the number of a text.
  func number(of name: String) -> Int {
    state.withLock { $0.number(of: name) }
  }

  /// Returns the numbers of a query's text and of the columns that it reads, in that order.
  func numbers(ofQuery sql: String, reading columns: [String]) -> [Int] {
    state.withLock { state in
      let query = Query(sql: sql, columns: columns)
      if let numbers = state.queries[query] { return numbers }
      let numbers = ([sql] + columns).map { state.number(of: $0) }
      state.queries[query] = numbers
      return numbers
    }
  }

  /// Returns the bytes of a group of reads, which `make` makes where they are not known.
  func bytes(of group: ReadGroup, make: () -> [UInt8]) -> [UInt8] {
    let key = ObjectIdentifier(group)
    if let known = state.withLock({ $0.groups[key]?.bytes }) { return known }
    let bytes = make()
    state.withLock { state in
      if state.groups.count >= Self.mostGroups { state.groups.removeAll() }
      state.groups[key] = Group(group: group, bytes: bytes)
    }
    return bytes
  }

  /// All texts, in the order of their numbers.
  var names: [String] { state.withLock { $0.names } }
}
