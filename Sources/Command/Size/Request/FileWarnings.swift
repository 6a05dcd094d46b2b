import Diagnostics
import Synchronization

/// Warnings about files that were read and cases that were sized, each once however many cases it is of.
final class FileWarnings: Sendable {
  private struct State {
    var all: [Diagnostic] = []
    var known: Set<Diagnostic> = []
    var place: SourceSpan?
  }

  private let state = Mutex(State())

  func note(_ diagnostics: [Diagnostic]) {
    state.withLock { state in
      for diagnostic in diagnostics where state.known.insert(diagnostic).inserted {
        var placed = diagnostic
        if placed.span == nil { placed.span = state.place }
        state.all.append(placed)
      }
    }
  }

  /// Gives what has no place in a file that of the case which is sized.
  func begin(caseAt place: SourceSpan) { state.withLock { $0.place = place } }

  /// All of them, in the order in which they were noted.
  var all: [Diagnostic] { state.withLock { $0.all } }
}
