import Catalog
import Diagnostics
import Pages

/// Renders the pages of a site with a number of workers, but those that are as a record has them.
///
/// Pages whose tables other pages point into are filled in first.
struct PageCrew: Sendable {
  let site: Site
  let audit: PageAudit
  let staging: StagingFolder?
  /// The digests of all files of the site, by path.
  let files: [String: StableDigest]
  /// The build before, where the output is as it left it.
  let previous: PreviousBuild?
  let names: NameTable
  let jobs: Int

  /// All pages, and what the next build should know of what they share.
  struct Result: Sendable {
    var outcomes: [PageOutcome]
    var shared: BuildRecord.Shared
    var fragments: SharedFragments
    var related: RelatedIndex
  }

  func renderAll(progress: @escaping @Sendable (BuildProgress) -> Void) async -> Result {
    let fragments = SharedFragments(site)
    let crew = WorkerCrew(site: site, shared: fragments, jobs: jobs)
    var shared = BuildRecord.Shared(site)
    var kept = await kept(crew, shared)
    let (mentions, drafts) = await mentions(crew, kept)
    let named = mentions.compactMap(\.self)
    let related = RelatedIndex(named)
    shared.mentions = PageMentions.digest(named)
    let state = SiteReads(site, shared: fragments, related: related, files: files)
    previous?.dropWhatShowsOthers(from: &kept, state, shared)
    let done = Counter()
    let count = site.pages.count
    let (keptPages, keptMentions) = (kept, mentions)
    let outcomes = await crew.work(on: Array(site.pages.indices)) {
      $0
    } make: { index, renderer in
      let outcome =
        keptPages[index].map { keep($0, site.pages[index]) }
        ?? outcome(
          of: site.pages[index], drafts[index] ?? renderer.drafts(of: site.pages[index]),
          mentions: keptMentions[index], related, state, renderer)
      progress(BuildProgress(pagesDone: done.next(), pagesInAll: count))
      return outcome
    } fault: { fault in
      PageOutcome(diagnostics: [fault])
    }
    return Result(outcomes: outcomes, shared: shared, fragments: fragments, related: related)
  }

  /// Returns the recorded pages that are as they were, by their places; what other pages name is not
  /// looked at yet.
  private func kept(_ crew: WorkerCrew, _ shared: BuildRecord.Shared) async -> [PageRecord?] {
    let nothing = [PageRecord?](repeating: nil, count: site.pages.count)
    guard let previous else { return nothing }
    let state = SiteReads(site, shared: crew.shared, related: RelatedIndex(), files: files)
    let touched = previous.touchedQueries(in: site, files: files)
    let kept = await crew.work(on: Array(site.pages.indices)) { renderer in
      RecordedPages(
        previous.record, site: site, state: state, change: previous.change, shared: shared,
        touched: touched, renderer: renderer)
    } make: { index, recorded -> PageRecord? in
      let page = site.pages[index]
      // What a damaged record cannot tell is rendered.
      guard let found = try? recorded.page(page),
        staging.map({ found.files.allSatisfy($0.stands) }) ?? true
      else { return nil }
      return found.mentions == nil && RelatedIndex.isPlace(page, of: site) ? nil : found
    } fault: { _ in
      nil
    }
    return kept.count == nothing.count ? kept : nothing
  }

  /// Returns what each page names that has a part in the index of related pages, and the drafts that
  /// had to be made for that.
  private func mentions(
    _ crew: WorkerCrew, _ kept: [PageRecord?]
  ) async -> (mentions: [PageMentions?], drafts: [Int: [PageDraft]]) {
    var mentions = kept.map { $0?.mentions }
    let places = site.pages.indices.filter {
      kept[$0] == nil && RelatedIndex.isPlace(site.pages[$0], of: site)
    }
    let found = await crew.work(on: places) {
      $0
    } make: { index, renderer in
      let page = site.pages[index]
      let holdsTables = site.markdown[page.markdown].text.prose.holdsTables
      let drafts = holdsTables ? renderer.drafts(of: page) : nil
      return (drafts, PageMentions?.some(PageMentions(of: page, draft: drafts?.first, in: site)))
    } fault: { _ in
      (nil, nil)
    }
    var drafts: [Int: [PageDraft]] = [:]
    for (place, found) in zip(places, found) {
      mentions[place] = found.1
      drafts[place] = found.0
    }
    return (mentions, drafts)
  }

  /// Takes a page as it stands in the output.
  private func keep(_ page: PageRecord, _ entry: PageEntry) -> PageOutcome {
    var outcome = PageOutcome(page, recorded: previous?.record.encodedPage(entry.path) ?? [])
    guard let staging else { return outcome }
    for file in page.files where !staging.hasFailed {
      do throws(StagingError) {
        try staging.keep(file)
      } catch {
        if staging.noteFailure() { outcome.diagnostics.append(error.diagnostic) }
      }
    }
    return outcome
  }

  /// Renders a page.
  func outcome(
    of page: PageEntry, _ drafts: [PageDraft], mentions: PageMentions?, _ related: RelatedIndex,
    _ state: SiteReads, _ renderer: PageRenderer
  ) -> PageOutcome {
    let markdown = site.markdown[page.markdown]
    var outcome = PageOutcome(mentions: mentions, isRendered: true)
    var reads = ReadLog.Parts()
    for draft in drafts {
      let rendered = renderer.finish(draft, related: related)
      var (facts, faults) = audit.inspect(
        rendered, template: markdown.template, source: markdown.file)
      // A variant has the links of its page, which are judged there.
      if let page = outcome.facts.first { facts.leaveOut(what: page) }
      let repeats = draft.page.order != nil && !outcome.diagnostics.isEmpty
      outcome.facts.append(facts)
      outcome.diagnostics += rendered.diagnostics + (repeats ? [] : faults)
      write(rendered.files, noting: &outcome)
      reads = rendered.reads.parts
    }
    if staging != nil {
      var writer = RecordWriter(names: names)
      writer.write(outcome, identity: site.identity(of: page), reads: reads, state)
      outcome.recorded = writer.exactBytes
    }
    return outcome
  }

  private func write(_ files: [OutputFile], noting outcome: inout PageOutcome) {
    guard let staging else { return }
    for file in files where !staging.hasFailed {
      do throws(StagingError) {
        outcome.files.append(try staging.write(file))
      } catch {
        if staging.noteFailure() { outcome.diagnostics.append(error.diagnostic) }
      }
    }
  }
}
