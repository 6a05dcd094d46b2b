package import Catalog
import Diagnostics
import Foundation
import Pages

/// Builds a site: reads everything, resolves everything, renders in parallel, audits the result,
/// then switches.
package enum SiteBuilder {
  /// Builds the site into its output folder. Nothing there changes unless all of it succeeded.
  ///
  /// Without `isReleasing` the site is only checked. `memory` keeps what is the same in the catalogs
  /// of one build and the next; with a `stagingMemory` the next build of this process begins with the
  /// release that this one replaces. `progress` is told after every page, from several tasks.
  package static func build(
    _ options: BuildOptions, isReleasing: Bool, memory: CatalogMemory = CatalogMemory(),
    stagingMemory: StagingMemory? = nil,
    progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
  ) async -> BuildReport {
    await SiteBuild(
      options, isReleasing: isReleasing, memory: memory, stagingMemory: stagingMemory
    ).run(progress: progress)
  }

  /// Removes what a build of this process that is cut short has put together beside `output`.
  ///
  /// To be called when the process ends at once: the build may go on meanwhile, and fails.
  package static func removeStaging(of output: String) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    StagingFolder.removeRunning(StagingFolder.folder(for: url))
  }
}
