extension Schedule {
  /// Finds when what is placed in the buffers takes and leaves its room.
  ///
  /// As in ggml's graph allocator, an operator that may reuse takes over an operand of its size that
  /// it is the last to read, if that is no view; a view keeps its root alive. With `pipelineCopies`
  /// above one, inputs and copies are held as often, from the start to the end.
  func occupancy(pipelineCopies: Int64) -> Occupancy {
    var builder = OccupancyBuilder(self, pipelineCopies: pipelineCopies)
    return builder.build()
  }
}

/// Counts down readers and views.
private struct OccupancyBuilder {
  private struct Life {
    /// Steps that have yet to read the result.
    var readers: Int32 = 0
    /// Views of the result that are still alive.
    var views: Int32 = 0
    /// Whether it is never freed.
    var isKept = false
    /// The number of what takes room, or -1: for views, and what lives outside the buffers.
    var number: Int32 = -1
  }

  private let schedule: Schedule
  private let program: Schedule.Program
  private let pipelineCopies: Int64
  private var lives: [Life]
  private var occupancy: Occupancy
  /// Repeats of the run so far that were followed.
  private var followed = 0

  init(_ schedule: Schedule, pipelineCopies: Int64) {
    self.schedule = schedule
    self.pipelineCopies = pipelineCopies
    program = schedule.program()
    let operators = schedule.graph.operators
    occupancy = Occupancy(host: schedule.host, headDevice: schedule.devices[operators.count - 1])
    lives = [Life](repeating: Life(), count: operators.count + program.copies.count)
    occupancy.events.reserveCapacity(3 * operators.count)
    occupancy.things.reserveCapacity(lives.count)
    for index in operators.indices {
      let step = operators[index]
      if step.root != index {
        lives[step.root].views += 1
      } else if !step.traits.contains(.isOutside) {
        number(index, size: step.size, device: schedule.devices[index])
      }
      if step.traits.contains(.isKept) { lives[index].isKept = true }
    }
    for index in program.copies.indices {
      let copy = program.copies[index]
      number(operators.count + index, size: copy.size, device: copy.device)
    }
    for edge in program.edges where edge >= 0 { lives[edge].readers += 1 }
    for case .copy(let source, _) in program.steps where source >= 0 { lives[source].readers += 1 }
  }

  private mutating func number(_ index: Int, size: Int64, device: Int) {
    let number = Int32(occupancy.things.count)
    lives[index].number = number
    occupancy.things.append(
      Occupancy.Thing(size: SizeLine(here: size), device: Int32(device), slot: number))
  }

  mutating func build() -> Occupancy {
    holdInputs()
    let operators = schedule.graph.operators
    let head = schedule.graph.headStart ?? operators.count
    var isBehindBlocks = false
    for step in program.steps {
      switch step {
      case .copy(let source, let target):
        release(source)
        noteArrival(of: source, as: target)
        guard pipelineCopies == 1 else { continue }
        occupancy.events.append(.place(lives[target].number))
        let device = program.copies[target - operators.count].device
        if isBehindBlocks, device == occupancy.headDevice {
          occupancy.events.append(.extendHead(lives[target].number))
        }
      case .run(let index):
        if index == head {
          occupancy.events.append(.endBlocks)
          isBehindBlocks = true
        }
        compute(index)
        if index >= head, lives[index].number >= 0,
          schedule.devices[index] == occupancy.headDevice
        {
          occupancy.events.append(.extendHead(lives[index].number))
        }
        for edge in schedule.edges(of: index) { release(program.edges[edge]) }
        endRepeat(behind: index + 1)
      }
    }
    return occupancy
  }

  /// Places what is there from the start; with pipelining also each copy, as often as needed.
  private mutating func holdInputs() {
    let operators = schedule.graph.operators
    let isPipelined = pipelineCopies > 1
    for index in operators.indices where operators[index].traits.contains(.isInput) {
      if operators[index].traits.contains(.isScratch) {
        if !isPipelined { occupancy.atStart.append(lives[index].number) }
        continue
      }
      for _ in 0..<pipelineCopies { occupancy.atStart.append(lives[index].number) }
      if isPipelined { lives[index].isKept = true }
    }
    guard isPipelined else { return }
    for index in program.copies.indices {
      let copy = operators.count + index
      for _ in 0..<pipelineCopies { occupancy.atStart.append(lives[copy].number) }
      lives[copy].isKept = true
    }
    for index in operators.indices where operators[index].traits.contains(.isScratch) {
      occupancy.atStart.append(lives[index].number)
    }
  }

  private mutating func noteArrival(of source: Int, as target: Int) {
    let operators = schedule.graph.operators
    guard source >= 0, program.copies[target - operators.count].device < schedule.host else {
      return
    }
    if operators[operators[source].root].traits.contains(.isInput) {
      occupancy.inputs.append(lives[target].number)
    } else {
      occupancy.handed.append(lives[target].number)
    }
  }

  private mutating func compute(_ index: Int) {
    guard lives[index].number >= 0 else { return }
    if schedule.graph.operators[index].traits.contains(.reusesOperand) {
      for edge in schedule.edges(of: index) {
        let operand = program.edges[edge]
        guard operand >= 0, lives[operand].number >= 0, !lives[operand].isKept,
          lives[operand].readers == 1, lives[operand].views == 0
        else { continue }
        occupancy.events.append(.takeOver(lives[operand].number, by: lives[index].number))
      }
    }
    occupancy.events.append(.place(lives[index].number))
  }

  /// Counts down a reader and frees what nobody reads any more.
  private mutating func release(_ operand: Int) {
    guard operand >= 0 else { return }
    lives[operand].readers -= 1
    guard lives[operand].readers == 0, lives[operand].views == 0 else { return }
    var root = operand
    if operand < schedule.graph.operators.count {
      root = schedule.graph.operators[operand].root
      if root != operand {
        lives[root].views -= 1
        guard lives[root].views == 0, lives[root].readers == 0 else { return }
      }
    }
    guard lives[root].number >= 0, !lives[root].isKept else { return }
    occupancy.events.append(.free(lives[root].number))
  }

  /// Ends a repeat, if one ends behind so many operators.
  private mutating func endRepeat(behind operators: Int) {
    let run = occupancy.repeats.count
    guard run < schedule.graph.repeats.count else { return }
    let repeats = schedule.graph.repeats[run]
    guard repeats.ends[followed] == operators else { return }
    let (stream, fetched) = repeats.survivors[followed]
    occupancy.events.append(.endRepeat(lives[stream].number, lives[fetched].number))
    followed += 1
    guard followed == repeats.ends.count else { return }
    occupancy.repeats.append(Occupancy.Repeats(followed: followed, leftOut: repeats.leftOut))
    followed = 0
  }
}
