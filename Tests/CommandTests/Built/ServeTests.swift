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
    try folder.write("<p>home", to: "Output/index.html")
    let process = Process()
    process.executableURL = try BuiltCommand.executable()
    process.arguments = ["serve", "--port", "0"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { process.terminate() }
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "the server ended")
      line += piece
    }
    let text = String(decoding: line, as: UTF8.self)
    #expect(text.hasPrefix("serving './Output' on http://127.0.0.1:"), "\(text)")
    #expect(text.hasSuffix("/\n"))
  }
}
