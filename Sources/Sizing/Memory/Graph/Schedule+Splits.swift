extension Schedule {
  /// The steps of a pass over several devices: operators in order, and before them the copies that
  /// they read.
  struct Program {
    /// One step.
    enum Step {
      /// An operator.
      case run(Int)
      /// The copying of a result or something stored to the place of a copy.
      case copy(from: WorkingGraph.ResultID, to: Int)
    }

    /// A copy on another device.
    struct Copy {
      /// Bytes.
      let size: Int64
      /// The device that holds it.
      let device: Int
    }

    /// The steps in order.
    fileprivate(set) var steps: [Step] = []
    /// The copies; as operands they are numbered behind the operators.
    fileprivate(set) var copies: [Copy] = []
    /// The operands of all operators, with copies in place of what is on another device.
    fileprivate(set) var edges: [WorkingGraph.ResultID] = []
  }

  /// Cuts the pass into runs of operators on one device. What a run reads from other devices is
  /// copied when it begins; a further weight from host memory begins another run, so that the place
  /// of the one before can be used again.
  func program() -> Program {
    var builder = ProgramBuilder(self)
    for index in graph.operators.indices {
      if graph.operators[index].traits.contains(.isInput) { continue }
      builder.add(index)
    }
    return builder.finish()
  }

  /// The device that holds an operand.
  fileprivate func device(of operand: WorkingGraph.ResultID) -> Int {
    guard let stored = WorkingGraph.storedIndex(operand) else { return devices[operand] }
    return graph.stored[stored].home
  }

  /// Bytes of an operand.
  fileprivate func size(of operand: WorkingGraph.ResultID) -> Int64 {
    guard let stored = WorkingGraph.storedIndex(operand) else {
      return graph.operators[operand].size
    }
    return graph.stored[stored].size
  }
}

/// Builds a program run by run.
private struct ProgramBuilder {
  private let schedule: Schedule
  private var program = Schedule.Program()
  /// The device of the run that is being built, or -1 before the first.
  private var current = -1
  /// What the run copies when it begins.
  private var inputs: [(from: WorkingGraph.ResultID, to: Int)] = []
  /// The operators of the run.
  private var members: [Int] = []
  /// The copy of each result on each device, or -1.
  private var copiesOfResults: [Int32]
  /// The copy of each stored thing on each device, or -1.
  private var copiesOfStored: [Int32]

  init(_ schedule: Schedule) {
    self.schedule = schedule
    program.edges = schedule.graph.edges
    let devices = schedule.host + 1
    copiesOfResults = [Int32](repeating: -1, count: schedule.graph.operators.count * devices)
    copiesOfStored = [Int32](repeating: -1, count: schedule.graph.stored.count * devices)
  }

  mutating func add(_ index: Int) {
    if schedule.isIdle(index) {
      members.append(index)
      return
    }
    let device = schedule.devices[index]
    if current >= 0, device != current || needsAnotherWeight(index) { endRun() }
    current = device
    for edge in schedule.edges(of: index) {
      let operand = schedule.graph.edges[edge]
      guard schedule.device(of: operand) != device else { continue }
      program.edges[edge] = copy(of: operand)
    }
    members.append(index)
  }

  mutating func finish() -> Schedule.Program {
    endRun()
    return program
  }

  /// Whether an operator reads a weight from elsewhere while the run already copies something.
  private func needsAnotherWeight(_ index: Int) -> Bool {
    guard !inputs.isEmpty else { return false }
    for edge in schedule.edges(of: index) {
      guard let stored = WorkingGraph.storedIndex(schedule.graph.edges[edge]) else { continue }
      let weight = schedule.graph.stored[stored]
      if weight.isWeight, weight.home != current { return true }
    }
    return false
  }

  /// The copy of an operand on the device of the run.
  private mutating func copy(of operand: WorkingGraph.ResultID) -> Int {
    let devices = schedule.host + 1
    if let stored = WorkingGraph.storedIndex(operand) {
      let place = stored * devices + current
      if copiesOfStored[place] < 0 { copiesOfStored[place] = Int32(addCopy(of: operand)) }
      return Int(copiesOfStored[place])
    }
    let place = operand * devices + current
    if copiesOfResults[place] < 0 { copiesOfResults[place] = Int32(addCopy(of: operand)) }
    return Int(copiesOfResults[place])
  }

  private mutating func addCopy(of operand: WorkingGraph.ResultID) -> Int {
    let number = schedule.graph.operators.count + program.copies.count
    program.copies.append(Schedule.Program.Copy(size: schedule.size(of: operand), device: current))
    inputs.append((operand, number))
    return number
  }

  private mutating func endRun() {
    for input in inputs { program.steps.append(.copy(from: input.from, to: input.to)) }
    for member in members { program.steps.append(.run(member)) }
    inputs.removeAll(keepingCapacity: true)
    members.removeAll(keepingCapacity: true)
  }
}
