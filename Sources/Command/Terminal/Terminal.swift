import Foundation

/// Where a command's words go, and what the place can show.
struct Terminal: Sendable {
  /// Writes to standard output: results.
  var write: @Sendable (String) -> Void
  /// Writes to standard error: diagnostics and progress.
  var report: @Sendable (String) -> Void
  /// Whether results may be coloured.
  var colorsOutput: Bool
  /// Whether diagnostics may be coloured.
  var colorsReport: Bool
  /// Whether a line that rewrites itself makes sense on standard error.
  var showsProgress: Bool
}

extension Terminal {
  /// The streams of this process.
  static var standard: Terminal {
    let environment = ProcessInfo.processInfo.environment
    let output = isatty(STDOUT_FILENO) == 1
    let report = isatty(STDERR_FILENO) == 1
    return Terminal(
      write: { text in
        do {
          try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
        } catch {
          let words = "error: standard output cannot be written: \(error.localizedDescription)\n"
          // When standard error is gone too, only the exit status is left to tell.
          try? FileHandle.standardError.write(contentsOf: Data(words.utf8))
          exit(EXIT_FAILURE)
        }
      },
      report: { text in
        do {
          try FileHandle.standardError.write(contentsOf: Data(text.utf8))
        } catch {
          exit(EXIT_FAILURE)
        }
      },
      colorsOutput: usesColor(isTerminal: output, environment),
      colorsReport: usesColor(isTerminal: report, environment),
      showsProgress: report && environment["TERM"] != "dumb")
  }

  /// Whether to colour: on a terminal that can, unless `NO_COLOR` has a value (no-color.org).
  static func usesColor(isTerminal: Bool, _ environment: [String: String]) -> Bool {
    isTerminal && environment["TERM"] != "dumb" && environment["NO_COLOR", default: ""].isEmpty
  }
}
