/// What is held between two stretches of a pass, as it may come out at some of the cells.
///
/// All lines begin at the first cells of the pass.
struct Moment {
  /// The holes of each buffer.
  let holes: [[BufferArena.Hole]]
  /// The places of what is in the open slots of the stretch behind it.
  let places: [LayoutRun.Place]

  /// Bytes that it takes, about.
  var bytes: Int {
    128 + holes.joined().count * MemoryLayout<BufferArena.Hole>.stride
      + places.count * MemoryLayout<LayoutRun.Place>.stride
  }
}

/// How a stretch leads from one moment to the next.
///
/// Sizes lie on the same lines in all of a pass. So where the same is held in front of a stretch, and
/// everything that it compares comes out the same, the same is held behind it.
struct Crossing {
  /// Steps beyond the first cells of the pass at which all comparisons come out as they did.
  let steps: ClosedRange<Int64>
  /// The moment behind it, by its number among those that are known there.
  let target: Int32
  /// Another crossing from the same moment, or -1.
  let next: Int32
  /// Where the ends of results that it places are kept.
  let ends: Range<Int32>
}
