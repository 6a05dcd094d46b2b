import Diagnostics
import Foundation

/// The program `git`, asked about the repository that a folder lies in.
struct Git: Sendable {
  let folder: String

  /// Returns the whole name of the commit that a revision names, or `nil` where there is none.
  func commit(_ revision: String) -> String? {
    // A name that begins with a hyphen is no option.
    let result = Program.run(
      ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"],
      in: folder)
    guard result.status == 0 else { return nil }
    return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// Puts folders of a commit, below this one, into another folder.
  func export(_ paths: [String], of commit: String, to target: String) throws(DiagnosticError) {
    let archive = target + "/archive.tar"
    let commands = [
      ["git", "archive", "--format=tar", "--output", archive, commit, "--"] + paths,
      ["tar", "-x", "-f", archive, "-C", target],
    ]
    for command in commands {
      let result = Program.run(command, in: folder)
      guard result.status == 0 else {
        let words = result.report.split(separator: "\n").first.map(String.init)
        throw DiagnosticError(
          Diagnostic(
            "no-site-in-revision",
            "the site's Content and Templates cannot be taken from the revision: "
              + (words ?? "'\(command[0])' failed"),
            at: nil,
            help: ["name a revision that holds Content/ and Templates/ of the site with --site"]))
      }
    }
  }
}

/// Other programs, found on `PATH`.
enum Program {
  struct Result: Sendable {
    var output: String
    var report: String
    var status: Int32
  }

  /// Runs a program that writes little and reads nothing; status 127 where it cannot be started.
  static func run(_ command: [String], in folder: String) -> Result {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let (output, report) = (Pipe(), Pipe())
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = report
    do {
      try process.run()
    } catch {
      return Result(output: "", report: error.localizedDescription, status: 127)
    }
    // A few lines at most: neither pipe fills before it is read.
    let words = output.fileHandleForReading.readDataToEndOfFile()
    let faults = report.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Result(
      output: String(decoding: words, as: UTF8.self),
      report: String(decoding: faults, as: UTF8.self), status: process.terminationStatus)
  }
}
