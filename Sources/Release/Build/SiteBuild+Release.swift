import Catalog
import Diagnostics
import Pages

extension SiteBuild {
  /// Puts the release in place and keeps its record, or leaves everything as it is where the build is
  /// to stop.
  func settle(
    _ site: Site, _ siteWide: [SiteWideFile], _ rendering: Rendering,
    in staging: StagingFolder, _ names: NameTable, next: inout BuildRecord,
    _ digests: [String: StableDigest], report: inout BuildReport
  ) async {
    let outcomes = rendering.outcomes
    let list: ReleaseList
    do throws(StagingError) {
      if options.isStopped(by: report.diagnostics) { return try staging.discard() }
      list = try await finish(
        site, siteWide, outcomes, in: staging, next: &next, digests, report: &report)
      report.wasReleased = true
    } catch {
      report.diagnostics.append(error.diagnostic)
      do throws(StagingError) {
        try staging.discard()
      } catch {
        report.diagnostics.append(error.diagnostic)
      }
      return
    }
    memory?.keep(nil)
    async let isTidy: Void = staging.removeReplaced()
    keepRecord(
      site, rendering, names, list, next: &next, digests, report: &report)
    await isTidy
  }

  /// Keeps the record of the release that has been put in place.
  private func keepRecord(
    _ site: Site, _ rendering: Rendering, _ names: NameTable, _ list: ReleaseList,
    next: inout BuildRecord, _ digests: [String: StableDigest], report: inout BuildReport
  ) {
    guard options.keepsRecord else { return }
    let outcomes = rendering.outcomes
    next.diagnostics = report.diagnostics
    let pages = zip(site.pages, outcomes).map { (path: $0.path.path, bytes: $1.recorded) }
    do {
      try recordFile.save(next, pages: pages, of: site.catalog, names: names)
      guard let memory else { return }
      for page in pages { next.pages[page.path] = RecordPart(page.bytes) }
      next.names = names.names
      next.groups = names.groups.map { RecordPart($0) }
      memory.keep(
        StandingRelease(
          site: site, shared: rendering.fragments, record: next, names: names, outcomes: outcomes,
          audit: rendering.audit, related: rendering.related, anchors: rendering.anchors,
          list: list, inputs: digests.keys.sorted(), index: nil, isRecorded: true))
    } catch {
      // The release stands. Without a record the next build makes everything anew.
      recordFile.remove()
      report.diagnostics.append(
        Diagnostic(
          "no-record", .information,
          "no record of the build can be kept in '\(RecordFile.folder)': \(error)", at: nil,
          help: ["the next build makes every page anew"]))
    }
  }

  /// Writes what belongs to the site as a whole and puts the release in place.
  private func finish(
    _ site: Site, _ siteWide: [SiteWideFile], _ outcomes: [PageOutcome],
    in staging: StagingFolder, next: inout BuildRecord, _ digests: [String: StableDigest],
    report: inout BuildReport
  ) async throws(StagingError) -> ReleaseList {
    next.siteFiles = try await SiteWideCrew(
      siteWide + Self.assets(of: site, digests), in: staging, after: record?.siteFiles ?? []
    ).writeAll(jobs: options.jobs)
    let list = ReleaseList(outcomes.flatMap(\.files) + next.siteFiles)
    let manifest = ReleaseManifest(
      site: site, inputs: digests.sorted { $0.key < $1.key }.map { ($0.key, $0.value) },
      files: list)
    next.manifest = try staging.write(
      OutputFile(path: ReleaseManifest.file, bytes: manifest.bytes))
    next.byteCount = list.byteCount
    next.fileCount = list.count + 1
    report.measure(next)
    try staging.release()
    return list
  }

  /// Returns the files that are copied.
  static func assets(
    of site: Site, _ digests: [String: StableDigest]
  ) -> [SiteWideFile] {
    site.assets.map { asset in
      SiteWideFile(path: asset.path, origin: digests[asset.origin]?.folded) { asset.bytes }
    }
  }

  /// A digest of the catalog with its computed columns and of the settings.
  static func catalogDigest(
    _ catalog: CatalogState, _ digests: [String: StableDigest]
  ) -> UInt64? {
    guard !catalog.columns.isEmpty else { return nil }
    var digest = StableDigest()
    for (column, value) in catalog.columns.sorted(by: { $0.key < $1.key }) {
      digest.add(column)
      digest.add(value)
    }
    digest.add(digests[SiteSettings.path]?.hexadecimal ?? "")
    return digest.folded
  }
}
