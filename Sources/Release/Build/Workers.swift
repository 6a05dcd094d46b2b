/// Workers that take items in turn.
enum Workers {
  /// Has workers make something of each item. `prepare` makes what a worker keeps to itself.
  ///
  /// - Returns: The results in the order of the items, so that nothing depends on who was quicker.
  static func run<Item: Sendable, Own, Made: Sendable>(
    _ jobs: Int, on items: [Item], prepare: @escaping @Sendable () -> Own,
    make: @escaping @Sendable (Item, Own) -> Made
  ) async -> [Made] {
    let queue = Counter()
    let results = await withTaskGroup(of: [(Int, Made)].self) { group in
      for _ in 0..<min(jobs, items.count) {
        group.addTask {
          let own = prepare()
          var results: [(Int, Made)] = []
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
