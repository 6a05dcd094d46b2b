/// Suggestions for misspelt names.
package enum NearestName {
  /// Returns the candidate closest to `name`, or `nil` when none is close enough to be meant.
  ///
  /// Close enough is a name of the same letters and digits, `Q4_K_M` for `q4km`; else one whose first
  /// words are `name`, `Q4_K_M` for `Q4_K`; else a distance of at most a third of the longer name. Of
  /// equal distances the longest common beginning decides, then the alphabet, so that the suggestion
  /// does not depend on the order of the candidates.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let candidates = Array(candidates)
    return alike(name, among: candidates) ?? longer(name, among: candidates).first
      ?? nearest(name, among: candidates)
  }

  /// Returns the help line "did you mean 'x'?", or nothing when no candidate is near.
  ///
  /// Where a few names begin with the words of `name`, all of them are in it.
  package static func help(for name: String, among candidates: some Sequence<String>) -> [String] {
    let candidates = Array(candidates)
    let longer = longer(name, among: candidates)
    guard alike(name, among: candidates) == nil, let last = longer.last,
      (2...mostNames).contains(longer.count)
    else { return of(name, among: candidates).map { ["did you mean '\($0)'?"] } ?? [] }
    let others = longer.dropLast().map { "'\($0)'" }.joined(separator: ", ")
    return ["did you mean \(others) or '\(last)'?"]
  }

  /// How many names are offered side by side.
  private static let mostNames = 4

  /// Returns the candidate of the same letters and digits, whatever stands between them.
  private static func alike(_ name: String, among candidates: [String]) -> String? {
    func bare(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }
    let wanted = bare(name)
    return wanted.isEmpty ? nil : candidates.filter { bare($0) == wanted }.min()
  }

  /// Returns the candidates that go on after `name` and an underscore or hyphen, the shortest first.
  private static func longer(_ name: String, among candidates: [String]) -> [String] {
    guard name.utf8.count >= 2 else { return [] }
    let name = name.lowercased()
    return candidates.filter { candidate in
      let offered = candidate.lowercased()
      return offered.hasPrefix(name + "_") || offered.hasPrefix(name + "-")
    }
    .sorted { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
  }

  private static func nearest(_ name: String, among candidates: [String]) -> String? {
    var best: (distance: Int, unlike: Int, name: String)?
    let wanted = Array(name.lowercased().utf8)
    for candidate in candidates {
      let offered = Array(candidate.lowercased().utf8)
      let limit = max(wanted.count, offered.count) / 3
      guard abs(wanted.count - offered.count) <= max(limit, 1) else { continue }
      // Nothing farther than the best so far is wanted.
      let bound = min(max(limit, 1), best?.distance ?? .max)
      guard let distance = editDistance(wanted, offered, within: bound) else { continue }
      let alike = zip(wanted, offered).prefix { $0 == $1 }.count
      let found = (distance, -alike, candidate)
      if best.map({ found < ($0.distance, $0.unlike, $0.name) }) ?? true { best = found }
    }
    return best?.name
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
