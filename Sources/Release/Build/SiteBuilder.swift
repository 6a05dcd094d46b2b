package import Catalog
import Diagnostics
import Foundation
package import Pages

/// Builds a site: reads everything, resolves everything, renders in parallel, audits the result,
/// then switches.
package enum SiteBuilder {
  /// Builds the site into its output folder. Nothing there changes unless all of it succeeded.
  ///
  /// Without `isReleasing` the site is only checked. `progress` is told after every page, from
  /// several tasks.
  package static func build(
    _ options: BuildOptions, isReleasing: Bool,
    progress: @escaping @Sendable (BuildProgress) -> Void = { _ in }
  ) async -> BuildReport {
    await SiteBuild(options, isReleasing: isReleasing).run(progress: progress)
  }

  /// Removes what a build of this process that is cut short has put together beside `output`.
  ///
  /// To be called when the process ends at once: the build may go on meanwhile, and fails.
  package static func removeStaging(of output: String) {
    let url = URL(fileURLWithPath: output).standardizedFileURL.resolvingSymlinksInPath()
    StagingFolder.removeRunning(StagingFolder.folder(for: url))
  }

  /// Renders one page and returns what it read, and what of that the next build would render it for:
  /// `nil` where no record of a build holds the page.
  package static func reads(
    of path: String, _ options: BuildOptions
  ) -> (page: PageEntry?, reads: [Read], changes: [String]?, report: BuildReport) {
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable)
    report.diagnostics = faults
    guard let site, !faults.containsErrors else { return (nil, [], nil, report) }
    guard let page = site.page(at: path) else {
      let known = site.pages.map { "/" + $0.path.path }
      report.diagnostics.append(
        Diagnostic(
          "unknown-page", .error, "the site has no page '\(path)'", at: nil,
          help: NearestName.help(for: path.hasPrefix("/") ? path : "/" + path, among: known)))
      return (nil, [], nil, report)
    }
    do {
      let shared = SharedFragments(site)
      let renderer = try PageRenderer(site: site, shared: shared)
      // What other pages say of this one is noted as read, but not needed.
      let pages = renderer.drafts(of: page).map { renderer.finish($0, related: RelatedIndex()) }
      report.diagnostics += pages.flatMap(\.diagnostics)
      let changes = changes(of: page, in: site, report.files, shared, renderer, options)
      return (page, pages.first?.reads.all ?? [], changes, report)
    } catch {
      report.diagnostics.append(
        Diagnostic("database-failed", .error, "the catalog cannot be queried: \(error)", at: nil))
      return (page, [], nil, report)
    }
  }
}
