import ArgumentParser
import Diagnostics
import Release

/// `rigbook check`.
struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Report what is wrong with the site; write nothing.",
    discussion: """
      Does all that 'build' does but for writing: catalog, front matter, templates, queries, links \
      and fragments are checked, and every fault is reported with its place.

      EXAMPLES
        rigbook check
        rigbook check --strict --format json 2> faults.json
        rigbook check --claims
      """)

  @OptionGroup var settings: BuildSettings

  @Flag(
    name: .long,
    help: """
      Look for a change of the catalog that makes each claim false, and report claims that none does. \
      Takes seconds to minutes.
      """)
  var claims = false

  func run() async throws {
    let terminal = Terminal.standard
    var options = settings.options(output: nil)
    options.triesClaims = claims
    let run = BuildRun(terminal: terminal, format: settings.reportOption.format, options: options)
    let report = await run.report(isReleasing: false)
    guard !BuildSummary.hasFailed(report, isStrict: options.isStrict) else {
      let isOnlyStrict = !report.diagnostics.containsErrors
      run.reporter.remark(
        run.faultCount(report) + (isOnlyStrict ? ": --strict takes warnings for errors" : ""))
      throw ExitCode.failure
    }
    terminal.write(BuildSummary.checked(report))
  }
}
