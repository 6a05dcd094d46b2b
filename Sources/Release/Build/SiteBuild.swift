import Catalog
import Diagnostics
import Foundation
import Pages

/// One build: reads everything, resolves everything, renders in parallel what is not as it was, audits
/// the result, then switches.
struct SiteBuild {
  let options: BuildOptions
  let isReleasing: Bool
  let access: FileAccess
  let memory: BuildMemory?
  /// The paths of the files and folders that changed since the last build, where that is known.
  let changed: [String]?
  let recordFile: RecordFile
  let setting: BuildRecord.Setting
  /// The build before, if its record can be used.
  let record: BuildRecord?
  /// The record of the last build, whatever program made it and for which date.
  let anyRecord: BuildRecord?

  init(
    _ options: BuildOptions, isReleasing: Bool, access: FileAccess = .disk,
    memory: BuildMemory? = nil, changed: [String]? = nil
  ) {
    self.options = options
    self.isReleasing = isReleasing
    self.access = access
    self.memory = memory
    self.changed = changed
    let output = URL(fileURLWithPath: options.output).standardizedFileURL.path
    recordFile = RecordFile(site: options.siteFolder, output: output)
    let setting = BuildRecord.Setting(
      tool: ToolIdentity.current, output: output, isPortable: options.isPortable,
      asOf: options.asOf?.description ?? "")
    self.setting = setting
    var record: BuildRecord?
    if isReleasing, !options.isFresh {
      let standing = memory?.standing?.release
      record =
        standing?.record.setting == setting && memory?.staging.stands == true
        ? standing?.record : recordFile.load()
    }
    anyRecord = record
    self.record = record?.setting == setting ? record : nil
  }

  func run(progress: @escaping @Sendable (BuildProgress) -> Void) async -> BuildReport {
    let start = FileStamp.now(in: options.siteFolder)
    let updated = changed.flatMap { memory?.files(options.siteFolder, changed: $0, access) }
    if updated == nil {
      keepRecord()
      if let report = currentReport() {
        memory?.update { $0.makeIndex() }
        memory?.forgetFilesReadSince()
        return report
      }
    }
    var report = BuildReport()
    report.files = updated ?? SiteFiles.read(options.siteFolder, access: access)
    if updated == nil { memory?.keep(report.files) }
    // What stands in the output is looked at meanwhile.
    async let standing = updated == nil ? standingFiles() : nil
    let siteMemory = memory?.site ?? SiteMemory(keepsState: isReleasing)
    let (site, faults) = Site.resolve(
      report.files, asOf: options.asOf, isPortable: options.isPortable, memory: siteMemory)
    if memory == nil { report.files.forgetFrontMatter() }
    report.diagnostics = faults
    guard let site else { return report }
    report.pageCount = site.pages.count
    if updated != nil,
      let following = await following(site, report.files, faults, start: start)
    {
      return following
    }

    let released = await standing ?? standingFiles()
    let staging: StagingFolder?
    do throws(StagingError) {
      staging =
        if isReleasing, !faults.containsErrors, let released {
          try StagingFolder(
            for: options.output, of: options.siteFolder, released: released,
            memory: memory?.staging)
        } else {
          nil
        }
    } catch {
      report.diagnostics.append(error.diagnostic)
      return report
    }
    var next = BuildRecord(setting: setting)
    next.pageCount = site.pages.count
    let digests = report.files.digests
    next.inputs = InputCheck.inputs(digests, report.files.stamps, start: start)
    if staging != nil || record != nil {
      next.catalog = CatalogState(site.catalog, known: siteMemory.catalog.state)
    }
    let names = NameTable(record?.names ?? [], groups: record?.groups.map(\.ownBytes) ?? [])
    let siteWide = SiteWideFiles.all(of: site, catalog: Self.catalogDigest(next.catalog, digests))
    let rendering = await render(
      site, beside: siteWide.map(\.path), into: staging, digests, names, next: &next,
      report: &report, progress: progress)
    if options.triesClaims, site.isCatalogSound, !report.diagnostics.containsErrors {
      report.diagnostics += await ClaimCrew(site: site, jobs: options.jobs).faults()
    }
    guard let staging else { return report }
    await settle(
      site, siteWide, rendering, in: staging, names, next: &next, digests, report: &report)
    return report
  }

  /// Returns the files of the release that stands in the output, or what is wrong with that folder; `nil`
  /// where nothing is released.
  private func standingFiles() -> Result<Set<String>, StagingError>? {
    guard isReleasing else { return nil }
    return StagingFolder.released(in: options.output) {
      OutputCheck(options.output).paths(in: anyRecord)
    }
  }

  /// Builds what the changes can touch, where the site is that of the release that stands but for its
  /// catalog and texts; `nil` where everything must be looked at.
  private func following(
    _ site: Site, _ files: SiteFiles, _ faults: [Diagnostic], start: Int64
  ) async -> BuildReport? {
    guard isReleasing, !options.isFresh, !options.triesClaims, options.keepsRecord,
      !faults.containsErrors, let memory
    else { return nil }
    memory.update { $0.makeIndex() }
    guard let (standing, changed) = memory.standing, standing.site.frame === site.frame,
      standing.record.setting == setting, let index = standing.index,
      let staging = StagingFolder(following: memory.staging, output: options.output)
    else { return nil }
    let build = FollowingBuild(
      options: options, site: site, files: files, faults: faults, changed: changed,
      standing: standing, index: index, staging: staging, start: start)
    guard let result = await build.run() else {
      staging.giveBack()
      return nil
    }
    if let standing = result.standing { memory.keep(standing) }
    return result.report
  }

  /// Writes the record of the release that stands, if it is only in memory.
  func keepRecord() {
    guard let memory, memory.staging.stands else { return }
    memory.update { standing in
      guard !standing.isRecorded else { return }
      let pages = standing.site.pages.map { page in
        (page.path.path, standing.record.pages[page.path.path]?.ownBytes ?? [])
      }
      // Without it the next process makes more pages anew.
      try? recordFile.save(
        standing.record, pages: pages, of: standing.site.catalog, names: standing.names)
      standing.isRecorded = true
    }
  }

  /// Returns the report of a build that has nothing to do, or `nil` where there is something.
  private func currentReport() -> BuildReport? {
    guard let record, record.manifest != nil,
      !(options.isStrict && record.diagnostics.contains { $0.severity == .warning }),
      InputCheck(access: access).isSame(options.siteFolder, as: record),
      OutputCheck(options.output).holds(record)
    else { return nil }
    var report = BuildReport(standing: record)
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
  ) async -> Rendering {
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
    let facts = outcomes.flatMap(\.facts)
    let anchors = AnchorIndex(facts)
    report.diagnostics += TemplateLinks.merged(
      outcomes.flatMap(\.diagnostics) + audit.settle(facts, in: anchors))
    report.diagnostics += audit.unusedQueries(facts, beside: report.diagnostics)
    // All are judged, and those of a large site take their room.
    if memory == nil { for index in outcomes.indices { outcomes[index].facts = [] } }
    return Rendering(
      outcomes: outcomes, audit: audit, anchors: anchors, fragments: result.fragments,
      related: result.related)
  }

  /// The pages of a site, with what was made to render and to judge them.
  struct Rendering {
    var outcomes: [PageOutcome]
    var audit: PageAudit
    var anchors: AnchorIndex
    var fragments: SharedFragments
    var related: RelatedIndex
  }
}
