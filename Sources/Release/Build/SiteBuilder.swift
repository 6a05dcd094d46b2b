import Diagnostics
import Foundation
import Pages

/// Builds a site: reads everything, resolves everything, renders in parallel, audits the result,
/// then switches.
package enum SiteBuilder {
  /// Builds the site into its output folder. Nothing there changes unless all of it succeeded.
  ///
  /// Without `isReleasing` the site is only checked. `memory` keeps what the next build of this process
  /// can take over. With it, `changed` are the paths below the site folder of all files and folders that
  /// anything happened to since the build before began to read, or `nil` where that is not known.
  /// `progress` is told after every page, from several tasks.
  package static func build(
    _ options: BuildOptions, isReleasing: Bool, memory: BuildMemory? = nil,
    changed: [String]? = nil,
    progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
  ) async -> BuildReport {
    await SiteBuild(
      options, isReleasing: isReleasing, memory: memory, changed: changed
    ).run(progress: progress)
  }

  /// Writes the record of what stands in the output, where a build has left that for later.
  package static func keepRecord(of memory: BuildMemory, _ options: BuildOptions) {
    SiteBuild(options, isReleasing: true, memory: memory).keepRecord()
  }

  /// Removes what a build of this process that is cut short has put together beside `output`.
  ///
  /// To be called when the process ends at once: the build may go on meanwhile, and fails.
  package static func removeStaging(of output: String) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    StagingFolder.removeRunning(StagingFolder.folder(for: url))
  }
}
