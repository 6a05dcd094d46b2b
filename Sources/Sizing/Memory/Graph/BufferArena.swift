/// A buffer in which results are placed and freed, as ggml's graph allocator does it: the smallest
/// hole that holds the result, else the end.
///
/// Source: the dynamic allocator of `ggml-alloc.c`.
struct BufferArena {
  /// Places are multiples of this many bytes.
  static let alignment: Int64 = 128

  private struct Hole {
    var offset: Int64
    var size: Int64
  }

  /// Holes between results, by place; the room behind the last result is not one of them.
  private var holes: [Hole] = []
  /// Where the room behind the last result begins.
  private var end: Int64 = 0
  /// The largest end so far: the size of the buffer.
  private(set) var peak: Int64 = 0

  init() {
    holes.reserveCapacity(16)
  }

  /// Rounds a size up to the alignment.
  static func padded(_ size: Int64) -> Int64 {
    (size + alignment - 1) / alignment * alignment
  }

  /// Places a result and returns where it begins.
  mutating func place(_ size: Int64) -> Int64 {
    let size = Self.padded(size)
    var best = -1
    for index in holes.indices where holes[index].size >= size {
      if best < 0 || holes[index].size <= holes[best].size { best = index }
    }
    guard best >= 0 else {
      let offset = end
      end += size
      peak = max(peak, end)
      return offset
    }
    let offset = holes[best].offset
    holes[best].offset += size
    holes[best].size -= size
    if holes[best].size == 0 { holes.remove(at: best) }
    return offset
  }

  /// Frees a result that was placed.
  mutating func free(_ offset: Int64, _ size: Int64) {
    let size = Self.padded(size)
    guard size > 0 else { return }
    var index = 0
    while index < holes.count, holes[index].offset < offset { index += 1 }
    holes.insert(Hole(offset: offset, size: size), at: index)
    joinHole(index, with: index + 1)
    if index > 0 { joinHole(index - 1, with: index) }
    if let last = holes.last, last.offset + last.size == end {
      end = last.offset
      holes.removeLast()
    }
  }

  private mutating func joinHole(_ index: Int, with next: Int) {
    guard next < holes.count, holes[index].offset + holes[index].size == holes[next].offset else {
      return
    }
    holes[index].size += holes[next].size
    holes.remove(at: next)
  }
}
