import ArgumentParser
import Diagnostics
import Foundation
import Pages

/// `rigbook links`.
struct LinksCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "links",
    abstract: "Ask whether the addresses of other sites are still there.",
    discussion: """
      Reads all links of the content to other sites and the addresses of the catalog's sources, and \
      asks each with the program curl: for its head alone where the server allows, one after the \
      other on one host. What was found is kept in \(LinkCache.file) and not asked again for some \
      days; what was not found is asked again each time. Links inside the site are for 'check'.

      EXAMPLES
        rigbook links
        rigbook links --max-age 0 --format sarif 2> links.sarif
        rigbook links --offline
      """)

  @OptionGroup var siteOption: SiteOption

  @Option(
    name: .long,
    help: ArgumentHelp("For how many days an answer is believed.", valueName: "days"))
  var maxAge = 7

  @Option(
    name: .long,
    help: ArgumentHelp("The seconds between two requests to one host.", valueName: "seconds"))
  var pause = 1.0

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("How many hosts to ask at once.", valueName: "n"))
  var jobs = 8

  @Flag(name: .long, help: "Ask nothing: report what is known, however old.")
  var offline = false

  @Flag(name: .long, help: "Treat warnings as errors.")
  var strict = false

  @OptionGroup var reportOption: ReportOption

  func validate() throws {
    guard (0...3650).contains(maxAge) else {
      throw ValidationError("--max-age takes a number of days from 0 to 3650.")
    }
    guard (0...60).contains(pause) else {
      throw ValidationError("--pause takes a number of seconds from 0 to 60.")
    }
    guard (1...64).contains(jobs) else {
      throw ValidationError("--jobs takes a number from 1 to 64.")
    }
  }

  func run() async throws {
    let terminal = Terminal.standard
    let reporter = Reporter(
      terminal: terminal, format: reportOption.format, path: ReportPath(site: siteOption.folder))
    let files = SiteFiles.read(siteOption.folder)
    let (site, faults) = Site.resolve(files, asOf: nil)
    // Faults of the site are for 'check', unless nothing can be read for them.
    guard let site else {
      try reporter.stopOnErrors(faults.filter { $0.severity == .error }) { files.source($0) }
      throw ExitCode.failure
    }
    let targets = ExternalLinks(of: site).targets
    var cache = LinkCache(site: siteOption.folder)
    let known = known(targets, in: cache)
    let asked = try await ask(targets.map(\.address).filter { known[$0] == nil }, reporter)
    try reporter.stopOnErrors(
      [Self.silence(asked, besideKnown: !known.isEmpty)].compactMap(\.self))
    let answers = known.merging(asked) { $1 }
    try keep(asked, of: targets, in: &cache, reporter)
    let report = LinkReport(targets, answers, isOffline: offline)
    reporter.report(report.diagnostics) { files.source($0) }
    let summary = summary(targets, asked: asked.count, report)
    let fails = report.diagnostics.contains {
      $0.severity == .error || strict && $0.severity == .warning
    }
    guard !fails else {
      reporter.remark((reporter.format == .full ? "\n" : "") + summary)
      throw ExitCode.failure
    }
    terminal.write(summary + "\n")
  }

  /// Where no host that was asked answered, that is rather the connection's fault than theirs. But
  /// those that are asked beside others, whose answers are still believed, are those that were silent
  /// before: a few of them may well be gone.
  private static func silence(
    _ answers: [String: LinkAnswer], besideKnown: Bool
  ) -> Diagnostic? {
    let hosts = Set(answers.keys.map(LinkRound.host)).sorted()
    let reasons = answers.sorted { $0.key < $1.key }.compactMap(\.value.silence)
    guard let host = hosts.first, let reason = reasons.first, reasons.count == answers.count,
      !besideKnown || hosts.count >= 3
    else { return nil }
    return Diagnostic(
      "no-network",
      hosts.count == 1
        ? "the one host that was asked, '\(host)', could not be reached: \(reason)"
        : "none of \(hosts.count) hosts could be reached", at: nil,
      help: ["look at the connection, or report what is known with --offline"])
  }

  private var now: Int { Int(Date().timeIntervalSince1970) }

  /// Returns the answers that are believed; without a connection all that are known.
  private func known(
    _ targets: [ExternalLinks.Target], in cache: LinkCache
  ) -> [String: LinkAnswer] {
    var answers: [String: LinkAnswer] = [:]
    for address in targets.map(\.address) {
      answers[address] =
        offline
        ? cache.entries[address]?.answer
        : cache.answer(of: address, now: now, maxAge: maxAge * 86_400)
    }
    return answers
  }

  private func ask(
    _ addresses: [String], _ reporter: Reporter
  ) async throws
    -> [String: LinkAnswer]
  {
    guard !offline, !addresses.isEmpty else { return [:] }
    guard await Curl.isInstalled else {
      try reporter.stopOnErrors([
        Diagnostic(
          "no-curl", "the program curl, which asks for addresses, cannot be run", at: nil,
          help: ["install it, or report what is known with --offline"])
      ])
      return [:]
    }
    let progress = ProgressLine(reporter.terminal)
    defer { progress.clear() }
    let round = LinkRound(probe: Curl.probe, width: jobs, pause: pause)
    let count = addresses.count
    return await round.answers(to: addresses) {
      progress.show("asking for", $0, of: count, "links")
    }
  }

  private func keep(
    _ answers: [String: LinkAnswer], of targets: [ExternalLinks.Target],
    in cache: inout LinkCache, _ reporter: Reporter
  ) throws {
    guard !answers.isEmpty else { return }
    for (address, answer) in answers { cache.keep(answer, of: address, now: now) }
    do {
      try cache.write(site: siteOption.folder, keeping: Set(targets.map(\.address)))
    } catch {
      reporter.report([
        Diagnostic(
          "no-record", .information,
          "what the addresses answered cannot be kept in '\(LinkCache.file)': "
            + error.localizedDescription, at: nil)
      ])
    }
  }

  private func summary(
    _ targets: [ExternalLinks.Target], asked: Int, _ report: LinkReport
  ) -> String {
    "\(Counted.text(targets.count, "link")) to other sites, \(asked) asked for: "
      + BuildSummary.faults(report.diagnostics)
  }
}
