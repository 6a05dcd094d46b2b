/// Checks that layers which were left out change nothing.
///
/// After each repeat it takes a picture of the buffers: where the holes are and where the residual
/// stream is. When a picture equals an earlier one, more repeats go round in that circle; so leaving
/// out whole circles is sound. (The last picture may differ, where inputs were read for the last
/// time.)
struct RepeatCheck {
  private let runs: [Occupancy.Repeats]
  private var run = 0
  private var pictures: [[SizeLine]] = []
  /// Whether all runs so far were left out soundly.
  private(set) var isSound = true

  init(_ runs: [Occupancy.Repeats]) { self.runs = runs }

  /// Adds the picture of the buffers behind a repeat.
  mutating func add(_ picture: [SizeLine]) {
    pictures.append(picture)
    guard pictures.count == runs[run].followed else { return }
    if !hasCircle(runs[run].leftOut) { isSound = false }
    run += 1
    pictures.removeAll(keepingCapacity: true)
  }

  private func hasCircle(_ leftOut: Int) -> Bool {
    for last in pictures.indices {
      for first in 0..<last where leftOut % (last - first) == 0 {
        if pictures[first] == pictures[last] { return true }
      }
    }
    return false
  }
}
