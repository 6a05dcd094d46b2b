/// What a call of one of the engine's functions gave, with all that a query must know of it.
///
/// The functions are pure, so one answer serves every query and page of a connection that makes the call.
final class FunctionAnswer: Sendable {
  let result: Cell
  /// The call, where it gave anything that a figure can be led back to.
  let call: EngineCall?
  /// The records that the function looked up; `*` as an id stands for the whole table.
  let records: [RecordName]

  init(result: Cell, call: EngineCall?, records: [RecordName]) {
    self.result = result
    self.call = call
    self.records = records
  }
}

/// An object stands for one call: comparing them looks at nothing else.
extension FunctionAnswer: Hashable {
  static func == (one: FunctionAnswer, other: FunctionAnswer) -> Bool { one === other }

  func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// A call as SQLite makes it, in bytes: nothing is made of its arguments to look it up.
struct CallKey: Hashable {
  /// Empty where there is no call to be kept.
  private(set) var bytes: [UInt8] = []
  /// Of the bytes, made once for all that is looked up with it.
  private(set) var hash: UInt64 = 0

  /// Takes the bytes of a call that `write` adds, or none where it returns `false`.
  mutating func replace(_ write: (inout [UInt8]) -> Bool) {
    bytes.removeAll(keepingCapacity: true)
    if !write(&bytes) { bytes.removeAll(keepingCapacity: true) }
    hash = bytes.stableHash
  }

  func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

/// Keeps the answers of the engine's functions for the queries of one connection: spec sheets of many
/// machines with the same cards ask the same.
///
/// Most calls of tables over every model and card are made once, so an answer is kept only from the
/// second time on.
struct FunctionMemo {
  /// An entry takes about one kilobyte.
  private static let limit = 20_000
  /// How many calls are remembered as made once, by a part of their hash; others take their places.
  private static let places = 1 << 15

  private var known: [CallKey: FunctionAnswer] = [:]
  private var seen = [UInt32](repeating: 0, count: places)

  subscript(key: CallKey) -> FunctionAnswer? { known[key] }

  /// Whether a call without a known answer was made before, as far as that is remembered.
  mutating func isMadeAgain(_ key: CallKey) -> Bool {
    let place = Int(truncatingIfNeeded: key.hash % UInt64(Self.places))
    let mark = UInt32(truncatingIfNeeded: key.hash >> 32) | 1
    defer { seen[place] = mark }
    return seen[place] == mark
  }

  mutating func keep(_ answer: FunctionAnswer, for key: CallKey) {
    if known.count >= Self.limit { known.removeAll() }
    known[key] = answer
  }
}
