/// The bytes on a device of what is loaded beside the main model.
package struct AddedBytes: Sendable, Equatable {
  /// Bytes of a draft model's weights. Exact.
  package internal(set) var draftWeights: Int64 = 0
  /// Bytes of a draft model's cache. Exact.
  package internal(set) var draftCache: Int64 = 0
  /// Bytes of a draft model's working buffers, as the planner reserves them.
  package internal(set) var draftCompute: Int64 = 0
  /// Bytes of a projector's weights; exact where its file was read.
  package internal(set) var projector: Int64 = 0

  /// Bytes of all weights.
  package var weights: Int64 { draftWeights + projector }
  /// Bytes of the draft model.
  package var draft: Int64 { draftWeights + draftCache + draftCompute }
  /// All of it.
  package var total: Int64 { draft + projector }

  mutating func add(draft ledger: CardLedger) {
    draftWeights += ledger.weights
    draftCache += ledger.cache
    draftCompute += ledger.compute
  }

  mutating func add(draft ledger: HostLedger) {
    draftWeights += ledger.weights
    draftCache += ledger.cache
    draftCompute += ledger.compute
  }

  mutating func add(_ other: AddedBytes) {
    draftWeights += other.draftWeights
    draftCache += other.draftCache
    draftCompute += other.draftCompute
    projector += other.projector
  }
}
