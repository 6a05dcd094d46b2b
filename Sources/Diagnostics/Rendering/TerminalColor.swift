/// The few ANSI colours that reports use.
package enum TerminalColor: Int, Sendable {
  case red = 31
  case green = 32
  case yellow = 33
  case blue = 34

  /// Returns `text` in this colour, bold.
  package func paint(_ text: String) -> String { "\u{1B}[1;\(rawValue)m\(text)\u{1B}[0m" }
}

extension Diagnostic.Severity {
  /// The colour in which a terminal shows this severity.
  var color: TerminalColor {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .information: .blue
    }
  }
}
