import Diagnostics
import Pages

/// Workers that take items in turn, each with a renderer of its own.
///
/// Results are put back in the order of the items, so that nothing depends on who was quicker.
struct WorkerCrew: Sendable {
  let site: Site
  let shared: SharedFragments
  let jobs: Int

  /// Has workers turn each of `items` into a result. `prepare` makes what a worker keeps to itself
  /// from its renderer. Without a renderer there is one result, of `fault`.
  func work<Own, Result: Sendable>(
    on items: [Int], prepare: @escaping @Sendable (PageRenderer) -> Own,
    make: @escaping @Sendable (Int, Own) -> Result,
    fault: @escaping @Sendable (Diagnostic) -> Result
  ) async -> [Result] {
    guard !items.isEmpty else { return [] }
    let queue = Counter()
    let results = await withTaskGroup(of: [(Int, Result)].self) { group in
      for _ in 0..<min(jobs, items.count) {
        group.addTask {
          let own: Own
          do {
            own = prepare(try PageRenderer(site: site, shared: shared))
          } catch {
            let diagnostic = Diagnostic(
              "database-failed", .error, "the catalog cannot be queried: \(error)", at: nil)
            return [(0, fault(diagnostic))]
          }
          var results: [(Int, Result)] = []
          while case let place = queue.next() - 1, place < items.count {
            results.append((place, make(items[place], own)))
          }
          return results
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    return results.sorted { $0.0 < $1.0 }.map(\.1)
  }
}
