import ArgumentParser
import Diagnostics
import Imports

/// `rigbook import wordpress`.
struct ImportWordPressCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wordpress",
    abstract: "Write pages of a WordPress site as Markdown.",
    discussion: """
      Takes what the site's REST interface gives for a page (/wp-json/wp/v2/pages?slug=…), one \
      record or a list, and writes Markdown with front matter. What could not be carried over is \
      listed with the line at which it stood. A file that is there is never written over.

      EXAMPLES
        rigbook import wordpress page.json
        rigbook import wordpress pages.json --output handbook/Content
      """)

  @Argument(
    help: ArgumentHelp("The record of a page, or a list of them, in JSON.", valueName: "file"))
  var file: String

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder of pages to write into; without it one page is printed.", valueName: "dir"))
  var output: String?

  @OptionGroup var reportOption: ReportOption

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal, format: reportOption.format)
    var source: SourceFile?
    do throws(DiagnosticError) {
      let text = try ModelPath(file).text()
      source = text
      let pages = try WordPressReader.pages(in: text)
      guard let output else { return try print(pages, terminal, reporter) }
      let files = FreshFiles(folder: output, files: pages.map { ($0.path, Array($0.text.utf8)) })
      try checkPaths(pages)
      try files.write()
      terminal.write(pages.map { files.place(of: $0.path) + "\n" }.joined())
      report(pages, reporter) { files.place(of: $0) }
    } catch {
      let source = source
      // A record is often one long line: its excerpt would say nothing.
      let shown = source.flatMap { $0.lineCount > 1 ? $0 : nil }
      try reporter.stopOnErrors(error.diagnostics) { _ in shown }
    }
  }

  private func print(
    _ pages: [ImportedPage], _ terminal: Terminal, _ reporter: Reporter
  ) throws(DiagnosticError) {
    guard pages.count == 1, let page = pages.first else {
      throw DiagnosticError(
        "page-record", "'\(file)' holds \(pages.count) pages, expected one to print",
        help: ["name the folder to write them into with --output"])
    }
    terminal.write(page.text)
    report(pages, reporter) { $0 }
  }

  /// Two pages cannot have one file.
  private func checkPaths(_ pages: [ImportedPage]) throws(DiagnosticError) {
    var taken: Set<String> = []
    for page in pages where !taken.insert(page.path.lowercased()).inserted {
      throw DiagnosticError(
        "page-record", "'\(file)' holds two pages for '\(page.path)', expected one",
        help: ["take one of them out of the list"])
    }
  }

  /// Lists what could not be carried over, at its place in the new file.
  private func report(
    _ pages: [ImportedPage], _ reporter: Reporter, place: @escaping (String) -> String
  ) {
    let sources = Dictionary(
      pages.map { (place($0.path), SourceFile(path: place($0.path), text: $0.text)) },
      uniquingKeysWith: { first, _ in first })
    let losses = pages.flatMap { page in
      page.losses.map { loss in
        Diagnostic(
          "not-carried-over", .warning, "not carried over: \(loss.text)",
          at: SourceSpan(file: place(page.path), line: loss.line))
      }
    }
    reporter.report(losses) { sources[$0] }
    let count = Counted.text(losses.count, "thing")
    reporter.remark(losses.isEmpty ? "all was carried over" : "\(count) not carried over")
  }
}
