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
    let (site, faults) = Site.resolve(report.files, asOf: options.asOf)
    report.diagnostics = faults
    guard let site else { return report }
    report.pageCount = site.pages.count

    let staging: StagingFolder?
    do throws(StagingError) {
      staging = isReleasing && !faults.containsErrors ? try StagingFolder(for: options.output) : nil
    } catch {
      report.diagnostics.append(error.diagnostic)
      return report
    }
    await render(site, into: staging, jobs: options.jobs, report: &report, progress: progress)
    guard let staging else { return report }
    do throws(StagingError) {
      let stops = report.diagnostics.contains {
        $0.severity == .error || (options.isStrict && $0.severity == .warning)
      }
      if stops {
        try staging.discard()
      } else {
        try finish(site, in: staging, report: &report)
        report.wasReleased = true
      }
    } catch {
      report.diagnostics.append(error.diagnostic)
    }
    return report
  }

  /// Renders one page and returns what it read.
  package static func reads(
    of path: String, _ options: BuildOptions
  ) -> (page: PageEntry?, reads: [Read], report: BuildReport) {
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder)
    let (site, faults) = Site.resolve(report.files, asOf: options.asOf)
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
      let rendered = renderer.render(page)
      report.diagnostics += rendered.diagnostics
      return (page, rendered.reads.all, report)
    } catch {
      report.diagnostics.append(
        Diagnostic("database-failed", .error, "the catalog cannot be queried: \(error)", at: nil))
      return (page, [], report)
    }
  }

  private static func render(
    _ site: Site, into staging: StagingFolder?, jobs: Int, report: inout BuildReport,
    progress: @escaping @Sendable (BuildProgress) -> Void
  ) async {
    let siteWide = SiteWideFiles.all(of: site).map(\.path) + [ReleaseManifest.file]
    let audit = PageAudit(site: site, siteWide: siteWide)
    let outcomes = await PageCrew(site: site, audit: audit, staging: staging)
      .renderAll(jobs: jobs, progress: progress)
    report.diagnostics += outcomes.flatMap(\.diagnostics)
    report.diagnostics += PageAudit.settle(outcomes.compactMap(\.facts))
    report.fileCount += outcomes.reduce(0) { $0 + $1.fileCount }
    report.byteCount += outcomes.reduce(0) { $0 + $1.byteCount }
  }

  private static func finish(
    _ site: Site, in staging: StagingFolder, report: inout BuildReport
  ) throws(StagingError) {
    for file in SiteWideFiles.all(of: site) {
      try staging.write(Array(file.text.utf8), to: file.path)
      report.fileCount += 1
      report.byteCount += file.text.utf8.count
    }
    for asset in site.assets {
      try staging.write(asset.bytes, to: asset.path)
      report.fileCount += 1
      report.byteCount += asset.bytes.count
    }
    try staging.write(ReleaseManifest.bytes(for: site), to: ReleaseManifest.file)
    report.fileCount += 1
    try staging.release()
  }
}
