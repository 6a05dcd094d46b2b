import ArgumentParser
import Diagnostics

/// Writes diagnostics to standard error and turns them into an exit status.
struct Reporter: Sendable {
  let terminal: Terminal
  var format = DiagnosticRenderer.Format.full

  /// Writes the diagnostics, with excerpts from the files that `source` knows.
  func report(
    _ diagnostics: [Diagnostic], source: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) {
    let renderer = DiagnosticRenderer(
      format: format, usesColor: terminal.colorsReport, source: source)
    // An empty JSON array is still an answer; an empty text is not worth a write.
    guard format == .json || !diagnostics.isEmpty else { return }
    terminal.report(renderer.render(diagnostics))
  }

  /// Writes the diagnostics and ends the command with status 1 when one is an error.
  func stopOnErrors(
    _ diagnostics: [Diagnostic], source: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) throws {
    report(diagnostics, source: source)
    if diagnostics.containsErrors { throw ExitCode.failure }
  }

  /// Writes a line that belongs to no diagnostic; left out of JSON, which programs read.
  func remark(_ text: String) {
    guard format != .json else { return }
    terminal.report(text + "\n")
  }
}
