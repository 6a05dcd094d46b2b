import Catalog
import Diagnostics
import Pages

/// A build of a site that has the frame of the one before: it knows what stands, and looks at no more
/// than what the change can touch.
struct FollowingBuild: Sendable {
  let options: BuildOptions
  let site: Site
  let files: SiteFiles
  /// What was found wrong with the site as a whole.
  let faults: [Diagnostic]
  /// The paths of the files that were read anew.
  let changed: Set<String>
  let standing: StandingRelease
  let index: ReadIndex
  let staging: StagingFolder
  /// When the build began, by the clock of the file system.
  let start: Int64

  /// What came of the build, with what stands after it.
  struct Result {
    var report: BuildReport
    var standing: StandingRelease?
  }

  /// What a page names, with the drafts that had to be made for that.
  private struct Mentioned: Sendable {
    let place: Int
    let mentions: PageMentions
    let drafts: [PageDraft]?
  }

  private typealias Drafts = [Int: Mentioned]

  /// Builds, or returns `nil` with nothing changed where more than pages would be others.
  func run() async -> Result? {
    var next = standing
    next.site = site
    next.isRecorded = false
    next.record.catalog = CatalogState(site.catalog, known: standing.record.catalog)
    next.shared = SharedFragments(site, after: standing.shared)
    next.audit = standing.audit.of(site)
    guard files.digests.count == standing.inputs.count else { return nil }
    let others = changed.filter { path in
      files.digests[path] != standing.record.inputs[path]?.digest
    }
    if others.isEmpty { return unchanged }
    for path in others {
      guard let digest = files.digests[path], standing.record.inputs[path] != nil else {
        return nil
      }
      next.record.inputs[path] = InputCheck.input(digest, files.stamps[path], start: start)
    }
    let change = CatalogChange(from: standing.record.catalog, to: next.record.catalog)
    let state = SiteReads(
      site, shared: next.shared, related: standing.related, files: files.digests)
    let crew = WorkerCrew(site: site, shared: next.shared, jobs: options.jobs)
    var pages = await ChangedPages(
      site: site, standing: standing, index: index, change: change, files: others, state: state,
      crew: crew
    ).all()
    guard let drafts = await drafts(of: pages, crew) else { return nil }
    pages.formUnion(relatedPages(change, state, besides: pages))
    let rendered = await render(pages.sorted(), drafts, state, crew, &next)
    return await settle(rendered, next, index)
  }

  /// What comes of a build where nothing is another.
  private var unchanged: Result {
    var report = BuildReport(standing: standing.record)
    report.files = files
    report.isFollowing = true
    staging.giveBack()
    return Result(report: report)
  }

  /// Returns the drafts of those pages that are named in an index of what pages say, or `nil` where
  /// what they say is another.
  private func drafts(of pages: Set<Int>, _ crew: WorkerCrew) async -> Drafts? {
    let places = pages.sorted().filter { RelatedIndex.isPlace(site.pages[$0], of: site) }
    let found = await crew.work(on: places) {
      $0
    } make: { place, renderer in
      let page = site.pages[place]
      let holdsTables = site.markdown[page.markdown].text.prose.holdsTables
      let drafts = holdsTables ? renderer.drafts(of: page) : nil
      return Mentioned(
        place: place, mentions: PageMentions(of: page, draft: drafts?.first, in: site),
        drafts: drafts)
    } fault: { _ -> Mentioned? in
      nil
    }
    var drafts: Drafts = [:]
    for case let found? in found {
      let (place, mentions) = (found.place, found.mentions)
      guard let before = standing.outcomes[place].mentions,
        PageMentions.digest([before]) == PageMentions.digest([mentions])
      else { return nil }
      drafts[place] = found
    }
    return drafts.count == places.count ? drafts : nil
  }

  /// Returns the pages that show otherwise what other pages say of them, such as a record's value.
  private func relatedPages(
    _ change: CatalogChange, _ state: SiteReads, besides pages: Set<Int>
  ) -> [Int] {
    guard !change.tables.isEmpty else { return [] }
    let previous = PreviousBuild(record: standing.record, change: change)
    return index.related.subtracting(pages).filter { place in
      guard let page = try? standing.record.page(site.pages[place].path) else { return true }
      return (try? previous.isRelatedChanged(page, by: state)) != false
    }
  }

  /// Renders pages and puts what came of them in the place of what was known.
  private func render(
    _ pages: [Int], _ drafts: Drafts, _ state: SiteReads, _ crew: WorkerCrew,
    _ next: inout StandingRelease
  ) async -> Rendered {
    let pageCrew = PageCrew(
      site: site, audit: next.audit, staging: staging, files: files.digests, previous: nil,
      names: standing.names, jobs: options.jobs)
    let related = standing.related
    let outcomes = await crew.work(on: pages) {
      $0
    } make: { place, renderer in
      let page = site.pages[place]
      return pageCrew.outcome(
        of: page, drafts[place]?.drafts ?? renderer.drafts(of: page),
        mentions: drafts[place]?.mentions, related, state, renderer)
    } fault: { fault in
      PageOutcome(diagnostics: [fault])
    }
    var rendered = Rendered(pages: pages)
    guard outcomes.count == pages.count else {
      rendered.faults = outcomes.flatMap(\.diagnostics)
      return rendered
    }
    for (place, outcome) in zip(pages, outcomes) {
      let before = standing.outcomes[place]
      rendered.before += before.files
      rendered.files += outcome.files
      rendered.offersTheSame =
        rendered.offersTheSame && before.facts.count == outcome.facts.count
        && zip(outcome.facts, before.facts).allSatisfy { $0.offers(whatWasIn: $1) }
      next.outcomes[place] = outcome
      next.record.pages[site.pages[place].path.path] = RecordPart(outcome.recorded)
    }
    return rendered
  }

  /// Pages that were rendered.
  private struct Rendered {
    let pages: [Int]
    /// The files that they had, and those that they have.
    var before: [ReleaseManifest.File] = []
    var files: [ReleaseManifest.File] = []
    /// Whether links find in them what they found before.
    var offersTheSame = true
    /// Why they could not be rendered at all.
    var faults: [Diagnostic] = []
  }

  /// Judges the pages, and puts the release in place unless that is to stop.
  private func settle(
    _ rendered: Rendered, _ standing: StandingRelease, _ index: ReadIndex
  ) async -> Result {
    var next = standing
    if !rendered.offersTheSame { next.anchors = AnchorIndex(next.outcomes.flatMap(\.facts)) }
    let judged =
      rendered.offersTheSame
      ? rendered.pages.flatMap { next.outcomes[$0].facts } : next.outcomes.flatMap(\.facts)
    var report = BuildReport()
    report.files = files
    report.pageCount = site.pages.count
    report.rendered = rendered.pages.map { site.pages[$0].path.path }
    report.isFollowing = true
    report.diagnostics =
      faults + next.audit.diagnostics
      + TemplateLinks.merged(
        next.outcomes.flatMap(\.diagnostics) + rendered.faults
          + next.audit.settle(judged, in: next.anchors))
    report.diagnostics += next.audit.unusedQueries(
      next.outcomes.lazy.flatMap { $0.facts }, beside: report.diagnostics)
    guard !options.isStopped(by: report.diagnostics) else {
      staging.giveBack()
      return Result(report: report)
    }
    do throws(StagingError) {
      try await release(rendered, &next)
    } catch {
      report.diagnostics.append(error.diagnostic)
      staging.giveBack()
      return Result(report: report)
    }
    report.wasReleased = true
    report.measure(next.record)
    next.record.diagnostics = report.diagnostics
    next.record.names = next.names.names
    next.record.groups = next.names.groups.map { RecordPart($0) }
    next.index = self.index(after: rendered.pages, index, next.record)
    return Result(report: report, standing: next)
  }

  /// Writes what belongs to the site as a whole and puts the release in place.
  private func release(
    _ rendered: Rendered, _ next: inout StandingRelease
  ) async throws(StagingError) {
    let siteWide =
      SiteWideFiles.all(
        of: site, catalog: SiteBuild.catalogDigest(next.record.catalog, files.digests))
      + SiteBuild.assets(of: site, files.digests)
    let siteFiles = try await SiteWideCrew(
      siteWide, in: staging, after: next.record.siteFiles, isSameFrame: true
    ).writeAll(jobs: options.jobs)
    let gone = Set(rendered.before.map(\.path)).subtracting(rendered.files.map(\.path))
    next.list.update(
      rendered.before + next.record.siteFiles, rendered.files + siteFiles)
    next.record.siteFiles = siteFiles
    let manifest = ReleaseManifest(
      site: site, inputs: next.inputs.compactMap { path in files.digests[path].map { (path, $0) } },
      files: next.list)
    next.record.manifest = try staging.write(
      OutputFile(path: ReleaseManifest.file, bytes: manifest.bytes))
    next.record.fileCount = next.list.count + 1
    next.record.byteCount = next.list.byteCount
    try staging.release(without: gone)
  }

  /// Returns the index with what the pages read now; `nil` where it has to be made anew.
  private func index(
    after pages: [Int], _ index: ReadIndex, _ record: BuildRecord
  ) -> ReadIndex? {
    var index = index
    do {
      for place in pages { try index.add(place, site.pages[place], record) }
      return index
    } catch {
      return nil
    }
  }
}
