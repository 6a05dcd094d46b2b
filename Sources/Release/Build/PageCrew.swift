import Diagnostics
import Pages
import Synchronization

/// What came of one page.
struct PageOutcome: Sendable {
  var facts: PageFacts?
  var diagnostics: [Diagnostic] = []
  /// What was written.
  var files: [ReleaseManifest.File] = []
}

/// Renders all pages with a number of workers.
///
/// Workers take pages in turn; results are put back in the order of the pages, so that the output
/// and the report do not depend on who was quicker.
struct PageCrew: Sendable {
  let site: Site
  let audit: PageAudit
  let staging: StagingFolder?

  func renderAll(
    jobs: Int, progress: @escaping @Sendable (BuildProgress) -> Void
  ) async -> [PageOutcome] {
    let shared = SharedFragments(site)
    let queue = WorkQueue()
    let count = site.pages.count
    let results = await withTaskGroup(of: [(Int, PageOutcome)].self) { group in
      for _ in 0..<min(jobs, max(count, 1)) {
        group.addTask {
          work(queue, shared) { done in
            progress(BuildProgress(pagesDone: done, pagesInAll: count))
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }

  private func work(
    _ queue: WorkQueue, _ shared: SharedFragments, report: (Int) -> Void
  ) -> [(Int, PageOutcome)] {
    let renderer: PageRenderer
    do {
      renderer = try PageRenderer(site: site, shared: shared)
    } catch {
      let fault = Diagnostic(
        "database-failed", .error, "the catalog cannot be queried: \(error)", at: nil)
      return [(0, PageOutcome(diagnostics: [fault]))]
    }
    var outcomes: [(Int, PageOutcome)] = []
    while let index = queue.take(of: site.pages.count) {
      outcomes.append((index, outcome(of: site.pages[index], renderer)))
      report(queue.finish())
    }
    return outcomes
  }

  private func outcome(of page: PageEntry, _ renderer: PageRenderer) -> PageOutcome {
    let rendered = renderer.render(page)
    let markdown = site.markdown[page.markdown]
    let (facts, faults) = audit.inspect(
      rendered, template: markdown.template, source: markdown.source.path)
    var outcome = PageOutcome(facts: facts, diagnostics: rendered.diagnostics + faults)
    guard let staging else { return outcome }
    for file in rendered.files {
      do throws(StagingError) {
        try staging.write(file.bytes, to: file.path)
        outcome.files.append(ReleaseManifest.File(file))
      } catch {
        outcome.diagnostics.append(error.diagnostic)
      }
    }
    return outcome
  }
}

/// Hands out the numbers of pages, each once.
private final class WorkQueue: Sendable {
  private let next = Atomic(0)
  private let done = Atomic(0)

  /// Returns the next number below `count`, or `nil` when all are taken.
  func take(of count: Int) -> Int? {
    let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
    return index < count ? index : nil
  }

  /// Counts one page as finished and returns how many are.
  func finish() -> Int { done.wrappingAdd(1, ordering: .relaxed).newValue }
}
