import ArgumentParser
import Diagnostics
import Foundation

/// How diagnostics are written.
struct ReportOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "How to report faults: concise (a line each), full (with the source), json, github (commands "
        + "of its workflows), or sarif (for code scanning).",
      valueName: "format"))
  var format = DiagnosticRenderer.Format.full
}

extension DiagnosticRenderer.Format: ExpressibleByArgument {}

extension ReportPath {
  /// The way from the current folder to a site's.
  init(site folder: String) {
    let current = FileManager.default.currentDirectoryPath + "/"
    self.init(
      base: folder + "/" == current
        ? "" : folder.hasPrefix(current) ? String(folder.dropFirst(current.count)) : folder)
  }
}
