/// Rows that stand in another order than before.
struct RankChange {
  /// The places of the rows that moved, as `1 GeForce RTX 5090, 2 …`; the first place is always named
  /// where another row holds it.
  let before: String
  let after: String
  /// Whether another row holds the first place.
  let isFirstPlace: Bool

  /// More than this many rows are named by the first of them.
  private static let mostRows = 8

  /// Compares two orders of keys; `nil` where the rows that both have stand in the same order behind
  /// the same first row.
  init?(before: [String], after: [String], label: (String) -> String) {
    let (kept, known) = (Set(after), Set(before))
    let old = before.filter(kept.contains)
    let new = after.filter(known.contains)
    var moved = Self.moved(old, new)
    let (first, other) = (before.first, after.first)
    isFirstPlace = first != nil && other != nil && first != other
    if isFirstPlace { moved.formUnion([first, other].compactMap(\.self)) }
    guard !moved.isEmpty else { return nil }
    self.before = Self.places(of: moved, in: before, label)
    self.after = Self.places(of: moved, in: after, label)
  }

  private static func places(
    of moved: Set<String>, in order: [String], _ label: (String) -> String
  ) -> String {
    let places = order.enumerated().filter { moved.contains($1) }
    let named = places.prefix(mostRows).map { "\($0 + 1) \(label($1))" }
    return (named + (places.count > mostRows ? ["…"] : [])).joined(separator: ", ")
  }

  /// Returns the fewest rows whose move explains the new order: all but a longest run of rows that keep
  /// their order among each other.
  private static func moved(_ old: [String], _ new: [String]) -> Set<String> {
    let places = Dictionary(uniqueKeysWithValues: old.enumerated().map { ($1, $0) })
    let sequence = new.compactMap { places[$0] }
    // The ends of the best runs by their length, and what stands before each row in its run.
    var ends: [Int] = []
    var previous = [Int?](repeating: nil, count: sequence.count)
    for (index, place) in sequence.enumerated() {
      var (low, high) = (0, ends.count)
      while low < high {
        let middle = (low + high) / 2
        if sequence[ends[middle]] < place { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = ends[low - 1] }
      if low == ends.count { ends.append(index) } else { ends[low] = index }
    }
    var stay: Set<Int> = []
    var end = ends.last
    while let index = end {
      stay.insert(sequence[index])
      end = previous[index]
    }
    return Set(old.enumerated().filter { !stay.contains($0.offset) }.map(\.element))
  }
}
