extension Occupancy {
  /// Decides which results take over the place of an operand, where their sizes decide it at all cells.
  ///
  /// A result whose size lies on the line of its operand's is from then on known by the operand's
  /// number; one whose size meets the operand's nowhere takes nothing over. Left are those that meet
  /// it at some cells only. It halves the changes that are to be followed for each line.
  mutating func settleTakeOvers() {
    var settling = TakeOvers(things: things, reach: reach)
    var settled: [Event] = []
    settled.reserveCapacity(events.count)
    for event in events {
      if let event = settling.settle(event) { settled.append(event) }
    }
    events = settled
  }
}

/// What is known of who took whose place.
private struct TakeOvers {
  /// What is known of one thing.
  private struct Fate {
    /// The number under which it has its room.
    var number: Int32
    /// Whether it took over a place at all cells.
    var isTaker = false
    /// Whether it takes over a place at some cells.
    var mayTake = false
    /// Whether its place was taken over at all cells.
    var isGone = false
  }

  private let things: [Occupancy.Thing]
  private let reach: ClosedRange<Int64>
  private var fates: [Fate]

  init(things: [Occupancy.Thing], reach: ClosedRange<Int64>) {
    self.things = things
    self.reach = reach
    fates = things.indices.map { Fate(number: Int32($0)) }
  }

  private func number(_ thing: Int32) -> Int32 { fates[Int(thing)].number }

  /// What is left of a change, in settled numbers, or `nil`.
  mutating func settle(_ event: Occupancy.Event) -> Occupancy.Event? {
    switch event {
    case .place(let result): fates[Int(result)].isTaker ? nil : event
    case .takeOver(let operand, let result): settle(operand, by: result)
    case .free(let thing): fates[Int(thing)].isGone ? nil : .free(number(thing))
    case .endBlocks: event
    case .extendHead(let result): .extendHead(number(result))
    case .endRepeat(let stream, let fetched): .endRepeat(number(stream), number(fetched))
    }
  }

  private mutating func settle(_ operand: Int32, by result: Int32) -> Occupancy.Event? {
    let (one, other) = (things[Int(operand)].size, things[Int(result)].size)
    guard !fates[Int(result)].isTaker, !fates[Int(operand)].isGone, meet(one, other)
    else { return nil }
    if one == other, !fates[Int(result)].mayTake {
      fates[Int(result)].number = number(operand)
      fates[Int(result)].isTaker = true
      fates[Int(operand)].isGone = true
      return nil
    }
    fates[Int(result)].mayTake = true
    return .takeOver(number(operand), by: result)
  }

  /// Whether two sizes are the same at some of the cells.
  private func meet(_ one: SizeLine, _ other: SizeLine) -> Bool {
    let gap = one - other
    guard gap.slope != 0 else { return gap.here == 0 }
    let steps = -gap.here / gap.slope
    return gap.after(steps) == 0 && reach.contains(steps)
  }
}
