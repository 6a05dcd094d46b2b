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

  @Flag(name: .long, help: "Print JSON.")
  var json = false

  func run() async throws {
    let terminal = Terminal.standard
    let options = BuildOptions(siteFolder: siteOption.folder)
    let (entry, reads, report) = SiteBuilder.reads(of: page, options)
    try Reporter(terminal: terminal).stopOnErrors(report.diagnostics) { report.source($0) }
    guard let entry else { throw ExitCode.failure }
    let list = ReadList(page: entry.path.path, title: entry.title, reads: reads)
    terminal.write(json ? list.json : list.text(colors: terminal.colorsOutput))
  }
}
