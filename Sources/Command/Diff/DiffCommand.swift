import ArgumentParser
import Catalog
import Changes
import Diagnostics
import Foundation
import Release

/// `rigbook diff`.
struct DiffCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "Report what readers meet otherwise than in another build.",
    discussion: """
      Compares the site's output as it stands with the output folder of another build, or with the \
      site as it was in a revision of its git repository, which is built for that into a temporary \
      folder by this program. Pages are compared by their JSON, not by their bytes: verdicts, \
      claims, the order of rows, figures, tables, headings and words, each with the change of the \
      catalog that it follows from. A difference is no error.

      With --record the part that readers care for is added to Content/Catalog/changes.csv, which \
      the page of changes and the feed are made from.

      EXAMPLES
        rigbook diff --against v1.0
        rigbook diff --against HEAD --format markdown > comment.md
        rigbook diff --against ../published --format json
        rigbook diff --against ../published --record --as-of 2026-12-01
      """)

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The output folder of another build, or a git revision of the site.", valueName: "build"))
  var against: String

  @OptionGroup var siteOption: SiteOption
  @OptionGroup var builtOutput: BuiltOutputOption

  @Option(
    name: .long,
    help: ArgumentHelp("How to report: text, markdown or json.", valueName: "format"))
  var format = DiffFormat.text

  @Flag(name: .long, help: "Cut nothing: list every change, also where there are many.")
  var all = false

  @Flag(name: .long, help: "Add what readers care for to Content/Catalog/changes.csv.")
  var record = false

  @Option(
    name: .long,
    help: ArgumentHelp("The day that --record writes, YYYY-MM-DD.", valueName: "date"))
  var asOf: CalendarDate?

  func validate() throws {
    guard record == (asOf != nil) else {
      throw ValidationError(
        record
          ? "--record needs --as-of, the day of the change: no clock is read."
          : "--as-of is the day that --record writes.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let options = BuildOptions(
      siteFolder: siteOption.folder, outputFolder: builtOutput.output,
      jobs: ProcessInfo.processInfo.activeProcessorCount)
    do throws(DiagnosticError) {
      let present = try ReleaseList(folder: options.output)
      let compared = try await ComparedBuild.find(
        against, site: siteOption.folder, asOf: present.asOf.flatMap { CalendarDate($0) },
        jobs: options.jobs)
      defer { compared.remove() }
      let pair = try SnapshotReader(before: compared.folder, after: options.output).read()
      let report = SiteComparison(pair).report
      if SiteBuilder.isOutputCurrent(options) == false {
        reporter.report([Self.staleOutput(options.output)])
      }
      terminal.write(text(report, compared.name, options.output))
      if record, let asOf {
        let count = try ChangeRecorder(site: siteOption.folder).add(report, on: asOf)
        reporter.remark(
          count == 0
            ? "nothing to record" : "\(Counted.text(count, "change")) in \(ChangeRecorder.file)")
      }
    } catch {
      try reporter.stopOnErrors(error.diagnostics)
    }
  }

  private func text(_ report: ChangeReport, _ before: String, _ after: String) -> String {
    switch format {
    case .text:
      (all ? TextReport(report, mostLines: .max) : TextReport(report)).text
    case .markdown:
      (all ? MarkdownReport(report, mostRows: .max) : MarkdownReport(report)).text
    case .json: JSONReport(report, before: before, after: after).text
    }
  }

  private static func staleOutput(_ output: String) -> Diagnostic {
    Diagnostic(
      "stale-output", .warning,
      "'\(output)' is older than the site's files: what changed since is not in the report",
      at: nil, help: ["run 'rigbook build' first"])
  }
}
