import Catalog
import Synchronization

/// Numbers texts, each text once, so that a record holds it once.
final class NameTable: Sendable {
  private struct State {
    var numbers: [String: Int] = [:]
    var names: [String] = []
    /// The numbers of a query's text and of the columns that it reads.
    var queries: [Query: [Int]] = [:]
    /// Groups of reads that have their numbers.
    var groups: [ObjectIdentifier: Group] = [:]
    /// Groups of reads as a record holds them, in the order of their numbers.
    var groupBytes: [[UInt8]] = []
    /// The numbers of groups by their bytes, once somebody has asked.
    var groupNumbers: [[UInt8]: Int]?

    /// Returns the number of a group by its bytes: workers make groups of their own that say the same.
    mutating func number(ofGroup bytes: [UInt8]) -> Int {
      var numbers =
        groupNumbers
        ?? Dictionary(
          groupBytes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
      groupNumbers = nil
      defer { groupNumbers = numbers }
      if let number = numbers[bytes] { return number }
      numbers[bytes] = groupBytes.count
      groupBytes.append(bytes)
      return groupBytes.count - 1
    }

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

  /// A group, which lives as long as its number is known by it.
  private struct Group {
    var group: ReadGroup
    var number: Int
  }

  private static let mostGroups = 4000
  private let state: Mutex<State>

  /// Begins with texts and groups that have their numbers already.
  init(_ names: [String] = [], groups: [[UInt8]] = []) {
    state = Mutex(
      State(
        numbers: Dictionary(
          names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first }),
        names: names, groupBytes: groups))
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

  /// Returns the number of a group of reads, whose bytes `make` makes where it has none.
  func number(of group: ReadGroup, make: () -> [UInt8]) -> Int {
    let key = ObjectIdentifier(group)
    if let known = state.withLock({ $0.groups[key]?.number }) { return known }
    let bytes = make()
    return state.withLock { state in
      let number = state.number(ofGroup: bytes)
      if state.groups.count >= Self.mostGroups { state.groups.removeAll() }
      state.groups[key] = Group(group: group, number: number)
      return number
    }
  }

  /// The bytes of all groups, in the order of their numbers.
  var groups: [[UInt8]] { state.withLock { $0.groupBytes } }

  /// All texts, in the order of their numbers.
  var names: [String] { state.withLock { $0.names } }
}
