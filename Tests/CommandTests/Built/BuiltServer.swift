import Foundation
import TestSupport
import Testing

/// `rigbook serve` on a site of one page, until it is let go.
final class BuiltServer {
  let process = Process()
  /// What it says first.
  let greeting: String

  /// Where it serves, as it says.
  var address: String {
    String(greeting.trimmingCharacters(in: .newlines).split(separator: " ").last ?? "")
  }

  init(_ folder: TemporaryFolder) throws {
    try folder.write("<p>home", to: "Output/index.html")
    process.executableURL = try BuiltCommand.executable()
    process.arguments = ["serve", "--port", "0"]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var line = Data()
    while !line.contains(UInt8(ascii: "\n")) {
      let piece = output.fileHandleForReading.availableData
      try #require(!piece.isEmpty, "the server ended")
      line += piece
    }
    greeting = String(decoding: line, as: UTF8.self)
  }

  deinit { process.terminate() }
}
