/// Suggestions for misspelt names.
package enum NearestName {
  /// Returns the candidate closest to `name`, or `nil` when none is close enough to be meant.
  ///
  /// Close enough is a name whose first words are `name`, `Q4_K_M` for `Q4_K`, or else a distance of
  /// at most a third of the longer name. Equal distances are decided by the alphabet, so that the
  /// suggestion does not depend on the order of the candidates.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = Array(candidates)
    return longer(name, among: candidates) ?? nearest(name, among: candidates)
  }

  /// Returns the shortest candidate that goes on after `name` and an underscore or hyphen.
  private static func longer(_ name: String, among candidates: [String]) -> String? {
    guard name.utf8.count >= 3 else { return nil }
    let name = name.lowercased()
    return candidates.filter { candidate in
      let offered = candidate.lowercased()
      return offered.hasPrefix(name + "_") || offered.hasPrefix(name + "-")
    }
    .min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  private static func nearest(_ name: String, among candidates: [String]) -> String? {
    var best: (distance: Int, name: String)?
    let wanted = Array(name.lowercased().utf8)
    for candidate in candidates {
      let offered = Array(candidate.lowercased().utf8)
      let limit = max(wanted.count, offered.count) / 3
      guard abs(wanted.count - offered.count) <= max(limit, 1) else { continue }
      // Nothing farther than the best so far is wanted.
      let bound = min(max(limit, 1), best?.distance ?? .max)
      guard let distance = editDistance(wanted, offered, within: bound) else { continue }
      if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true {
        best = (distance, candidate)
      }
    }
    return best?.name
  }

  /// Returns the help line "did you mean 'x'?", or nothing when no candidate is near.
  package static func help(for name: String, among candidates: some Sequence<String>) -> [String] {
    of(name, among: candidates).map { ["did you mean '\($0)'?"] } ?? []
  }

  /// The number of insertions, deletions, substitutions and swaps of neighbours between two words
  /// (optimal string alignment), or `nil` when they are more than `bound`.
  private static func editDistance(
    _ left: [UInt8], _ right: [UInt8], within bound: Int
  ) -> Int? {
    guard abs(left.count - right.count) <= bound else { return nil }
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var older = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for i in 1...left.count {
      var current = [i] + [Int](repeating: 0, count: right.count)
      for j in 1...right.count {
        let cost = left[i - 1] == right[j - 1] ? 0 : 1
        current[j] = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          current[j] = min(current[j], older[j - 2] + 1)
        }
      }
      (older, previous) = (previous, current)
      // A swap reaches two rows back; what both rows exceed, no later row can mend.
      if min(older.min() ?? 0, previous.min() ?? 0) > bound { return nil }
    }
    return previous[right.count] <= bound ? previous[right.count] : nil
  }
}
