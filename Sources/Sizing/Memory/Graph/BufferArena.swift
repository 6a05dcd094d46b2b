/// A buffer in which results are placed and freed, as ggml's graph allocator does it: the smallest
/// hole that holds the result, else the end.
///
/// Follows the source to the letter, also where it leaves two neighbouring holes apart: results
/// without bytes leave holes without bytes, and a hole that is joined with one of those is not joined
/// with the one behind it.
///
/// Source: the dynamic allocator of `ggml-alloc.c`.
struct BufferArena {
  /// Places on a card are multiples of this many bytes.
  static let alignment: Int64 = 128
  /// Places in host memory are multiples of this many bytes.
  static let hostAlignment: Int64 = 32

  private struct Hole {
    var offset: Int64
    var size: Int64
    var end: Int64 { offset + size }
  }

  /// Holes by place; the last is the room behind the last result, which has no end.
  private var holes: [Hole] = []
  /// The largest end of a result so far: the size of the buffer.
  private(set) var peak: Int64 = 0
  private let alignment: Int64
  /// What decided where results are placed.
  private(set) var trace: DecisionTrace
  /// The ends of all results so far, when traced.
  private var ends: [Int64] = []

  init(alignment: Int64 = Self.alignment, isTraced: Bool = false) {
    self.alignment = alignment
    trace = DecisionTrace(isOn: isTraced)
    holes.reserveCapacity(24)
    holes.append(Hole(offset: 0, size: .max / 2))
  }

  /// Rounds a size up to the alignment of cards.
  static func padded(_ size: Int64) -> Int64 {
    (size + alignment - 1) / alignment * alignment
  }

  private func padded(_ size: Int64) -> Int64 { (size + alignment - 1) & ~(alignment - 1) }

  /// Places a result and returns where it begins.
  mutating func place(_ size: Int64) -> Int64 {
    // With the same rest, what is padded grows as the size does.
    trace.note(size & (alignment - 1))
    let size = padded(size)
    var best = holes.count - 1
    var bestSize = Int64.max
    for index in 0..<holes.count - 1 {
      let hole = holes[index].size
      if hole >= size, hole <= bestSize { (best, bestSize) = (index, hole) }
    }
    if trace.isOn { noteChoice(best, size) }
    let offset = holes[best].offset
    holes[best].offset += size
    holes[best].size -= size
    if trace.areEqual(holes[best].size, 0) { holes.remove(at: best) }
    peak = max(peak, offset + size)
    if trace.isOn { ends.append(offset + size) }
    return offset
  }

  /// Notes why a hole was chosen: each other one is too small or larger.
  private mutating func noteChoice(_ best: Int, _ size: Int64) {
    trace.note(Int64(best))
    for index in 0..<holes.count - 1 {
      let hole = holes[index].size
      if index == best || hole < size {
        trace.noteOrder(hole, size)
      } else {
        trace.noteOrder(hole, holes[best].size + (index < best ? 0 : 1))
      }
    }
  }

  /// Notes which result so far reaches the peak.
  mutating func notePeak() {
    for end in ends { trace.noteOrder(peak, end) }
    trace.note(Int64(ends.firstIndex(of: peak) ?? 0))
  }

  /// Appends where the holes are.
  func appendPicture(to picture: inout [Int64]) {
    for hole in holes {
      picture.append(hole.offset)
      picture.append(hole.size)
    }
  }

  /// Frees a result that was placed.
  mutating func free(_ offset: Int64, _ size: Int64) {
    let size = padded(size)
    for index in holes.indices {
      if trace.areEqual(holes[index].end, offset) {
        holes[index].size += size
        joinWithNext(index)
        return
      }
      if trace.areEqual(offset + size, holes[index].offset) {
        holes[index].offset = offset
        holes[index].size += size
        if index > 0 { joinWithNext(index - 1) }
        return
      }
    }
    var index = 0
    while index < holes.count, !trace.isAtLeast(holes[index].offset, offset) { index += 1 }
    holes.insert(Hole(offset: offset, size: size), at: index)
  }

  private mutating func joinWithNext(_ index: Int) {
    guard index + 1 < holes.count,
      trace.areEqual(holes[index].end, holes[index + 1].offset)
    else { return }
    holes[index].size += holes[index + 1].size
    holes.remove(at: index + 1)
  }
}
