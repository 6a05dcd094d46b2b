/// How far the changes of a pass were followed, and what is placed where by then.
///
/// Whatever decided places so far comes out alike within `reach`.
struct LayoutRun {
  /// Where something lies, if it is there.
  struct Place {
    var offset = SizeLine(here: 0)
    var isHeld = false
  }

  /// Steps of cells beyond those for which the occupancy was found.
  var steps: Int64 = 0
  /// The first change that was not followed yet.
  var next = 0
  /// Bytes up to the end of the blocks on each device.
  private(set) var blockBytes: [SizeLine] = []
  /// Bytes up to the end of what makes the logits.
  private(set) var headBytes = SizeLine(here: 0)
  private(set) var check: RepeatCheck
  var reach: Reach
  var arenas: [BufferArena]
  /// By the slots of things.
  var places: [Place]

  /// Begins with what is there from the start.
  init(_ occupancy: Occupancy, slots: Int) {
    check = RepeatCheck(occupancy.repeats)
    reach = Reach(occupancy.reach)
    let alwaysBytes = occupancy.haveBytesEverywhere
    arenas = [BufferArena](
      repeating: BufferArena(keepsFilledHoles: alwaysBytes), count: occupancy.host)
    arenas.append(
      BufferArena(alignment: BufferArena.hostAlignment, keepsFilledHoles: alwaysBytes))
    places = [Place](repeating: Place(), count: slots)
    for number in occupancy.atStart { hold(number, occupancy) }
  }

  /// Follows the changes up to a place among them.
  mutating func follow(_ occupancy: Occupancy, to end: Int) {
    for index in next..<end {
      switch occupancy.events[index] {
      case .place(let number): if !isHeld(number, occupancy) { hold(number, occupancy) }
      case .takeOver(let operand, let result): takeOver(operand, by: result, occupancy)
      case .free(let number): free(number, occupancy)
      case .endBlocks: blockBytes = peaks(&reach)
      case .extendHead(let number): extendHead(toEndOf: number, occupancy)
      case .endRepeat(let stream, let fetched): endRepeat(stream, fetched, occupancy)
      }
    }
    next = end
  }

  /// The largest end of a result so far on each device.
  func peaks(_ reach: inout Reach) -> [SizeLine] {
    var peaks: [SizeLine] = []
    for arena in arenas { peaks.append(arena.peak(&reach)) }
    return peaks
  }

  func size(of number: Int32, _ occupancy: Occupancy) -> SizeLine {
    let size = occupancy.things[Int(number)].size
    return SizeLine(here: size.after(steps), slope: size.slope)
  }

  private func slot(_ number: Int32, _ occupancy: Occupancy) -> Int {
    Int(occupancy.things[Int(number)].slot)
  }

  private func isHeld(_ number: Int32, _ occupancy: Occupancy) -> Bool {
    places[slot(number, occupancy)].isHeld
  }

  private mutating func hold(_ number: Int32, _ occupancy: Occupancy) {
    let offset = arenas[occupancy.device(of: number)].place(size(of: number, occupancy), &reach)
    places[slot(number, occupancy)] = Place(offset: offset, isHeld: true)
  }

  private mutating func takeOver(_ operand: Int32, by result: Int32, _ occupancy: Occupancy) {
    guard !isHeld(result, occupancy), isHeld(operand, occupancy),
      reach.areEqual(size(of: operand, occupancy), size(of: result, occupancy))
    else { return }
    let place = slot(operand, occupancy)
    places[slot(result, occupancy)] = places[place]
    places[place].isHeld = false
  }

  private mutating func free(_ number: Int32, _ occupancy: Occupancy) {
    let place = slot(number, occupancy)
    guard places[place].isHeld else { return }
    arenas[occupancy.device(of: number)].free(
      places[place].offset, size(of: number, occupancy), &reach)
    places[place].isHeld = false
  }

  private mutating func extendHead(toEndOf number: Int32, _ occupancy: Occupancy) {
    let end = places[slot(number, occupancy)].offset + size(of: number, occupancy)
    if reach.isAtLeast(end, headBytes) { headBytes = end }
  }

  private mutating func endRepeat(_ stream: Int32, _ fetched: Int32, _ occupancy: Occupancy) {
    var picture = [
      places[slot(stream, occupancy)].offset, places[slot(fetched, occupancy)].offset,
    ]
    for arena in arenas { arena.appendPicture(to: &picture) }
    check.add(picture)
  }
}
