import ArgumentParser
import Pages
import Release

/// `rigbook why`.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why",
    abstract: "Print what a page was made from.",
    discussion: """
      Renders the page and lists everything it read: cells of the catalog, queries, records that \
      the engine looked up, templates, settings, and what it says about other pages. A change of \
      anything else cannot change the page.

      The last line says whether the next build into the output folder would render the page, and \
      for which of these.

      EXAMPLES
        rigbook why gpu/
        rigbook why / --json
        rigbook why gpus/nvidia-rtx-5090/ | grep gpu.nvidia
      """)

  @Argument(
    help: ArgumentHelp(
      "The page's path as in its address, such as gpu/.",
      valueName: "page"))
  var page: String

  @OptionGroup var siteOption: SiteOption

  @OptionGroup var builtOutput: BuiltOutputOption

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() async throws {
    let terminal = Terminal.standard
    let options = BuildOptions(siteFolder: siteOption.folder, outputFolder: builtOutput.output)
    let (entry, reads, changes, report) = SiteBuilder.reads(of: page, options)
    try Reporter(terminal: terminal).stopOnErrors(report.diagnostics) { report.source($0) }
    guard let entry else { throw ExitCode.failure }
    let list = ReadList(page: entry.path.path, title: entry.title, reads: reads)
    terminal.write(json ? list.json : list.text(colors: terminal.colorsOutput))
    if !json { terminal.write("\n" + Self.outlook(changes)) }
  }

  /// Says what the next build would do with a page of which these reads have changed.
  private static func outlook(_ changes: [String]?) -> String {
    guard let changes else { return "the next build renders it: no record of a build holds it\n" }
    guard !changes.isEmpty else { return "the next build leaves it as it stands\n" }
    return "the next build renders it, for these have changed:\n"
      + changes.map { "  \($0)\n" }.joined()
  }
}
