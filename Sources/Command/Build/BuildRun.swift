import Diagnostics
import Release

/// One run of the builder, with progress and report.
struct BuildRun: Sendable {
  let reporter: Reporter
  private let options: BuildOptions

  init(terminal: Terminal, format: DiagnosticRenderer.Format, options: BuildOptions) {
    self.reporter = Reporter(
      terminal: terminal, format: format, path: ReportPath(site: options.siteFolder))
    self.options = options
  }

  /// Builds, and writes what the build found to standard error.
  func report(isReleasing: Bool) async -> BuildReport {
    let progress = ProgressLine(reporter.terminal)
    let report = await SiteBuilder.build(options, isReleasing: isReleasing) { step in
      progress.show("rendering", step.pagesDone, of: step.pagesInAll)
    }
    progress.clear()
    reporter.report(report.diagnostics) { report.source($0) }
    return report
  }

  /// Returns the last line of a failed run.
  func faultCount(_ report: BuildReport) -> String {
    let separator = reporter.format == .full ? "\n" : ""
    return separator + BuildSummary.faults(report.diagnostics)
  }
}
