import ArgumentParser
import Release

/// `rigbook build`.
struct BuildCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "build",
    abstract: "Build the site.",
    discussion: """
      Reads everything, renders all pages, checks every link, and only then replaces the output \
      folder as a whole. Where there is an error, all errors are reported at once and the output \
      stays as it was. The same input gives the same bytes, whatever --jobs and the folder are.

      A record of what each page was made from is kept in the site's folder '.rigbook'. The next \
      build renders the pages that something changed for, and leaves the others as they are.

      EXAMPLES
        rigbook build
        rigbook build --site handbook --output /srv/www/handbook --strict
        rigbook build --as-of 2025-06-30 --format concise
        rigbook build --portable --output guide
        rigbook build --verify
      """)

  @OptionGroup var settings: BuildSettings

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "Where the site goes. (default: Output in the site's folder)",
      valueName: "dir"))
  var output: String?

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "Make an output that works from a folder, without a web host: links name files.",
      discussion: "As 'links: file' in site.yaml, and the page for unknown addresses too."))
  var portable = false

  @Flag(name: .long, help: "Make every page anew, whatever the build before left.")
  var fresh = false

  @Flag(
    name: .long,
    help: ArgumentHelp(
      "After the build make the site once more from nothing and compare every byte.",
      discussion: "A difference is an error of the tool; it is listed, and the status is 1."))
  var verify = false

  func run() async throws {
    let terminal = Terminal.standard
    var options = settings.options(output: output)
    options.isPortable = portable
    options.isFresh = fresh
    let run = BuildRun(terminal: terminal, format: settings.reportOption.format, options: options)
    let report = await run.report(isReleasing: true)
    guard report.wasReleased || report.wasCurrent else {
      run.reporter.remark("\(run.faultCount(report)); '\(options.output)' is as it was")
      throw ExitCode.failure
    }
    terminal.write(BuildSummary.built(report, output: options.output))
    guard verify else { return }
    let faults = await SiteBuilder.verify(options)
    run.reporter.report(faults) { _ in nil }
    guard faults.isEmpty else { throw ExitCode.failure }
    terminal.write("verified: a build from nothing gives the same bytes\n")
  }
}
