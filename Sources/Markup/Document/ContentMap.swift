/// Leads from bytes of a text to the bytes of the source file it was taken from.
///
/// List and quote prefixes, indentation and escapes are missing in such a text, so the distance
/// between the two differs from line to line. A map is a sorted list of runs of equal distance.
package struct ContentMap: Hashable, Sendable {
  /// A run of bytes that stand side by side both in the text and in the source.
  struct Run: Hashable, Sendable {
    /// The offset of the first byte in the text.
    var content: Int
    /// The offset of the same byte in the source.
    var source: Int
  }

  private(set) var runs: [Run] = []

  init() {}

  /// Creates a map whose text stands in the source in one piece from `source` on.
  package init(startingAt source: Int) {
    runs = [Run(content: 0, source: source)]
  }

  /// Adds a run; the text offsets must rise.
  mutating func append(content: Int, source: Int) {
    if let last = runs.last, source - content == last.source - last.content { return }
    if let last = runs.last, last.content == content { runs.removeLast() }
    runs.append(Run(content: content, source: source))
  }

  /// Returns the source offset of the byte at `offset` of the text; offsets past the end go on
  /// counting in the last run.
  package func source(_ offset: Int) -> Int {
    guard let first = runs.first else { return offset }
    var low = 0
    var high = runs.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].content <= offset { low = middle } else { high = middle }
    }
    let run = low == 0 ? first : runs[low]
    return run.source + offset - run.content
  }

  /// Returns the source bytes of the text bytes in `range`.
  ///
  /// The end is the place after the last byte, not the place of the byte after it, so that a
  /// range that ends a line does not reach into the prefix of the next.
  package func source(_ range: Range<Int>) -> Range<Int> {
    let start = source(range.lowerBound)
    if range.isEmpty { return start..<start }
    return start..<max(start, source(range.upperBound - 1) + 1)
  }

  /// Returns this map for the `count` bytes of the text from `offset` on.
  func part(from offset: Int, count: Int = .max) -> ContentMap {
    var map = ContentMap(startingAt: source(offset))
    for run in runs where run.content > offset && run.content - offset < count {
      map.append(content: run.content - offset, source: run.source)
    }
    return map
  }

  /// Returns the map that leads through this one and then through `outer`.
  func composed(with outer: ContentMap) -> ContentMap {
    var map = ContentMap()
    for (index, run) in runs.enumerated() {
      map.append(content: run.content, source: outer.source(run.source))
      let end = index + 1 < runs.count ? runs[index + 1].content : Int.max
      for step in outer.runs where step.content > run.source {
        let content = run.content + step.content - run.source
        if content >= end { break }
        map.append(content: content, source: step.source)
      }
    }
    return map
  }
}
