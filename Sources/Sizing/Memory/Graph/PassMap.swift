/// The moments of a pass that are known, and the stretches that lead from one to the next.
///
/// Cells that differ in one layer mostly meet again behind it. So of another number of cells only the
/// stretches are followed that nobody followed before in the same way.
struct PassMap {
  /// Crossings in reach of fewer steps than this are not kept: the line of the buffers, which is, reaches
  /// no further.
  private static let fewestSteps = 4

  private var occupancy: Occupancy
  /// What is there from the start, at the first cells.
  private let start: LayoutRun
  private let stretches: [Stretch]
  /// The moments in front of each stretch.
  private var moments: [[Moment]]
  /// The last of the crossings from each of the moments, or -1.
  private var lastCrossings: [[Int32]]
  /// How stretches lead from moment to moment, each in a reach of its own.
  private var crossings: [Crossing] = []
  /// The largest ends of what crossings place, each with the number of its buffer.
  private var ends: [(arena: Int, end: SizeLine)] = []
  private var momentBytes = 0

  init(_ occupancy: Occupancy) {
    var occupancy = occupancy
    let slots = occupancy.shareSlots()
    self.occupancy = occupancy
    start = LayoutRun(occupancy, slots: slots)
    stretches = occupancy.stretches()
    moments = [[Moment]](repeating: [], count: stretches.count)
    lastCrossings = [[Int32]](repeating: [], count: stretches.count)
    add(start.moment(before: stretches[0]), before: 0)
  }

  /// Bytes that it takes beside the order of events, about.
  var bytes: Int {
    momentBytes + occupancy.things.count * MemoryLayout<Occupancy.Thing>.stride
      + crossings.count * MemoryLayout<Crossing>.stride
      + ends.count * MemoryLayout<(Int, SizeLine)>.stride
  }

  /// Takes the order of events from those that are known, or adds its own to them.
  mutating func share(_ orders: inout [[Occupancy.Event]]) {
    if let known = orders.first(where: { $0 == occupancy.events }) {
      occupancy.events = known
    } else {
      orders.append(occupancy.events)
    }
  }

  /// Lays out the buffers so many steps beyond the first cells.
  mutating func layout(at step: Int64) -> BufferLayout {
    var run = start.moved(by: step)
    // The moment, by its number; -1 where that is not known.
    var number = 0
    for index in 0..<stretches.count - 1 {
      if stretches[index].start < stretches[index].events.lowerBound {
        arrive(&run, at: number, before: index)
        run.follow(occupancy, to: stretches[index].events.lowerBound)
      }
      let crossing = number < 0 ? -1 : crossing(from: number, through: index, at: step)
      if crossing >= 0 {
        run.keep(crossings[crossing].steps)
        for place in crossings[crossing].ends {
          run.note(ends[Int(place)].end, in: ends[Int(place)].arena)
        }
        number = Int(crossings[crossing].target)
      } else {
        arrive(&run, at: number, before: index)
        number = follow(&run, from: number, through: index)
      }
    }
    arrive(&run, at: number, before: stretches.count - 1)
    run.follow(occupancy, to: occupancy.events.count)
    return BufferLayout(occupancy, run)
  }

  /// The crossing from a moment that holds at a step of cells, or -1.
  private func crossing(from number: Int, through index: Int, at step: Int64) -> Int {
    var place = Int(lastCrossings[index][number])
    while place >= 0, !crossings[place].steps.contains(step) { place = Int(crossings[place].next) }
    return place
  }

  /// Brings a run to the moment in front of a stretch, where it only crossed to it.
  private func arrive(_ run: inout LayoutRun, at number: Int, before index: Int) {
    guard number >= 0, run.next < stretches[index].start else { return }
    run.leap(to: moments[index][number], before: stretches[index])
  }

  /// Follows a stretch, and keeps how it leads from the moment in front of it to the one behind it.
  ///
  /// - Returns: The number of the moment behind it, or -1 where that is not known.
  private mutating func follow(
    _ run: inout LayoutRun, from number: Int, through index: Int
  ) -> Int {
    let behind = index + 1
    guard number >= 0, !run.reach.isOnePlace else {
      run.follow(occupancy, to: stretches[index].events.upperBound)
      return momentNumber(of: run, before: behind)
    }
    let first = Int32(ends.count)
    let steps = run.follow(stretches[index], occupancy, &ends)
    var target = momentNumber(of: run, before: behind)
    guard steps.count >= Self.fewestSteps else {
      ends.removeSubrange(Int(first)...)
      return target
    }
    if target < 0 {
      target = moments[behind].count
      add(run.moment(before: stretches[behind]), before: behind)
    }
    let crossing = Crossing(
      steps: steps, target: Int32(target), next: lastCrossings[index][number],
      ends: first..<Int32(ends.count))
    lastCrossings[index][number] = Int32(crossings.count)
    crossings.append(crossing)
    return target
  }

  private func momentNumber(of run: LayoutRun, before index: Int) -> Int {
    moments[index].firstIndex { run.isAt($0, before: stretches[index]) } ?? -1
  }

  private mutating func add(_ moment: Moment, before index: Int) {
    moments[index].append(moment)
    lastCrossings[index].append(-1)
    momentBytes += moment.bytes
  }
}
