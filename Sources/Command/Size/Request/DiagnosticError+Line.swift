import Diagnostics

extension DiagnosticError {
  /// An error that has no place in a file.
  init(_ id: Diagnostic.Identifier, _ summary: String, help: [String] = []) {
    self.init(Diagnostic(id, summary, at: nil, help: help))
  }

  /// The first error and how to mend it, in one line.
  var line: String {
    guard let error = diagnostics.first(where: { $0.severity == .error }) else { return "" }
    let place = error.span.map { "\($0.file):\($0.start.line):\($0.start.column): " } ?? ""
    let help = error.help.first.map { "; \($0)" } ?? ""
    return place + error.summary + help
  }
}
