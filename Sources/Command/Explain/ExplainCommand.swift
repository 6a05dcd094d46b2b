import ArgumentParser
import Diagnostics
import Pages
import Release

/// `rigbook explain`.
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Print how a figure, a table, a claim or an answer of a page came about.",
    discussion: """
      The anchor is what follows # in an address: each heading, table, row and derived figure has \
      one, and so have the queries (q.1) and answers of the engine (a.1) at the end of a page. \
      Without an anchor the page's anchors are listed.

      EXAMPLES
        rigbook explain systems/cfg-quiet-5090/#derivation-peak_dc_w
        rigbook explain gpu/#which-cards
        rigbook explain gpu/#card-memory-nvidia-rtx-5090
        rigbook explain models/llama-3.1-8b/
      """)

  @Argument(
    help: ArgumentHelp(
      "The page's path and the anchor, such as gpu/#which-cards.", valueName: "page"))
  var page: String

  @OptionGroup var siteOption: SiteOption

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let parts = page.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let (draft, report) = SiteBuilder.explanation(
      of: String(parts[0]), BuildOptions(siteFolder: siteOption.folder))
    try reporter.stopOnErrors(report.diagnostics.filter { $0.severity == .error }) {
      report.source($0)
    }
    guard let explanation = draft else { throw ExitCode.failure }
    guard parts.count == 2, !parts[1].isEmpty else {
      terminal.write(explanation.anchors.map { "#\($0)\n" }.joined())
      return
    }
    let anchor = String(parts[1])
    guard let text = explanation.text(of: anchor) else {
      try reporter.stopOnErrors([
        Diagnostic(
          "unknown-anchor",
          "the page '\(parts[0])' has no anchor '\(anchor)' that can be explained",
          at: nil,
          help: NearestName.help(for: anchor, among: explanation.anchors)
            + ["list them: rigbook explain \(parts[0])"])
      ])
      return
    }
    terminal.write(text)
  }
}
