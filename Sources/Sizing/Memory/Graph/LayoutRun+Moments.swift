extension LayoutRun {
  /// The run as it looks from so many steps further, if nothing was compared yet.
  func moved(by steps: Int64) -> LayoutRun {
    var run = self
    run.steps += steps
    run.reach = Reach(reach.steps.moved(by: -steps))
    for index in arenas.indices { run.arenas[index].move(by: steps) }
    for index in places.indices { run.places[index].offset = places[index].offset.moved(by: steps) }
    return run
  }

  /// What is held in front of a stretch.
  func moment(before stretch: Stretch) -> Moment {
    Moment(
      holes: arenas.map { arena in arena.holes.map { $0.moved(by: -steps) } },
      places: stretch.openSlots.map { slot in
        let place = places[Int(slot)]
        return Place(offset: place.offset.moved(by: -steps), isHeld: place.isHeld)
      })
  }

  /// Whether it is at a moment in front of a stretch.
  func isAt(_ moment: Moment, before stretch: Stretch) -> Bool {
    let slopesCount = !reach.isOnePlace
    func isAt(_ line: SizeLine, _ other: SizeLine) -> Bool {
      line.here == other.after(steps) && (!slopesCount || line.slope == other.slope)
    }
    for index in arenas.indices {
      let (holes, others) = (arenas[index].holes, moment.holes[index])
      guard holes.count == others.count else { return false }
      for place in holes.indices.reversed() {
        guard isAt(holes[place].offset, others[place].offset),
          isAt(holes[place].size, others[place].size)
        else { return false }
      }
    }
    for index in stretch.openSlots.indices {
      let place = places[Int(stretch.openSlots[index])]
      guard place.isHeld == moment.places[index].isHeld else { return false }
      if place.isHeld, !isAt(place.offset, moment.places[index].offset) { return false }
    }
    return true
  }

  /// Goes to a moment in front of a stretch.
  mutating func leap(to moment: Moment, before stretch: Stretch) {
    next = stretch.start
    for index in arenas.indices {
      arenas[index].holes.removeAll(keepingCapacity: true)
      for hole in moment.holes[index] { arenas[index].holes.append(hole.moved(by: steps)) }
    }
    for (slot, place) in zip(stretch.openSlots, moment.places) {
      places[Int(slot)] = Place(offset: place.offset.moved(by: steps), isHeld: place.isHeld)
    }
  }

  /// Keeps to steps beyond the first cells of the pass.
  mutating func keep(_ steps: ClosedRange<Int64>) { reach.keep(steps.moved(by: -self.steps)) }

  /// Notes the end of something that was placed, as it looks from the first cells of the pass.
  mutating func note(_ end: SizeLine, in arena: Int) {
    arenas[arena].note(end.moved(by: steps), reach)
  }

  /// Follows a stretch in a reach of its own.
  ///
  /// - Parameters:
  ///   - stretch: The stretch.
  ///   - occupancy: The pass.
  ///   - ends: The largest ends of what is placed are added, each with the number of its buffer and as it
  ///     looks from the first cells of the pass on.
  /// - Returns: The reach, in steps beyond those cells.
  mutating func follow(
    _ stretch: Stretch, _ occupancy: Occupancy, _ ends: inout [(arena: Int, end: SizeLine)]
  ) -> ClosedRange<Int64> {
    let (reachBefore, endsBefore) = (reach, arenas.map { $0.ends })
    reach = Reach(occupancy.reach.moved(by: -steps))
    for index in arenas.indices { arenas[index].ends.removeAll() }
    follow(occupancy, to: stretch.events.upperBound)
    let own = reach.steps.moved(by: steps)
    reach.keep(reachBefore.steps)
    for index in arenas.indices {
      let added = arenas[index].ends
      arenas[index].ends = endsBefore[index]
      for end in added {
        ends.append((index, end.moved(by: -steps)))
        arenas[index].note(end, reach)
      }
    }
    return own
  }
}
