import ArgumentParser
import Foundation

/// The whole program but for its entry point, so that tests and other programs can hold it.
package enum CommandLineTool {
  /// Runs the command that the process was given and ends the process.
  ///
  /// Exit status: 0 done, 1 the input has errors, 64 wrong usage.
  package static func run() async {
    do {
      var command = try RootCommand.parseAsRoot()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      exit(with: error)
    }
  }

  /// Ends the process with what the parser says of an error; wrong usage is told in lines of 80 columns,
  /// as all other errors are.
  private static func exit(with error: any Error) -> Never {
    let status = RootCommand.exitCode(for: error)
    guard status == .validationFailure else { RootCommand.exit(withError: error) }
    let lines = RootCommand.fullMessage(for: error).split(
      separator: "\n", omittingEmptySubsequences: false)
    let told = lines.flatMap { line -> [String] in
      let indent = String(line.prefix { $0 == " " })
      let pieces = String(line.dropFirst(indent.count))
        .wrapped(at: TextTable.terminalWidth - indent.count - 2)
      return pieces.enumerated().map { indent + ($0 > 0 ? "  " : "") + $1 }
    }
    Terminal.standard.report(told.joined(separator: "\n") + "\n")
    Foundation.exit(status.rawValue)
  }
}
