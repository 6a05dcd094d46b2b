import ArgumentParser
import Diagnostics

/// Writes diagnostics to standard error and turns them into an exit status.
struct Reporter: Sendable {
  let terminal: Terminal
  var format = DiagnosticRenderer.Format.full
  /// The columns that a line takes at most where it can be broken; `nil` for any.
  var columns: Int?
  /// Where the files of diagnostics lie.
  var path = ReportPath()
  /// How to see the diagnostics that are left out where there are many of a kind.
  var rest = DiagnosticRenderer.restInJSON

  /// Writes the diagnostics, with excerpts from the files that `source` knows.
  func report(
    _ diagnostics: [Diagnostic], source: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) {
    let renderer = DiagnosticRenderer(
      format: format, usesColor: terminal.colorsReport, columns: columns, path: path,
      rest: rest, source: source)
    // An empty document is still an answer; an empty text is not worth a write.
    guard format.isDocument || !diagnostics.isEmpty else { return }
    terminal.report(renderer.render(diagnostics))
  }

  /// Writes the diagnostics and ends the command with status 1 when one is an error.
  func stopOnErrors(
    _ diagnostics: [Diagnostic], source: @escaping @Sendable (String) -> SourceFile? = { _ in nil }
  ) throws {
    report(diagnostics, source: source)
    if diagnostics.containsErrors { throw ExitCode.failure }
  }

  /// Writes a line that belongs to no diagnostic; left out of documents, which programs read.
  func remark(_ text: String) {
    guard !format.isDocument else { return }
    terminal.report(text + "\n")
  }
}
