import ArgumentParser

/// The whole program but for its entry point, so that tests and other programs can hold it.
package enum CommandLineTool {
  /// Runs the command that the process was given and ends the process.
  ///
  /// Exit status: 0 done, 1 the input has errors, 64 wrong usage.
  package static func run() async { await RootCommand.main() }
}
