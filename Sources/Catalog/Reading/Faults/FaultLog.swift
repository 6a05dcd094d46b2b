import Diagnostics

/// A kind of fault in a catalog file: data here, words in its `diagnostic(at:)`.
protocol CatalogFault {
  /// Puts the fault into words.
  func diagnostic(at span: SourceSpan?) -> Diagnostic
}

/// Collects the faults of a run.
///
/// So many are told and no more: a file of another kind has a fault in every line, and the words for
/// millions of them would take minutes.
struct FaultLog: Sendable {
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { diagnostics.isEmpty }

  /// Whether no further fault is told, which is told itself. Readers stop then.
  var isFull: Bool { diagnostics.count > CatalogLimits.faults }

  /// Takes note of a fault at a place. The first that is not told any more is told of as such.
  mutating func report(_ fault: some CatalogFault, at span: SourceSpan?) {
    if diagnostics.count < CatalogLimits.faults {
      diagnostics.append(fault.diagnostic(at: span))
    } else if !isFull {
      let last = StructureFault.tooManyFaults(told: CatalogLimits.faults)
      diagnostics.append(last.diagnostic(at: span))
    }
  }

  /// Takes over faults that are in words already.
  mutating func append(_ more: [Diagnostic]) { diagnostics += more }
}
