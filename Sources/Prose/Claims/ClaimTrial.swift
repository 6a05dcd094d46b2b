package import Catalog
package import Diagnostics

/// Looks for a change of the catalog that makes a claim false.
///
/// A claim that none makes false says nothing of the catalog, however much it reads of it.
package struct ClaimTrial: Sendable {
  private let claim: ClaimBlock
  private let arguments: [String: Cell]

  /// What a search has found.
  package enum Outcome: Sendable {
    /// A change after which the answer is no.
    case falsified
    /// Nothing that was tried made the answer no.
    case vacuous(Diagnostic)
    /// The claim is false as things are, or its query fails, which is told elsewhere.
    case untried
  }

  /// `record` is the one that the page of the claim is about.
  package init(_ claim: ClaimBlock, on record: RecordName?) {
    self.claim = claim
    arguments = record.map { ["id": .text($0.id)] } ?? [:]
  }

  /// Changes what the claim's query reads, one change at a time, until its answer is no.
  package func run(_ database: CatalogDatabase, _ connection: CatalogConnection) -> Outcome {
    let log = ReadLog()
    guard answer(on: connection, log) == true else { return .untried }
    let reads = log.all.compactMap { if case .query(let read) = $0 { read } else { nil } }
    let words = ([claim.sql] + arguments.values.compactMap(\.text).map { "'\($0)'" })
    let plan = MutationPlan(
      for: reads, in: database.catalog, sql: words.joined(separator: " "))
    let isFalsified = plan.mutations.contains { mutation in
      database.connect(with: mutation).map { answer(on: $0, nil) == false } ?? false
    }
    return isFalsified ? .falsified : .vacuous(fault(plan))
  }

  /// Returns what the query says; `nil` where it fails or says neither. What is not stated is no
  /// answer here: it would come of any change that takes a value away.
  private func answer(on connection: CatalogConnection, _ log: ReadLog?) -> Bool? {
    guard let rows = try? connection.query(claim.sql, arguments: arguments, log: log).rows,
      rows.count == 1, let cell = rows[0].first
    else { return nil }
    return switch cell {
    case .flag(let value): value
    case .integer(1): true
    case .integer(0): false
    default: nil
    }
  }

  private func fault(_ plan: MutationPlan) -> Diagnostic {
    let ways = "each column as a whole, every second cell, each cell and each record alone"
    let tried = (plan.scope + [ways]).map { Diagnostic.Note("tried \($0)") }
    return Diagnostic(
      "vacuous-claim",
      "none of \(plan.mutations.count) changes of what the claim reads makes it false",
      at: claim.place(ofByte: nil), notes: tried,
      help: ["compare what can differ: with a number, or with another record"])
  }
}
