import ArgumentParser
import Diagnostics
import Foundation
import Preview
import Release

/// `rigbook serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Build the site, serve it to a browser on this machine, and keep both up to date.",
    discussion: """
      Watches Content and Templates and renders what a change touches. Open pages change in place; \
      faults appear in them with their places, over the last page that was well. In review, a page \
      marks what differs from the output as it was when the server started. Only this machine can \
      connect unless --address says otherwise. End with Control-C.

      EXAMPLES
        rigbook serve
        rigbook serve --site handbook --review
        rigbook serve --review --against /srv/www/handbook
        rigbook serve --output /srv/www/handbook --port 9000 --no-watch
      """)

  @OptionGroup var settings: BuildSettings

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder to build to and to serve. (default: Output in the site's folder)",
      valueName: "dir"))
  var output: String?

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The port, or 0 for any free one. (default: 8080, or the next free port after it)",
      valueName: "n"))
  var port: UInt16?

  @Option(
    name: .long,
    help: ArgumentHelp("The address to listen on, IPv4 or IPv6.", valueName: "ip"))
  var address = PreviewAddress.loopback

  @Flag(name: .long, help: "Show pages with what differs from the last release marked.")
  var review = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The release to compare with. (default: the output as it is when the server starts)",
      valueName: "dir"))
  var against: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Build and watch; --no-watch serves the folder as it is.")
  var watch = true

  @Flag(
    name: .long,
    help: "Look at all files every half second, where the system does not tell of changes.")
  var poll = false

  func validate() throws {
    do {
      _ = try PreviewAddress(address)
    } catch {
      throw ValidationError("--address takes an IPv4 or IPv6 address, not '\(address)'.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let options = settings.options(output: output)
    let reporter = Reporter(
      terminal: terminal, format: settings.reportOption.format,
      path: ReportPath(site: settings.siteOption.folder))
    let place = try PreviewAddress(address)
    let holdsSite = FileManager.default.fileExists(atPath: options.siteFolder + "/Content")
    let builds = watch && holdsSite
    if !builds { try reporter.stopOnErrors(ServeFaults.missingSite(in: options.output)) }
    if let against { try reporter.stopOnErrors(ServeFaults.missingSite(in: against)) }
    if !place.isLoopback { reporter.report([ServeFaults.openToOthers(place)]) }
    // A client that leaves early is no reason to end.
    signal(SIGPIPE, SIG_IGN)
    let wanted = port.map(PortChoice.exactly) ?? .standard
    let onListening: @Sendable (UInt16) async -> Void = { port in
      if wanted != .exactly(0), port != wanted.candidates.lowerBound {
        reporter.remark("port \(wanted.candidates.lowerBound) is in use")
      }
      terminal.write("serving '\(options.output)' on \(place.url(port: port))\n")
    }
    do {
      if builds {
        let run = ServeRun(
          options: options, reporter: reporter, against: against, startsReview: review,
          method: poll ? .polling(SiteWatcher.usualInterval) : .system)
        try await run.serve(at: place, wanted, onListening: onListening)
      } else {
        let server = PreviewServer(.onDisk(options.output), address: place)
        try await Interruption.ends { try await server.run(wanted, onListening: onListening) }
      }
    } catch let error as PreviewError {
      try reporter.stopOnErrors([ServeFaults.diagnostic(error)])
    }
  }
}
