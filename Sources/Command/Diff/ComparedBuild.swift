import Catalog
import Changes
import Diagnostics
import Foundation
import Release

/// What a site's output is compared with: an output folder, or a revision built into one.
struct ComparedBuild: Sendable {
  /// The output folder.
  let folder: String
  /// What it is called in the report.
  let name: String
  /// A folder to remove afterwards.
  private let temporary: String?

  /// Names the output folder of another build.
  private init(folder: String) {
    self.folder = folder
    name = folder
    temporary = nil
  }

  private init(built folder: String, name: String, temporary: String) {
    self.folder = folder
    self.name = name
    self.temporary = temporary
  }

  /// Finds the folder, or builds the site as it was in a revision of its repository, with this program
  /// and for the date `asOf`, so that only what was written differs.
  static func find(
    _ against: String, site: String, asOf: CalendarDate?, jobs: Int
  ) async throws(DiagnosticError) -> ComparedBuild {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: against, isDirectory: &isFolder), isFolder.boolValue {
      return ComparedBuild(folder: against)
    }
    let git = Git(folder: site)
    guard let commit = git.commit(against) else {
      throw DiagnosticError(
        Diagnostic(
          "unknown-build",
          "'\(against)' is neither a folder nor a revision of the repository that the site is in",
          at: nil,
          help: [
            "name the output folder of another build, or a commit, branch or tag of git, with the "
              + "site's folder in --site"
          ]))
    }
    return try await build(commit, name: against, git: git, asOf: asOf, jobs: jobs)
  }

  private static func build(
    _ commit: String, name: String, git: Git, asOf: CalendarDate?, jobs: Int
  ) async throws(DiagnosticError) -> ComparedBuild {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rigbook-diff-\(UUID().uuidString)").path
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw DiagnosticError(
        Diagnostic(
          "output-failed",
          "no folder can be made for the build of '\(name)': "
            + error.localizedDescription, at: nil))
    }
    let build = ComparedBuild(
      built: folder + "/Output", name: "\(name) (\(commit.prefix(12)))", temporary: folder)
    do {
      try git.export(["Content", "Templates"], of: commit, to: folder)
      var options = BuildOptions(siteFolder: folder, jobs: jobs, asOf: asOf)
      options.keepsRecord = false
      let report = await SiteBuilder.build(options, isReleasing: true)
      guard report.wasReleased else {
        let errors = report.diagnostics.filter { $0.severity == .error }.sortedForReport()
        throw DiagnosticError(Self.failure(name, errors))
      }
      return build
    } catch let error as DiagnosticError {
      build.remove()
      throw error
    } catch {
      build.remove()
      throw DiagnosticError(
        Diagnostic("output-failed", "'\(name)' cannot be built: \(error)", at: nil))
    }
  }

  private static func failure(_ name: String, _ errors: [Diagnostic]) -> Diagnostic {
    Diagnostic(
      "revision-fails", "the site as it was in '\(name)' does not build with this program", at: nil,
      notes: errors.prefix(3).map { error in
        let place = error.span.map { "\($0.file): " } ?? ""
        return Diagnostic.Note("\(place)\(error.summary) [\(error.id.rawValue)]")
      },
      help: ["compare with the output of a build that was kept: --against DIR"])
  }

  /// Removes what was made for the comparison.
  func remove() {
    guard let temporary else { return }
    // The system clears its temporary folder by itself where this fails.
    try? FileManager.default.removeItem(atPath: temporary)
  }
}
