import Diagnostics
import Pages

/// Workers that have a renderer each.
struct WorkerCrew: Sendable {
  let site: Site
  let shared: SharedFragments
  let jobs: Int

  /// Has workers turn each of `items` into a result, in the order of the items. `prepare` makes what a
  /// worker keeps to itself from its renderer. Without a renderer there is one result, of `fault`.
  func work<Item: Sendable, Own, Result: Sendable>(
    on items: [Item], prepare: @escaping @Sendable (PageRenderer) -> Own,
    make: @escaping @Sendable (Item, Own) -> Result,
    fault: @escaping @Sendable (Diagnostic) -> Result
  ) async -> [Result] {
    let results = await Workers.run(jobs, on: items) {
      Swift.Result { prepare(try PageRenderer(site: site, shared: shared)) }
    } make: { item, own in
      own.map { make(item, $0) }
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
