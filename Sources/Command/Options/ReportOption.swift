import ArgumentParser
import Diagnostics

/// How diagnostics are written.
struct ReportOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to report faults: concise (a line each), full (with the source), or json.",
      valueName: "format"))
  var format = DiagnosticRenderer.Format.full
}

extension DiagnosticRenderer.Format: ExpressibleByArgument {}
