/// Checks that layers which were left out change nothing.
///
/// After each repeat it takes a picture of the buffers: where the holes are and where the residual
/// stream is. When a picture equals an earlier one, more repeats go round in that circle; so leaving
/// out whole circles is sound. (The last picture may differ, where inputs were read for the last
/// time.)
struct RepeatCheck {
  private let runs: [WorkingGraph.Repeats]
  private var run = 0
  private var pictures: [[Int64]] = []
  /// Whether all runs so far were left out soundly.
  private(set) var isSound = true
  /// Which pictures were found equal in each run, by their numbers.
  private(set) var circles: [Int64] = []

  init(_ runs: [WorkingGraph.Repeats]) { self.runs = runs }

  /// What lives on, when a repeat ends behind so many operators.
  func survivors(
    behind operators: Int
  ) -> (WorkingGraph.ResultID, WorkingGraph.ResultID)? {
    guard run < runs.count, runs[run].ends[pictures.count] == operators else { return nil }
    return runs[run].survivors[pictures.count]
  }

  /// Adds the picture of the buffers behind a repeat.
  mutating func add(_ picture: [Int64]) {
    pictures.append(picture)
    guard pictures.count == runs[run].ends.count else { return }
    if let circle = circle(runs[run].leftOut) {
      circles.append(circle)
    } else {
      isSound = false
    }
    run += 1
    pictures.removeAll(keepingCapacity: true)
  }

  private func circle(_ leftOut: Int) -> Int64? {
    for last in pictures.indices {
      for first in 0..<last where leftOut % (last - first) == 0 {
        if pictures[first] == pictures[last] { return Int64(first * pictures.count + last) }
      }
    }
    return nil
  }
}
