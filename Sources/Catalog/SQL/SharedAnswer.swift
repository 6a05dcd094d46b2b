/// What a query gave, where queries with other parameters may give the same: its rows, where their
/// figures came from, and which records the engine looked up.
///
/// Two results with the same object are the same in all of this.
package final class SharedAnswer: Sendable {
  let rows: [[Cell]]
  let origins: [[FigureOrigin?]]
  let records: [RecordName]
  let digest: StableDigest

  init(_ answer: QueryAnswer) {
    rows = answer.rows
    origins = answer.origins
    records = answer.records
    digest = answer.digest
  }
}

extension SharedAnswer: Hashable {
  package static func == (one: SharedAnswer, other: SharedAnswer) -> Bool { one === other }

  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// What one query has given for different values of its parameters.
///
/// The sheets of machines with the same cards ask the engine the same and get the same rows; where
/// each figure came from, which takes longer to find than the rows, is found once.
struct AnswerMemo {
  /// All that the origins of a result depend on.
  struct Key: Hashable {
    /// The digest of the rows, which tells a zero from one below zero, and the rows themselves.
    let digest: StableDigest
    let rows: [[Cell]]
    /// The calls of the engine, in their order.
    let calls: [FunctionAnswer]
    /// The parameters that are ids of records or arguments of the calls; all others have no part.
    let arguments: [Cell]

    /// The digest tells results apart as a rule; the rows are many times as long.
    func hash(into hasher: inout Hasher) { hasher.combine(digest) }
  }

  /// How many cells are kept: those of some hundred sheets.
  private static let limit = 16_000
  /// Larger tables are rare, and few of them are the same.
  static let mostCells = 2000

  private var known: [Key: SharedAnswer] = [:]
  private var cellCount = 0

  subscript(key: Key) -> SharedAnswer? { known[key] }

  mutating func keep(_ answer: SharedAnswer, for key: Key) {
    if cellCount >= Self.limit {
      known.removeAll()
      cellCount = 0
    }
    known[key] = answer
    cellCount += key.rows.reduce(0) { $0 + $1.count }
  }
}
