import ArgumentParser
import Diagnostics
import Foundation
import Preview

/// `rigbook serve`.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve the built site to a browser on this machine.",
    discussion: """
      Serves the output folder as it is; run 'rigbook build' in another terminal and reload the \
      page to see a change. Only this machine can connect unless --address says otherwise. End \
      with Control-C.

      EXAMPLES
        rigbook serve
        rigbook serve --output /srv/www/handbook --port 9000
      """)

  @OptionGroup var siteOption: SiteOption

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The folder to serve. (default: Output in the site's folder)",
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

  func validate() throws {
    do {
      _ = try PreviewAddress(address)
    } catch {
      throw ValidationError("--address takes an IPv4 or IPv6 address, not '\(address)'.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(terminal: terminal)
    let folder = output ?? siteOption.folder + "/Output"
    try reporter.stopOnErrors(ServeFaults.missingSite(in: folder))
    let place = try PreviewAddress(address)
    if !place.isLoopback { reporter.report([ServeFaults.openToOthers(place)]) }
    let wanted = port.map(PortChoice.exactly) ?? .standard
    do {
      try await PreviewServer(.onDisk(folder), address: place).run(wanted) { port in
        if wanted != .exactly(0), port != wanted.candidates.lowerBound {
          reporter.remark("port \(wanted.candidates.lowerBound) is in use")
        }
        terminal.write("serving '\(folder)' on \(place.url(port: port))\n")
      }
    } catch let error as PreviewError {
      try reporter.stopOnErrors([ServeFaults.diagnostic(error)])
    }
  }
}
