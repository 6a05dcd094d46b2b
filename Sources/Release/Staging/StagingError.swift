import Diagnostics

/// Why a release could not be written.
struct StagingError: Error {
  enum Reason {
    /// The output folder holds files that no build of ours made.
    case foreignOutput(file: String)
    /// Beside a release of ours the output folder holds files that are no part of it.
    case foreignFiles([String])
    /// The output lies in a folder that the build reads.
    case insideInput(folder: String)
    /// The path of the output is a file.
    case notAFolder
    case failed(action: String, path: String, cause: String)
  }

  var reason: Reason
  var output: String

  /// Returns the first few names in quotes.
  private static func some(of names: [String]) -> String {
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 5 ? shown + ", …" : shown
  }

  var diagnostic: Diagnostic {
    switch reason {
    case .foreignOutput(let file):
      Diagnostic(
        "foreign-output", .error,
        "the output folder '\(output)' holds '\(file)', and no build made that folder", at: nil,
        help: ["empty the folder, or name another with --output"])
    case .foreignFiles(let files):
      Diagnostic(
        "foreign-output", .error,
        "the output folder '\(output)' holds \(files.count == 1 ? "a file" : "\(files.count) files") "
          + "that no build made: \(Self.some(of: files))", at: nil,
        help: [
          "move what belongs to the site to Content/, from where every build copies it",
          "or delete it: a build replaces the whole folder but for hidden files at its top",
        ])
    case .insideInput(let folder):
      Diagnostic(
        "output-failed", .error,
        "the output '\(output)' lies in '\(folder)', which the build reads",
        at: nil, help: ["name a folder outside it with --output"])
    case .notAFolder:
      Diagnostic(
        "output-failed", .error, "the output '\(output)' is a file, expected a folder", at: nil,
        help: ["remove the file, or name another folder with --output"])
    case .failed(let action, let path, let cause):
      Diagnostic(
        "output-failed", .error, "cannot \(action) '\(path)': \(cause)", at: nil,
        help: ["check the permissions and the free space; the output folder was not changed"])
    }
  }
}
