/// How much memory each device needs for the results of a pass.
struct BufferLayout {
  /// Bytes of the working buffer of each device, the host last.
  private(set) var bytes: [SizeLine] = []
  /// The same up to the end of the blocks, without norm and logits behind them.
  private(set) var blockBytes: [SizeLine] = []
  /// Bytes up to the end of the last result behind the blocks, or of the copy of a weight for it,
  /// on the device of the logits.
  private(set) var headBytes = SizeLine(here: 0)
  /// The device of the logits.
  let headDevice: Int
  /// Bytes of one copy of the inputs on each device but the host.
  private(set) var inputBytes: [SizeLine]
  /// Bytes of one copy of the results of other devices on each device but the host.
  private(set) var handedBytes: [SizeLine]
  /// Whether the layers that were left out change nothing.
  let repeatsSoundly: Bool
  /// How far from the cells that are looked at all of this lies on the same lines.
  let reach: ClosedRange<Int64>

  /// Lays out the working buffer of each device: places things as ggml's graph allocator does.
  ///
  /// - Parameters:
  ///   - occupancy: What takes and leaves room.
  ///   - steps: So many steps of cells beyond those for which the occupancy was found.
  ///   - reach: How far sizes lie on straight lines: steps of cells back, and ahead.
  init(_ occupancy: Occupancy, steps: Int64 = 0, reach: ClosedRange<Int64> = 0...0) {
    var state = LayoutState(occupancy, steps, reach)
    for number in occupancy.atStart { state.hold(number) }
    for event in occupancy.events {
      switch event {
      case .place(let number): if !state.isHeld(number) { state.hold(number) }
      case .takeOver(let operand, let result): state.takeOver(operand, by: result)
      case .free(let number): state.free(number)
      case .endBlocks: blockBytes = state.peaks()
      case .extendHead(let number): state.extend(&headBytes, toEndOf: number)
      case .endRepeat(let stream, let fetched): state.endRepeat(stream, fetched)
      }
    }
    bytes = state.peaks()
    headDevice = occupancy.headDevice
    repeatsSoundly = state.check.isSound
    self.reach = state.reach.steps
    inputBytes = [SizeLine](repeating: SizeLine(here: 0), count: occupancy.host)
    handedBytes = inputBytes
    for copy in occupancy.inputs {
      inputBytes[occupancy.device(of: copy)] += BufferArena.padded(state.size(of: copy))
    }
    for copy in occupancy.handed {
      handedBytes[occupancy.device(of: copy)] += BufferArena.padded(state.size(of: copy))
    }
  }
}

extension Occupancy {
  fileprivate func device(of number: Int32) -> Int { Int(things[Int(number)].device) }
}

/// What is placed where while buffers are laid out.
private struct LayoutState {
  private struct Place {
    var offset = SizeLine(here: 0)
    var isHeld = false
  }

  private let occupancy: Occupancy
  private let steps: Int64
  private var arenas: [BufferArena]
  private var places: [Place]
  private(set) var check: RepeatCheck
  private(set) var reach: Reach

  init(_ occupancy: Occupancy, _ steps: Int64, _ reach: ClosedRange<Int64>) {
    self.occupancy = occupancy
    self.steps = steps
    check = RepeatCheck(occupancy.repeats)
    self.reach = Reach(reach)
    arenas = [BufferArena](repeating: BufferArena(), count: occupancy.host)
    arenas.append(BufferArena(alignment: BufferArena.hostAlignment))
    places = [Place](repeating: Place(), count: occupancy.things.count)
  }

  func size(of number: Int32) -> SizeLine {
    let size = occupancy.things[Int(number)].size
    return SizeLine(here: size.after(steps), slope: size.slope)
  }

  func isHeld(_ number: Int32) -> Bool { places[Int(number)].isHeld }

  mutating func hold(_ number: Int32) {
    let index = Int(number)
    places[index].offset =
      arenas[occupancy.device(of: number)].place(size(of: number), &reach)
    places[index].isHeld = true
  }

  mutating func takeOver(_ operand: Int32, by result: Int32) {
    guard !isHeld(result), isHeld(operand),
      reach.areEqual(size(of: operand), size(of: result))
    else { return }
    places[Int(result)] = places[Int(operand)]
    places[Int(operand)].isHeld = false
  }

  mutating func free(_ number: Int32) {
    let index = Int(number)
    guard places[index].isHeld else { return }
    arenas[occupancy.device(of: number)].free(
      places[index].offset, size(of: number), &reach)
    places[index].isHeld = false
  }

  mutating func extend(_ bytes: inout SizeLine, toEndOf number: Int32) {
    let end = places[Int(number)].offset + size(of: number)
    if reach.isAtLeast(end, bytes) { bytes = end }
  }

  mutating func endRepeat(_ stream: Int32, _ fetched: Int32) {
    var picture = [places[Int(stream)].offset, places[Int(fetched)].offset]
    for arena in arenas { arena.appendPicture(to: &picture) }
    check.add(picture)
  }

  mutating func peaks() -> [SizeLine] {
    var peaks: [SizeLine] = []
    for arena in arenas { peaks.append(arena.peak(&reach)) }
    return peaks
  }
}
