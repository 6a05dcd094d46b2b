extension Schedule {
  /// How much memory each device needs for the results of a pass.
  struct Layout {
    /// Bytes of the working buffer of each device, the host last.
    var bytes: [Int64] = []
    /// The same up to the end of the blocks, without norm and logits behind them.
    var blockBytes: [Int64] = []
    /// Bytes up to the end of the last result behind the blocks, or of the copy of a weight for it,
    /// on the device of the logits.
    var headBytes: Int64 = 0
    /// The device of the logits.
    var headDevice = 0
    /// Bytes of one copy of the inputs on each device but the host.
    var inputBytes: [Int64] = []
    /// Bytes of one copy of the results of other devices on each device but the host.
    var handedBytes: [Int64] = []
    /// Whether the layers that were left out change nothing.
    var repeatsSoundly = false
    /// What decided where results are placed: on each device, and which of them are reused.
    var traces: [DecisionTrace] = []
  }

  /// Lays out the working buffer of each device.
  ///
  /// Places results and copies as ggml's graph allocator does, in a buffer for each device: an
  /// operator that may reuse takes over an operand of its size that it is the last to read, if that
  /// is no view; a view keeps its root alive. With `pipelineCopies` above one, inputs and copies are
  /// held as often, from the start to the end. When `isTraced` it keeps what decided.
  func layout(pipelineCopies: Int64, isTraced: Bool = false) -> Layout {
    var state = BufferState(
      self, program(), pipelineCopies: pipelineCopies, isTraced: isTraced)
    return state.run()
  }
}

/// What is placed where while a program is laid out.
private struct BufferState {
  private struct Place {
    var offset: Int64 = 0
    /// Steps that have yet to read the result.
    var readers: Int32 = 0
    /// Views of the result that are still alive.
    var views: Int32 = 0
    /// Whether the result occupies its place.
    var isHeld = false
    /// Whether it is never freed.
    var isKept = false
  }

  private let schedule: Schedule
  private let program: Schedule.Program
  private let pipelineCopies: Int64
  private var arenas: [BufferArena]
  private var places: [Place]
  private var check: RepeatCheck
  private var trace: DecisionTrace

  private mutating func peaks() -> [Int64] {
    var peaks: [Int64] = []
    for index in arenas.indices {
      peaks.append(arenas[index].peak)
      arenas[index].notePeak()
    }
    return peaks
  }

  init(
    _ schedule: Schedule, _ program: Schedule.Program, pipelineCopies: Int64, isTraced: Bool
  ) {
    self.schedule = schedule
    self.program = program
    self.pipelineCopies = pipelineCopies
    check = RepeatCheck(schedule.graph.repeats)
    trace = DecisionTrace(isOn: isTraced)
    arenas = [BufferArena](repeating: BufferArena(isTraced: isTraced), count: schedule.host)
    arenas.append(BufferArena(alignment: BufferArena.hostAlignment, isTraced: isTraced))
    let operators = schedule.graph.operators
    places = [Place](repeating: Place(), count: operators.count + program.copies.count)
    for index in operators.indices {
      if operators[index].root != index { places[operators[index].root].views += 1 }
      if operators[index].traits.contains(.isKept) { places[index].isKept = true }
    }
    for edge in program.edges where edge >= 0 { places[edge].readers += 1 }
    for case .copy(let source, _) in program.steps where source >= 0 {
      places[source].readers += 1
    }
    placeInputs()
  }

  /// Places what is there from the start; with pipelining also each copy, as often as needed.
  private mutating func placeInputs() {
    let operators = schedule.graph.operators
    for index in operators.indices where operators[index].traits.contains(.isInput) {
      if operators[index].traits.contains(.isScratch), pipelineCopies == 1 {
        hold(index, operators[index].size, on: schedule.devices[index])
        continue
      }
      guard !operators[index].traits.contains(.isScratch) else { continue }
      for _ in 0..<pipelineCopies { hold(index, operators[index].size, on: schedule.host) }
      if pipelineCopies > 1 { places[index].isKept = true }
    }
    guard pipelineCopies > 1 else { return }
    for index in program.copies.indices {
      let copy = program.copies[index]
      for _ in 0..<pipelineCopies { hold(operators.count + index, copy.size, on: copy.device) }
      places[operators.count + index].isKept = true
    }
    for index in operators.indices where operators[index].traits.contains(.isScratch) {
      hold(index, operators[index].size, on: schedule.devices[index])
    }
  }

  private mutating func hold(_ index: Int, _ size: Int64, on device: Int) {
    places[index].offset = arenas[device].place(size)
    places[index].isHeld = true
  }

  mutating func run() -> Schedule.Layout {
    var layout = Schedule.Layout()
    let firstCopy = schedule.graph.operators.count
    let head = schedule.graph.headStart ?? firstCopy
    let headDevice = schedule.devices[firstCopy - 1]
    for step in program.steps {
      switch step {
      case .copy(let source, let target):
        release(source)
        let copy = program.copies[target - firstCopy]
        guard !places[target].isHeld else { continue }
        hold(target, copy.size, on: copy.device)
        if !layout.blockBytes.isEmpty, copy.device == headDevice {
          extendHead(of: &layout, to: places[target].offset + copy.size)
        }
      case .run(let index):
        if index == head { layout.blockBytes = peaks() }
        compute(index)
        if index >= head, places[index].isHeld, schedule.devices[index] == headDevice {
          extendHead(
            of: &layout, to: places[index].offset + schedule.graph.operators[index].size)
        }
        for edge in schedule.edges(of: index) { release(program.edges[edge]) }
        if let survivors = check.survivors(behind: index + 1) { addPicture(survivors) }
      }
    }
    layout.bytes = peaks()
    layout.headDevice = headDevice
    addArrivals(to: &layout)
    layout.repeatsSoundly = check.isSound
    for circle in check.circles { trace.note(circle) }
    if trace.isOn {
      for arena in arenas { layout.traces.append(arena.trace) }
      layout.traces.append(trace)
    }
    return layout
  }

  private mutating func extendHead(of layout: inout Schedule.Layout, to end: Int64) {
    if trace.isAtLeast(end, layout.headBytes) { layout.headBytes = end }
  }

  /// Counts what each card copies from elsewhere, weights apart.
  private func addArrivals(to layout: inout Schedule.Layout) {
    let operators = schedule.graph.operators
    layout.inputBytes = [Int64](repeating: 0, count: schedule.host)
    layout.handedBytes = layout.inputBytes
    for case .copy(let source, let target) in program.steps where source >= 0 {
      let copy = program.copies[target - operators.count]
      guard copy.device < schedule.host else { continue }
      let bytes = BufferArena.padded(copy.size)
      if operators[operators[source].root].traits.contains(.isInput) {
        layout.inputBytes[copy.device] += bytes
      } else {
        layout.handedBytes[copy.device] += bytes
      }
    }
  }

  private mutating func addPicture(_ survivors: (Int, Int)) {
    var picture: [Int64] = [places[survivors.0].offset, places[survivors.1].offset]
    for arena in arenas { arena.appendPicture(to: &picture) }
    check.add(picture)
  }

  private mutating func compute(_ index: Int) {
    let step = schedule.graph.operators[index]
    guard step.root == index, !step.traits.contains(.isOutside) else { return }
    if step.traits.contains(.reusesOperand) {
      for edge in schedule.edges(of: index) where takeOver(program.edges[edge], by: index) {
        return
      }
    }
    hold(index, step.size, on: schedule.devices[index])
  }

  /// Lets a result take the place of an operand, if that dies here and has the same size.
  private mutating func takeOver(_ operand: Int, by index: Int) -> Bool {
    guard operand >= 0, isRoot(operand), !places[operand].isKept, places[operand].isHeld,
      places[operand].readers == 1, places[operand].views == 0,
      trace.areEqual(size(of: operand), schedule.graph.operators[index].size)
    else { return false }
    places[index].offset = places[operand].offset
    places[index].isHeld = true
    places[operand].isHeld = false
    return true
  }

  private func isRoot(_ index: Int) -> Bool {
    index >= schedule.graph.operators.count || schedule.graph.operators[index].root == index
  }

  private func size(of index: Int) -> Int64 {
    let copy = index - schedule.graph.operators.count
    return copy >= 0 ? program.copies[copy].size : schedule.graph.operators[index].size
  }

  private func device(of index: Int) -> Int {
    let copy = index - schedule.graph.operators.count
    return copy >= 0 ? program.copies[copy].device : schedule.devices[index]
  }

  /// Counts down a reader and frees what nobody reads any more.
  private mutating func release(_ operand: Int) {
    guard operand >= 0 else { return }
    places[operand].readers -= 1
    guard places[operand].readers == 0, places[operand].views == 0 else { return }
    var root = operand
    if !isRoot(operand) {
      root = schedule.graph.operators[operand].root
      places[root].views -= 1
      guard places[root].views == 0, places[root].readers == 0 else { return }
    }
    guard places[root].isHeld, !places[root].isKept else { return }
    arenas[device(of: root)].free(places[root].offset, size(of: root))
    places[root].isHeld = false
  }
}
