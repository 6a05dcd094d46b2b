import Diagnostics
import Pages
import Synchronization

/// Workers that have a renderer each.
///
/// A renderer that one piece of work is done with serves the next: its connection is open, and it has
/// compiled the queries of pages and knows what some of them give.
struct WorkerCrew: Sendable {
  let site: Site
  let shared: SharedFragments
  let jobs: Int
  private let idle = IdleRenderers()

  init(site: Site, shared: SharedFragments, jobs: Int) {
    self.site = site
    self.shared = shared
    self.jobs = jobs
  }

  /// Lets `body` use a renderer.
  ///
  /// - Throws: Where the catalog cannot be queried.
  func withRenderer<Made>(_ body: (PageRenderer) -> Made) throws -> Made {
    let renderer = try renderer()
    defer { idle.put(renderer) }
    return body(renderer)
  }

  private func renderer() throws -> PageRenderer {
    try idle.take() ?? PageRenderer(site: site, shared: shared)
  }

  /// Has workers turn each of `items` into a result, in the order of the items. `prepare` makes what a
  /// worker keeps to itself from its renderer. Without a renderer there is one result, of `fault`.
  func work<Item: Sendable, Own, Result: Sendable>(
    on items: [Item], prepare: @escaping @Sendable (PageRenderer) -> Own,
    make: @escaping @Sendable (Item, Own) -> Result,
    fault: @escaping @Sendable (Diagnostic) -> Result
  ) async -> [Result] {
    let results = await Workers.run(jobs, on: items) {
      Swift.Result {
        let renderer = try renderer()
        return (renderer: renderer, own: prepare(renderer))
      }
    } make: { item, worker in
      worker.map { make(item, $0.own) }
    } finish: { worker in
      if case .success(let worker) = worker { idle.put(worker.renderer) }
    }
    do {
      return try results.map { try $0.get() }
    } catch {
      return [
        fault(
          Diagnostic(
            "database-failed", .error, "the catalog cannot be queried: \(error)", at: nil))
      ]
    }
  }
}

/// Renderers that nobody uses for the moment.
private final class IdleRenderers: Sendable {
  /// `@unchecked Sendable`: a renderer is either idle or with the one worker that took it.
  private struct Idle: @unchecked Sendable {
    let renderer: PageRenderer
  }

  private let idle = Mutex<[Idle]>([])

  func take() -> PageRenderer? { idle.withLock { $0.popLast() }?.renderer }

  func put(_ renderer: PageRenderer) {
    let renderer = Idle(renderer: renderer)
    idle.withLock { $0.append(renderer) }
  }
}
