/// A buffer in which results are placed and freed, as ggml's graph allocator does it: the smallest
/// hole that holds the result, else the end.
///
/// Follows the source to the letter, also where it leaves two neighbouring holes apart: results
/// without bytes leave holes without bytes, and a hole that is joined with one of those is not joined
/// with the one behind it.
///
/// One thing is done otherwise, with the same outcome. A hole that a result fills exactly is gone; where
/// it is filled so at some of the cells only, it is kept, with no bytes there. It lies between two results
/// and takes none itself, and whichever of them is freed first becomes one with it: what is left is
/// the hole that there would be without it. So lines go on behind such places. Where results have no
/// bytes themselves, they would take it; then lines end there.
///
/// Source: the dynamic allocator of `ggml-alloc.c`.
struct BufferArena {
  /// Places on a card are multiples of this many bytes.
  static let alignment: Int64 = 128
  /// Places in host memory are multiples of this many bytes.
  static let hostAlignment: Int64 = 32

  /// Room between results.
  struct Hole {
    var offset: SizeLine
    var size: SizeLine
    var end: SizeLine { offset + size }

    /// The hole as it looks from so many steps further.
    func moved(by steps: Int64) -> Hole {
      Hole(offset: offset.moved(by: steps), size: size.moved(by: steps))
    }
  }

  /// Holes by place; the last is the room behind the last result, which has no end.
  var holes: [Hole] = []
  /// Ends of results, among them the largest so far at each of the cells in reach.
  var ends: [SizeLine] = []
  private let alignment: Int64
  /// Whether all results have bytes at all cells.
  private let keepsFilledHoles: Bool

  init(alignment: Int64 = Self.alignment, keepsFilledHoles: Bool = false) {
    self.alignment = alignment
    self.keepsFilledHoles = keepsFilledHoles
    holes.reserveCapacity(24)
    holes.append(Hole(offset: SizeLine(here: 0), size: SizeLine(here: .max / 2)))
  }

  /// Rounds a size up to the alignment of cards.
  static func padded(_ size: Int64) -> Int64 {
    (size + alignment - 1) / alignment * alignment
  }

  /// Rounds a size up to the alignment of cards; its slope is a multiple of that.
  static func padded(_ size: SizeLine) -> SizeLine {
    SizeLine(here: padded(size.here), slope: size.slope)
  }

  private func padded(_ size: SizeLine) -> SizeLine {
    SizeLine(here: (size.here + alignment - 1) & ~(alignment - 1), slope: size.slope)
  }

  /// Places a result and returns where it begins.
  mutating func place(_ size: SizeLine, _ reach: inout Reach) -> SizeLine {
    let size = padded(size)
    var best = holes.count - 1
    var bestSize = Int64.max
    for index in 0..<holes.count - 1 {
      let hole = holes[index].size.here
      if hole >= size.here, hole <= bestSize { (best, bestSize) = (index, hole) }
    }
    if !reach.isOnePlace { noteChoice(best, size, &reach) }
    let offset = holes[best].offset
    holes[best].offset += size
    holes[best].size -= size
    let nothing = SizeLine(here: 0)
    if keepsFilledHoles ? holes[best].size == nothing : reach.areEqual(holes[best].size, nothing) {
      removeHole(best)
    }
    note(offset + size, reach)
    return offset
  }

  /// Notes the end of a result, unless others are at or above it at all cells in reach.
  mutating func note(_ end: SizeLine, _ reach: Reach) {
    if ends.contains(where: { reach.isAlwaysAtLeast($0, end) }) { return }
    ends.removeAll { reach.isAlwaysAtLeast(end, $0) }
    ends.append(end)
  }

  /// Keeps to where the same hole is chosen: each other one is too small or larger.
  private func noteChoice(_ best: Int, _ size: SizeLine, _ reach: inout Reach) {
    for index in 0..<holes.count - 1 {
      let hole = holes[index].size
      if index == best || hole.here < size.here {
        _ = reach.isAtLeast(hole, size)
      } else if index < best {
        _ = reach.isAtLeast(hole, holes[best].size)
      } else {
        _ = reach.isAtLeast(holes[best].size, hole)
      }
    }
  }

  /// The largest end of a result so far: the size of the buffer.
  func peak(_ reach: inout Reach) -> SizeLine {
    var peak = SizeLine(here: 0)
    for end in ends where end.here > peak.here { peak = end }
    for end in ends { _ = reach.isAtLeast(peak, end) }
    return peak
  }

  /// Looks at all lines from so many steps further.
  mutating func move(by steps: Int64) {
    for index in holes.indices { holes[index] = holes[index].moved(by: steps) }
    for index in ends.indices { ends[index] = ends[index].moved(by: steps) }
  }

  /// Appends where the holes are.
  func appendPicture(to picture: inout [SizeLine]) {
    for hole in holes {
      picture.append(hole.offset)
      picture.append(hole.size)
    }
  }

  /// Frees a result that was placed.
  ///
  /// Holes and results lie in the same order at all cells in reach: what decided that was compared as
  /// they were placed. So of the holes before it only the last can touch the result, and of those
  /// behind it only the first.
  mutating func free(_ offset: SizeLine, _ size: SizeLine, _ reach: inout Reach) {
    let size = padded(size)
    let end = offset + size
    var index = 0
    while index < holes.count - 1, holes[index].end.here < offset.here { index += 1 }
    if index > 0 { _ = reach.areEqual(holes[index - 1].end, offset) }
    while index < holes.count {
      if reach.areEqual(holes[index].end, offset) {
        holes[index].size += size
        joinWithNext(index, &reach)
        return
      }
      if reach.areEqual(end, holes[index].offset) {
        holes[index].offset = offset
        holes[index].size += size
        if index > 0 { joinWithNext(index - 1, &reach) }
        return
      }
      if holes[index].offset.here >= offset.here { break }
      index += 1
    }
    insertHole(Hole(offset: offset, size: size), at: index)
  }

  // There are few holes, so each is moved by hand: that is faster than what arrays do.

  private mutating func insertHole(_ hole: Hole, at index: Int) {
    holes.append(hole)
    var place = holes.count - 1
    while place > index {
      holes.swapAt(place, place - 1)
      place -= 1
    }
  }

  private mutating func removeHole(_ index: Int) {
    for place in index..<holes.count - 1 { holes[place] = holes[place + 1] }
    holes.removeLast()
  }

  private mutating func joinWithNext(_ index: Int, _ reach: inout Reach) {
    guard index + 1 < holes.count, reach.areEqual(holes[index].end, holes[index + 1].offset)
    else { return }
    holes[index].size += holes[index + 1].size
    removeHole(index + 1)
  }
}
