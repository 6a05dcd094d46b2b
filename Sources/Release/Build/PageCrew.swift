import Diagnostics
import Pages

/// What came of one page and its variants.
struct PageOutcome: Sendable {
  var facts: [PageFacts] = []
  var diagnostics: [Diagnostic] = []
  /// What was written.
  var files: [ReleaseManifest.File] = []
}

/// Renders all pages with a number of workers.
///
/// Workers take pages in turn; results are put back in the order of the pages, so that the output
/// and the report do not depend on who was quicker. Pages whose tables other pages point into are
/// filled in first.
struct PageCrew: Sendable {
  let site: Site
  let audit: PageAudit
  let staging: StagingFolder?

  func renderAll(
    jobs: Int, progress: @escaping @Sendable (BuildProgress) -> Void
  ) async -> [PageOutcome] {
    let shared = SharedFragments(site)
    let count = site.pages.count
    let places = site.pages.indices.filter {
      RelatedIndex.needsDraft(site.pages[$0], of: site)
    }
    let drafted = await work(jobs, on: places, shared) { index, renderer in
      renderer.drafts(of: site.pages[index])
    } fault: { _ in
      []
    }
    let drafts = Dictionary(
      zip(places, drafted).map { ($0, $1) }, uniquingKeysWith: { first, _ in first })
    let related = RelatedIndex(of: site, drafts: drafted.compactMap(\.first))
    let done = Counter()
    return await work(jobs, on: Array(site.pages.indices), shared) { index, renderer in
      let page = site.pages[index]
      let outcome = outcome(
        of: page, drafts[index] ?? renderer.drafts(of: page), related, renderer)
      progress(BuildProgress(pagesDone: done.next(), pagesInAll: count))
      return outcome
    } fault: { fault in
      PageOutcome(diagnostics: [fault])
    }
  }

  /// Has workers turn each of `items` into a result, each with a renderer of its own, and returns
  /// the results in the order of the items. Without a renderer there is one result, of `fault`.
  private func work<Result: Sendable>(
    _ jobs: Int, on items: [Int], _ shared: SharedFragments,
    make: @escaping @Sendable (Int, PageRenderer) -> Result,
    fault: @escaping @Sendable (Diagnostic) -> Result
  ) async -> [Result] {
    let queue = Counter()
    let results = await withTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<min(jobs, max(items.count, 1)) {
        group.addTask {
          let renderer: PageRenderer
          do {
            renderer = try PageRenderer(site: site, shared: shared)
          } catch {
            let diagnostic = Diagnostic(
              "database-failed", .error, "the catalog cannot be queried: \(error)", at: nil)
            return [(0, fault(diagnostic))]
          }
          var results: [(Int, Result)] = []
          while case let place = queue.next() - 1, place < items.count {
            results.append((place, make(items[place], renderer)))
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func outcome(
    of page: PageEntry, _ drafts: [PageDraft], _ related: RelatedIndex, _ renderer: PageRenderer
  ) -> PageOutcome {
    let markdown = site.markdown[page.markdown]
    var outcome = PageOutcome()
    for draft in drafts {
      let rendered = renderer.finish(draft, related: related)
      var (facts, faults) = audit.inspect(
        rendered, template: markdown.template, source: markdown.source.path)
      // A variant has the links of its page, which are judged there.
      if let page = outcome.facts.first { facts.leaveOut(what: page) }
      let repeats = draft.page.order != nil && !outcome.diagnostics.isEmpty
      outcome.facts.append(facts)
      outcome.diagnostics += rendered.diagnostics + (repeats ? [] : faults)
      write(rendered.files, noting: &outcome)
    }
    return outcome
  }

  private func write(_ files: [OutputFile], noting outcome: inout PageOutcome) {
    guard let staging else { return }
    for file in files where !staging.hasFailed {
      do throws(StagingError) {
        try staging.write(file.bytes, to: file.path)
        outcome.files.append(ReleaseManifest.File(file))
      } catch {
        if staging.noteFailure() { outcome.diagnostics.append(error.diagnostic) }
      }
    }
  }
}
