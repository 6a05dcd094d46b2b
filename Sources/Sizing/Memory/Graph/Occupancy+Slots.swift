extension Occupancy {
  /// Lets things that are never there at the same time keep their places in the same slot, so that
  /// what is known at one moment is small.
  ///
  /// A slot is free again behind the event that frees its thing, if nothing mentions the thing later.
  ///
  /// - Returns: How many slots there are.
  mutating func shareSlots() -> Int {
    var last = [Int](repeating: -1, count: things.count)
    for index in events.indices {
      events[index].forEachThing { last[Int($0)] = index }
    }
    var known = [Bool](repeating: false, count: things.count)
    var free: [Int32] = []
    var count: Int32 = 0
    func assign(_ number: Int32, _ things: inout [Thing]) {
      guard !known[Int(number)] else { return }
      known[Int(number)] = true
      if let slot = free.popLast() {
        things[Int(number)].slot = slot
      } else {
        things[Int(number)].slot = count
        count += 1
      }
    }
    for number in atStart { assign(number, &things) }
    for index in events.indices {
      events[index].forEachThing { assign($0, &things) }
      if case .free(let number) = events[index], last[Int(number)] == index {
        free.append(things[Int(number)].slot)
      }
    }
    // What no event is about has no place.
    for number in things.indices where !known[number] { things[number].slot = 0 }
    return Int(count)
  }
}

extension Occupancy.Event {
  /// Calls a closure with the number of each thing that the event is about.
  func forEachThing(_ body: (Int32) -> Void) {
    switch self {
    case .place(let number), .free(let number), .extendHead(let number): body(number)
    case .takeOver(let operand, let result):
      body(operand)
      body(result)
    case .endRepeat(let stream, let fetched):
      body(stream)
      body(fetched)
    case .endBlocks: break
    }
  }
}
