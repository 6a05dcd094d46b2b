import Foundation
import TestSupport
import Testing

/// The built `rigbook`, run as a process.
///
/// SwiftPM puts the executable and the test bundle into the same folder, so it is looked for next
/// to the bundle: the folder of the test process's own executable on Linux, and on macOS the one
/// that holds the `.xctest` bundle.
enum BuiltCommand {
  /// What a run left behind.
  struct Result: Equatable, Sendable {
    var output: String
    var report: String
    var status: Int32

    /// The report with lines that were broken at a terminal's edge joined again.
    var message: String {
      report.replacing(/\n {2,}(?![ |=\-])/, with: " ")
    }
  }

  /// Runs `rigbook` with `arguments` in `folder`, and waits for its end.
  static func run(
    _ arguments: [String], in folder: String = FileManager.default.currentDirectoryPath,
    input: String = "", environment: [String: String] = [:]
  ) throws -> Result {
    let process = Process()
    process.executableURL = try executable()
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C"]
      .merging(environment) { _, new in new }
    // Files rather than pipes: a full pipe would stop the process before it is waited for.
    let files = try TemporaryFolder()
    try files.write(input, to: "input")
    try files.write("", to: "output")
    try files.write("", to: "report")
    process.standardInput = try handle(forReading: files.path + "/input")
    process.standardOutput = try handle(forWriting: files.path + "/output")
    process.standardError = try handle(forWriting: files.path + "/report")
    try process.run()
    process.waitUntilExit()
    return Result(
      output: try String(contentsOfFile: files.path + "/output", encoding: .utf8),
      report: try String(contentsOfFile: files.path + "/report", encoding: .utf8),
      status: process.terminationStatus)
  }

  /// The executable next to the tests.
  static func executable() throws -> URL {
    let bundles = Bundle.allBundles.map(\.bundleURL) + [Bundle.main.bundleURL]
    let own = CommandLine.arguments.first.map { URL(fileURLWithPath: $0) }
    let places = (bundles + [own].compactMap { $0 }).flatMap { place in
      [place, place.deletingLastPathComponent()]
    }
    let found = places.map { $0.appendingPathComponent("rigbook") }.first { candidate in
      var isFolder: ObjCBool = false
      let exists = FileManager.default.fileExists(atPath: candidate.path, isDirectory: &isFolder)
      return exists && !isFolder.boolValue
    }
    return try #require(found, "no 'rigbook' next to the tests: \(places.map(\.path))")
  }

  private static func handle(forReading path: String) throws -> FileHandle {
    try #require(FileHandle(forReadingAtPath: path))
  }

  private static func handle(forWriting path: String) throws -> FileHandle {
    try #require(FileHandle(forWritingAtPath: path))
  }
}
