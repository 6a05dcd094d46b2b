import Diagnostics
import Release

/// The closing line of a build or check.
enum BuildSummary {
  /// Whether the diagnostics stop a build.
  static func hasFailed(_ report: BuildReport, isStrict: Bool) -> Bool {
    report.diagnostics.contains {
      $0.severity == .error || (isStrict && $0.severity == .warning)
    }
  }

  static func built(_ report: BuildReport, output: String) -> String {
    let pages = Counted.text(report.pageCount, "page")
    let files = Counted.text(report.fileCount, "file")
    return "\(pages) in '\(output)' (\(files), \(Counted.bytes(report.byteCount)))\(news(report))\n"
  }

  /// What of an output that stood already was made anew.
  private static func news(_ report: BuildReport) -> String {
    if report.wasCurrent { return ": nothing had changed" }
    guard report.rendered.count < report.pageCount else { return "" }
    return ": \(Counted.text(report.rendered.count, "page")) rendered"
  }

  static func checked(_ report: BuildReport) -> String {
    "\(Counted.text(report.pageCount, "page")): no errors\n"
  }

  /// Returns how many faults of each severity there are.
  static func faults(_ diagnostics: [Diagnostic]) -> String {
    let counts = [Diagnostic.Severity.error, .warning].compactMap { severity in
      let count = diagnostics.sortedForReport().count { $0.severity == severity }
      return count == 0 ? nil : Counted.text(count, severity.rawValue)
    }
    return counts.isEmpty ? "no errors" : counts.joined(separator: ", ")
  }
}
