import Diagnostics

/// A kind of fault in a catalog file: data here, words in its `diagnostic(at:)`.
protocol CatalogFault {
  /// Puts the fault into words.
  func diagnostic(at span: SourceSpan?) -> Diagnostic
}

/// Collects the faults of a run.
struct FaultLog: Sendable {
  private(set) var diagnostics: [Diagnostic] = []

  var isEmpty: Bool { diagnostics.isEmpty }

  /// Takes note of a fault at a place.
  mutating func report(_ fault: some CatalogFault, at span: SourceSpan?) {
    diagnostics.append(fault.diagnostic(at: span))
  }

  /// Takes over faults that are in words already.
  mutating func append(_ more: [Diagnostic]) { diagnostics += more }
}
