/// Workers that take items in turn.
enum Workers {
  /// Has workers make something of each item. `prepare` makes what a worker keeps to itself, and `finish`
  /// is given that at the end.
  ///
  /// - Returns: The results in the order of the items, so that nothing depends on who was quicker.
  static func run<Item: Sendable, Own, Made: Sendable>(
    _ jobs: Int, on items: [Item], prepare: @escaping @Sendable () -> Own,
    make: @escaping @Sendable (Item, Own) -> Made,
    finish: @escaping @Sendable (Own) -> Void = { _ in }
  ) async -> [Made] {
    let queue = Counter()
    return await withTaskGroup(of: [(Int, Made)].self) { group in
      for _ in 0..<min(jobs, items.count) {
        group.addTask {
          let own = prepare()
          var results: [(Int, Made)] = []
          while case let place = queue.next() - 1, place < items.count {
            results.append((place, make(items[place], own)))
          }
          finish(own)
          return results
        }
      }
      // Each result goes to its place: sorting would move all of them several times.
      var made = [Made?](repeating: nil, count: items.count)
      for await results in group {
        for (place, result) in results { made[place] = result }
      }
      return made.compactMap(\.self)
    }
  }
}
