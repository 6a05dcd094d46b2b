import Catalog
import Diagnostics
import Foundation
import Pages

/// One build: reads everything, resolves everything, renders in parallel what is not as it was, audits
/// the result, then switches.
struct SiteBuild {
  private let options: BuildOptions
  private let isReleasing: Bool
  private let access: FileAccess
  private let memory: CatalogMemory
  private let stagingMemory: StagingMemory?
  private let recordFile: RecordFile
  private let setting: BuildRecord.Setting
  /// The build before, if its record can be used.
  let record: BuildRecord?
  /// The record of the last build, whatever program made it and for which date.
  let anyRecord: BuildRecord?

  init(
    _ options: BuildOptions, isReleasing: Bool, access: FileAccess = .disk,
    memory: CatalogMemory = CatalogMemory(), stagingMemory: StagingMemory? = nil
  ) {
    self.options = options
    self.isReleasing = isReleasing
    self.access = access
    self.memory = memory
    self.stagingMemory = stagingMemory
    let output = URL(fileURLWithPath: options.output).standardizedFileURL.path
    recordFile = RecordFile(site: options.siteFolder, output: output)
    let setting = BuildRecord.Setting(
      tool: ToolIdentity.current, output: output, isPortable: options.isPortable,
      asOf: options.asOf?.description ?? "")
    self.setting = setting
    let record = isReleasing && !options.isFresh ? recordFile.load() : nil
    anyRecord = record
    self.record = record?.setting == setting ? record : nil
  }

  func run(progress: @escaping @Sendable (BuildProgress) -> Void) async -> BuildReport {
    if let report = currentReport() { return report }
    let start = FileStamp.now(in: options.siteFolder)
    var report = BuildReport()
    report.files = SiteFiles.read(options.siteFolder, access: access)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable, memory: memory)
    report.files.forgetFrontMatter()
    report.diagnostics = faults
    guard let site else { return report }
    report.pageCount = site.pages.count

    let staging: StagingFolder?
    do throws(StagingError) {
      staging =
        isReleasing && !faults.containsErrors
        ? try StagingFolder(
          for: options.output, of: options.siteFolder,
          released: { OutputCheck(options.output).paths(in: anyRecord) }, memory: stagingMemory)
        : nil
    } catch {
      report.diagnostics.append(error.diagnostic)
      return report
    }
    var next = BuildRecord(setting: setting)
    next.pageCount = site.pages.count
    let digests = report.files.digests
    next.inputs = InputCheck.inputs(digests, report.files.stamps, start: start)
    if staging != nil { next.catalog = CatalogState(site.catalog) }
    let names = NameTable(record?.names ?? [])
    let siteWide = SiteWideFiles.all(of: site, catalog: catalogDigest(next.catalog, digests))
    let outcomes = await render(
      site, beside: siteWide.map(\.path), into: staging, digests, names, next: &next,
      report: &report, progress: progress)
    if options.triesClaims, site.isCatalogSound, !report.diagnostics.containsErrors {
      report.diagnostics += await ClaimCrew(site: site, jobs: options.jobs).faults()
    }
    guard let staging else { return report }
    await settle(
      site, siteWide, outcomes, in: staging, names, next: &next, digests, report: &report)
    return report
  }

  /// Returns the report of a build that has nothing to do, or `nil` where there is something.
  private func currentReport() -> BuildReport? {
    guard let record, let manifest = record.manifest,
      !(options.isStrict && record.diagnostics.contains { $0.severity == .warning }),
      InputCheck(access: access).isSame(options.siteFolder, as: record),
      OutputCheck(options.output).holds(record)
    else { return nil }
    var report = BuildReport()
    report.diagnostics = record.diagnostics
    report.pageCount = record.pageCount
    report.fileCount = record.fileCount
    report.byteCount = record.byteCount + manifest.byteCount
    report.wasCurrent = true
    // Excerpts of warnings come from the files.
    if !report.diagnostics.isEmpty {
      report.files = SiteFiles.read(options.siteFolder, access: access)
    }
    return report
  }

  /// Renders, judges and writes the pages that are not as they were.
  private func render(
    _ site: Site, beside siteWide: [String], into staging: StagingFolder?,
    _ digests: [String: StableDigest], _ names: NameTable, next: inout BuildRecord,
    report: inout BuildReport, progress: @escaping @Sendable (BuildProgress) -> Void
  ) async -> [PageOutcome] {
    let audit = PageAudit(
      site: site, siteWide: siteWide + [ReleaseManifest.file],
      templates: TemplateLinks(files: report.files.templates))
    report.diagnostics += audit.diagnostics
    let catalog = next.catalog
    let previous = record.map {
      PreviousBuild(record: $0, change: CatalogChange(from: $0.catalog, to: catalog))
    }
    let crew = PageCrew(
      site: site, audit: audit, staging: staging, files: digests, previous: previous,
      names: names, jobs: options.jobs)
    let result = await crew.renderAll(progress: progress)
    next.shared = result.shared
    var outcomes = result.outcomes
    report.rendered = zip(site.pages, outcomes).filter(\.1.isRendered).map(\.0.path.path)
    report.diagnostics += TemplateLinks.merged(
      outcomes.flatMap(\.diagnostics) + audit.settle(outcomes.flatMap(\.facts)))
    // All are judged, and those of a large site take their room.
    for index in outcomes.indices { outcomes[index].facts = [] }
    return outcomes
  }

  /// Puts the release in place and keeps its record, or leaves everything as it is where the build is
  /// to stop.
  private func settle(
    _ site: Site, _ siteWide: [SiteWideFile], _ outcomes: [PageOutcome],
    in staging: StagingFolder, _ names: NameTable, next: inout BuildRecord,
    _ digests: [String: StableDigest], report: inout BuildReport
  ) async {
    do throws(StagingError) {
      let stops = report.diagnostics.contains {
        $0.severity == .error || (options.isStrict && $0.severity == .warning)
      }
      if stops { return try staging.discard() }
      try await finish(
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
    guard options.keepsRecord else { return }
    next.diagnostics = report.diagnostics
    let pages = zip(site.pages, outcomes).map { (path: $0.path.path, bytes: $1.recorded) }
    do {
      try recordFile.save(next, pages: pages, names: names)
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
  ) async throws(StagingError) {
    let assets = site.assets.map { asset in
      SiteWideFile(path: asset.path, origin: digests[asset.origin]?.folded) { asset.bytes }
    }
    let previous = Dictionary(
      (record?.siteFiles ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    next.siteFiles = try await SiteWideCrew(
      files: siteWide + assets, staging: staging, previous: previous
    ).writeAll(jobs: options.jobs)
    let files = outcomes.flatMap(\.files) + next.siteFiles
    let manifest = ReleaseManifest(site: site, inputs: digests, files: files)
    next.manifest = try staging.write(
      OutputFile(path: ReleaseManifest.file, bytes: manifest.bytes))
    next.byteCount = files.reduce(0) { $0 + $1.byteCount }
    next.fileCount = files.count + 1
    report.fileCount = next.fileCount
    report.byteCount = next.byteCount + (next.manifest?.byteCount ?? 0)
    try staging.release()
  }

  /// A digest of the catalog with its computed columns and of the settings.
  private func catalogDigest(
    _ catalog: CatalogState, _ digests: [String: StableDigest]
  ) -> UInt64? {
    guard !catalog.columns.isEmpty else { return nil }
    var digest = StableDigest()
    for (column, value) in catalog.columns.sorted(by: { $0.key < $1.key }) {
      digest.add(column)
      digest.add(value)
    }
    digest.add(digests["Content/site.yaml"]?.hexadecimal ?? "")
    return digest.folded
  }
}
