import ArgumentParser
import Catalog
import Foundation
import Release

/// The options that `build` and `check` share.
struct BuildSettings: ParsableArguments {
  @OptionGroup var siteOption: SiteOption

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "How many pages to render at once. The output does not depend on it. (default: the number "
        + "of processors)",
      valueName: "n"))
  var jobs: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The day to take as today's, YYYY-MM-DD. A build reads no clock: without this, nothing is "
        + "judged by its age.",
      valueName: "date"))
  var asOf: CalendarDate?

  @Flag(name: .long, help: "Treat warnings as errors.")
  var strict = false

  @OptionGroup var reportOption: ReportOption

  func validate() throws {
    guard let jobs else { return }
    guard (1...Self.mostJobs).contains(jobs) else {
      throw ValidationError("--jobs takes a number from 1 to \(Self.mostJobs).")
    }
  }

  private static let mostJobs = 1024

  func options(output: String?) -> BuildOptions {
    BuildOptions(
      siteFolder: siteOption.folder, outputFolder: output,
      jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount, asOf: asOf, isStrict: strict)
  }
}
