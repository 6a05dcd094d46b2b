extension WorkingGraph {
  /// How much memory the results of a graph take.
  struct Layout: Equatable {
    /// Bytes until the blocks are done.
    var blockBytes: Int64 = 0
    /// Bytes up to the end of the last result behind the blocks; zero when there is none.
    var headBytes: Int64 = 0
    /// Bytes of the buffer.
    var bytes: Int64 { max(blockBytes, headBytes) }
  }

  /// Places each result in turn and frees it when its last reader is done.
  ///
  /// The rules are ggml's: an operator that may reuse takes over an operand of its size that it is
  /// the last to read, if that is no view; a view keeps its root alive.
  func layout() -> Layout {
    var state = LayoutState(self)
    var layout = Layout()
    for index in operators.indices {
      let end = state.run(index, operators)
      if let headStart, index >= headStart {
        layout.headBytes = max(layout.headBytes, end)
      } else {
        layout.blockBytes = state.arena.peak
      }
    }
    return layout
  }
}

/// What is placed where while a graph is laid out.
private struct LayoutState {
  private struct Place {
    var offset: Int64 = 0
    /// Operators that have yet to read the result.
    var readers: Int32 = 0
    /// Views of the result that are still alive.
    var views: Int32 = 0
    /// Whether the result occupies its place.
    var isHeld = false
  }

  private(set) var arena = BufferArena()
  private var places: [Place]

  init(_ graph: WorkingGraph) {
    places = [Place](repeating: Place(), count: graph.operators.count)
    for index in graph.operators.indices {
      let step = graph.operators[index]
      if step.root != index { places[step.root].views += 1 }
      if step.operands.0 >= 0 { places[step.operands.0].readers += 1 }
      if step.operands.1 >= 0 { places[step.operands.1].readers += 1 }
    }
    if graph.reserved > 0 { _ = arena.place(graph.reserved) }
  }

  /// Runs one operator and returns where its result ends.
  mutating func run(_ index: Int, _ operators: [WorkingGraph.Operator]) -> Int64 {
    let step = operators[index]
    if step.root == index, !step.isOutside { hold(index, operators) }
    let end = places[index].isHeld ? places[index].offset + step.size : 0
    release(step.operands.0, operators)
    release(step.operands.1, operators)
    return end
  }

  private mutating func hold(_ index: Int, _ operators: [WorkingGraph.Operator]) {
    let step = operators[index]
    places[index].isHeld = true
    if step.reusesOperand {
      for operand in [step.operands.0, step.operands.1]
      where takeOver(operand, by: index, operators) {
        return
      }
    }
    places[index].offset = arena.place(step.size)
  }

  /// Lets a result take the place of an operand, if that dies here and has the same size.
  private mutating func takeOver(
    _ operand: Int, by index: Int, _ operators: [WorkingGraph.Operator]
  ) -> Bool {
    guard operand >= 0, operators[operand].root == operand else { return false }
    guard operators[operand].size == operators[index].size, !operators[operand].isKept,
      places[operand].readers == 1, places[operand].views == 0, places[operand].isHeld
    else { return false }
    places[index].offset = places[operand].offset
    places[operand].isHeld = false
    return true
  }

  /// Counts down a reader and frees what nobody reads any more.
  private mutating func release(_ operand: Int, _ operators: [WorkingGraph.Operator]) {
    guard operand >= 0 else { return }
    places[operand].readers -= 1
    guard places[operand].readers == 0, places[operand].views == 0 else { return }
    let root = operators[operand].root
    if root != operand {
      places[root].views -= 1
      guard places[root].views == 0, places[root].readers == 0 else { return }
    }
    guard places[root].isHeld, !operators[root].isKept, !operators[root].isOutside else { return }
    arena.free(places[root].offset, operators[root].size)
    places[root].isHeld = false
  }
}
