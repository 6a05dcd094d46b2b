package import Diagnostics
import Foundation

extension SiteBuilder {
  /// Builds the site from nothing into a folder of its own and compares it with the output.
  ///
  /// - Returns: A fault for each file that differs, is missing or is not of the site; none where the
  ///   output is what a clean build gives.
  package static func verify(_ options: BuildOptions) async -> [Diagnostic] {
    let output = URL(fileURLWithPath: options.output).standardizedFileURL
    let name = ".\(output.lastPathComponent).verify-\(ProcessInfo.processInfo.processIdentifier)"
    let clean = output.deletingLastPathComponent().appendingPathComponent(name).path
    defer { try? FileManager.default.removeItem(atPath: clean) }
    var options = options
    options.outputFolder = clean
    options.isFresh = true
    options.keepsRecord = false
    let report = await build(options, isReleasing: true)
    guard report.wasReleased else { return report.diagnostics }
    do {
      return try differences(of: output.path, from: clean)
    } catch {
      return [fault("the output cannot be compared: \(error.localizedDescription)")]
    }
  }

  private static func differences(of output: String, from clean: String) throws -> [Diagnostic] {
    let (made, wanted) = (try files(in: output), try files(in: clean))
    let paths = made.symmetricDifference(wanted).sorted()
    let faults = paths.map { path in
      fault(
        made.contains(path)
          ? "'\(path)' stands in the output, and a build from nothing does not make it"
          : "'\(path)' is missing in the output")
    }
    return try faults
      + made.intersection(wanted).sorted().compactMap { path in
        let (one, other) = (output + "/" + path, clean + "/" + path)
        guard try bytes(one) != bytes(other) else { return nil }
        return fault("'\(path)' differs from what a build from nothing makes")
      }
  }

  private static func files(in folder: String) throws -> Set<String> {
    let manager = FileManager.default
    let paths = try manager.subpathsOfDirectory(atPath: folder).filter { path in
      var isFolder: ObjCBool = false
      let exists = manager.fileExists(atPath: folder + "/" + path, isDirectory: &isFolder)
      // Hidden files at the top are the publisher's.
      return exists && !isFolder.boolValue && !path.hasPrefix(".")
    }
    return Set(paths)
  }

  private static func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped)
  }

  private static func fault(_ summary: String) -> Diagnostic {
    Diagnostic(
      "not-as-clean", summary, at: nil,
      help: ["this is an error of the tool: please report it, and build with --fresh"])
  }
}
