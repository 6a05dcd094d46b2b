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
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable)
    report.diagnostics = faults
    guard let site else { return report }
    report.pageCount = site.pages.count

    let staging: StagingFolder?
    do throws(StagingError) {
      staging =
        isReleasing && !faults.containsErrors
        ? try StagingFolder(for: options.output, of: options.siteFolder) : nil
    } catch {
      report.diagnostics.append(error.diagnostic)
      return report
    }
    let siteWide = SiteWideFiles.all(of: site)
    let files = await render(
      site, beside: siteWide.map(\.path), into: staging, jobs: options.jobs, report: &report,
      progress: progress)
    guard let staging else { return report }
    do throws(StagingError) {
      let stops = report.diagnostics.contains {
        $0.severity == .error || (options.isStrict && $0.severity == .warning)
      }
      if stops {
        try staging.discard()
      } else {
        try await finish(
          site, siteWide, after: files, in: staging, jobs: options.jobs, report: &report)
        report.wasReleased = true
      }
    } catch {
      report.diagnostics.append(error.diagnostic)
      do throws(StagingError) {
        try staging.discard()
      } catch {
        report.diagnostics.append(error.diagnostic)
      }
    }
    return report
  }

  /// Renders one page and returns what it read.
  package static func reads(
    of path: String, _ options: BuildOptions
  ) -> (page: PageEntry?, reads: [Read], report: BuildReport) {
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable)
    report.diagnostics = faults
    guard let site, !faults.containsErrors else { return (nil, [], report) }
    guard let page = site.page(at: path) else {
      let known = site.pages.map { "/" + $0.path.path }
      report.diagnostics.append(
        Diagnostic(
          "unknown-page", .error, "the site has no page '\(path)'", at: nil,
          help: NearestName.help(for: path.hasPrefix("/") ? path : "/" + path, among: known)))
      return (nil, [], report)
    }
    do {
      let renderer = try PageRenderer(site: site, shared: SharedFragments(site))
      // What other pages say of this one is noted as read, but not needed.
      let pages = renderer.drafts(of: page).map { renderer.finish($0, related: RelatedIndex()) }
      report.diagnostics += pages.flatMap(\.diagnostics)
      return (page, pages.first?.reads.all ?? [], report)
    } catch {
      report.diagnostics.append(
        Diagnostic("database-failed", .error, "the catalog cannot be queried: \(error)", at: nil))
      return (page, [], report)
    }
  }

  /// Renders, judges and writes all pages, and returns the files they became.
  private static func render(
    _ site: Site, beside siteWide: [String], into staging: StagingFolder?, jobs: Int,
    report: inout BuildReport, progress: @escaping @Sendable (BuildProgress) -> Void
  ) async -> [ReleaseManifest.File] {
    let audit = PageAudit(site: site, siteWide: siteWide + [ReleaseManifest.file])
    report.diagnostics += audit.diagnostics
    let outcomes = await PageCrew(site: site, audit: audit, staging: staging)
      .renderAll(jobs: jobs, progress: progress)
    report.diagnostics += outcomes.flatMap(\.diagnostics)
    report.diagnostics += PageAudit.settle(outcomes.flatMap(\.facts))
    return outcomes.flatMap(\.files)
  }

  /// Writes what belongs to the site as a whole and puts the release in place.
  private static func finish(
    _ site: Site, _ siteWide: [SiteWideFile], after pages: [ReleaseManifest.File],
    in staging: StagingFolder, jobs: Int, report: inout BuildReport
  ) async throws(StagingError) {
    var files = pages
    let assets = site.assets.map { asset in SiteWideFile(path: asset.path) { asset.bytes } }
    files += try await SiteWideCrew(files: siteWide + assets, staging: staging).writeAll(jobs: jobs)
    let manifest = ReleaseManifest(site: site, inputs: report.files, files: files)
    try staging.write(manifest.bytes, to: ReleaseManifest.file)
    report.fileCount = files.count + 1
    report.byteCount = files.reduce(manifest.bytes.count) { $0 + $1.byteCount }
    try staging.release()
  }
}
