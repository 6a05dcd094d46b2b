import Diagnostics
import Synchronization

/// Warnings about files that were read, each once however many cases read the file.
final class FileWarnings: Sendable {
  private let found = Mutex<[Diagnostic]>([])

  func note(_ diagnostics: [Diagnostic]) {
    found.withLock { found in
      for diagnostic in diagnostics where !found.contains(diagnostic) { found.append(diagnostic) }
    }
  }

  /// All of them, in the order in which files were read.
  var all: [Diagnostic] { found.withLock { $0 } }
}
