import Foundation
import TestSupport
import Testing

/// `rigbook serve`: what it says. What it answers is tested with the server itself.
@Suite struct ServeTests {
  @Test func asksForABuildFirst() throws {
    let folder = try TemporaryFolder()
    #expect(
      try BuiltCommand.run(["serve"], in: folder.path)
        == .init(
          output: "",
          report: """
            error[nothing-to-serve]: './Output' holds no index.html
              = help: build the site first: rigbook build

            """,
          status: 1))
  }

  @Test func saysWhereItServes() throws {
    let folder = try TemporaryFolder()
    let text = try BuiltServer(folder).greeting
    #expect(text.hasPrefix("serving './Output' on http://127.0.0.1:"), "\(text)")
    #expect(text.hasSuffix("/\n"))
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func buildsServesAndLeavesNothingBehind(_ signal: Int32) throws {
    let site = try FixtureSite()
    let process = Process()
    process.executableURL = try BuiltCommand.executable()
    process.arguments = ["serve", "--site", site.path, "--port", "0"]
    let (output, report) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = report
    try process.run()
    var text = Data()
    while !String(decoding: text, as: UTF8.self).contains("4 pages of 4 rendered in ") {
      let piece = report.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "the server ended: \(String(decoding: text, as: UTF8.self))")
      text += piece
    }
    let names = { try FileManager.default.contentsOfDirectory(atPath: $0).sorted() }
    #expect(try names(site.path + "/.rigbook").contains { $0.hasPrefix("last-") })
    #expect(kill(process.processIdentifier, signal) == 0)
    process.waitUntilExit()
    #expect(process.terminationReason == .exit)
    #expect(process.terminationStatus == 0)
    #expect(try names(site.path) == [".rigbook", "Content", "Output", "Templates"])
    #expect(try !names(site.path + "/.rigbook").contains { $0.hasPrefix("last-") })
    #expect(
      try BuiltCommand.run(["build", "--verify", "--site", site.path]).output
        .hasSuffix("verified: a build from nothing gives the same bytes\n"))
  }

  @Test func refusesAReleaseThatIsNone() throws {
    let site = try FixtureSite()
    let result = try BuiltCommand.run(["serve", "--site", site.path, "--against", site.path])
    #expect(result.status == 1)
    #expect(result.report.contains("holds no index.html"))
  }
}
