/// Changes of a pass that follow each other, from one moment at which little is held to another.
struct Stretch {
  /// Where the stretch before it ends.
  let start: Int
  /// Places of its changes among all of the pass; from `start` to them nothing takes or leaves room.
  let events: Range<Int>
  /// The slots that changes before and behind `start` are about: what was made of them tells one moment
  /// there from another.
  fileprivate(set) var openSlots: [Int32] = []
}

extension Occupancy {
  /// Fewer changes than this are no stretch, unless something ends behind them.
  private static let fewestEvents = 24
  /// Among so many changes the end of a stretch is looked for.
  private static let window = 72

  /// Cuts the changes of the blocks into stretches, each where the fewest things are held.
  ///
  /// - Returns: The stretches; the last has what follows the blocks.
  func stretches() -> [Stretch] {
    var found: [Stretch] = []
    var (start, index) = (0, 0)
    while index < events.count, events[index] != .endBlocks {
      if events[index].changesPlaces {
        let end = endOfStretch(from: index)
        found.append(Stretch(start: start, events: index..<end))
        (start, index) = (end, end)
      } else {
        index += 1
      }
    }
    found.append(Stretch(start: start, events: start..<events.count))
    findOpenSlots(&found)
    return found
  }

  /// Where a stretch ends that begins at a change.
  private func endOfStretch(from start: Int) -> Int {
    var (end, fewest) = (start, Int.max)
    var held = 0
    for index in start..<min(start + Self.window, events.count) {
      guard events[index].changesPlaces else { return index }
      if case .place = events[index] { held += 1 }
      if case .free = events[index] { held -= 1 }
      let isLong = index - start + 1 >= Self.fewestEvents || index + 1 == events.count
      if isLong, held < fewest { (end, fewest) = (index + 1, held) }
    }
    return end
  }

  private func findOpenSlots(_ stretches: inout [Stretch]) {
    let slots = 1 + (things.lazy.map { $0.slot }.max() ?? 0)
    var last = [Int](repeating: -1, count: Int(slots))
    for index in events.indices {
      events[index].forEachThing { last[Int(things[Int($0)].slot)] = index }
    }
    var isSeen = [Bool](repeating: false, count: Int(slots))
    for index in stretches.indices {
      let start = stretches[index].start
      stretches[index].openSlots = (0..<slots).filter {
        isSeen[Int($0)] && last[Int($0)] >= start
      }
      for event in events[start..<stretches[index].events.upperBound] {
        event.forEachThing { isSeen[Int(things[Int($0)].slot)] = true }
      }
    }
  }
}

extension Occupancy.Event {
  /// Whether something takes or leaves room.
  fileprivate var changesPlaces: Bool {
    switch self {
    case .place, .takeOver, .free: true
    case .endBlocks, .extendHead, .endRepeat: false
    }
  }
}
