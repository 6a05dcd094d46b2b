/// Which device runs each operator of a pass, and what is copied between devices for it.
///
/// Devices are numbered: the cards in order, then the host. The rules are those of llama.cpp's
/// scheduler for cards that can run every operator, as CUDA cards can.
///
/// Source: `ggml_backend_sched_split_graph` of `ggml-backend.cpp`.
struct Schedule {
  /// Rows from which on a card takes over an operator whose weights are in host memory.
  static let worthwhileRows: Int64 = 32

  private static let unassigned = -1

  /// The pass.
  let graph: WorkingGraph
  /// The number of the host, which is the number of cards.
  let host: Int
  /// The device of each operator, and of each copy behind them.
  private(set) var devices: [Int]

  /// Assigns the operators of a pass to devices.
  init(_ graph: WorkingGraph, cards: Int) {
    self.graph = graph
    host = cards
    devices = [Int](repeating: Self.unassigned, count: graph.operators.count)
    assignByContents()
    expand(downwards: true, fromHost: false)
    expand(downwards: false, fromHost: false)
    expand(downwards: true, fromHost: true)
    expand(downwards: false, fromHost: true)
    assignScratch()
    assignViews()
  }

  /// Whether an operator computes nothing: a view, or something that is there from the start.
  func isIdle(_ index: Int) -> Bool {
    let step = graph.operators[index]
    if step.traits.contains(.writesOperand) { return false }
    return step.root != index || step.traits.contains(.isInput)
  }

  /// The operands of an operator, as places in `graph.edges`.
  func edges(of index: Int) -> Range<Int> {
    let step = graph.operators[index]
    return step.firstEdge..<step.firstEdge + step.edgeCount
  }

  /// Assigns what has its place: inputs, writes to caches, and operators that read weights.
  private mutating func assignByContents() {
    for index in graph.operators.indices {
      let step = graph.operators[index]
      if step.traits.contains(.isScratch) {
        continue
      } else if step.traits.contains(.isInput) {
        devices[index] = host
      } else if step.home >= 0 {
        devices[index] = step.home
      } else if step.root == index, !step.traits.contains(.ignoresWeights) {
        devices[index] = deviceByWeights(index)
      }
    }
  }

  /// The device of the first weight that an operator reads; the first card, where the weight is in
  /// host memory and there are rows enough to copy it.
  private func deviceByWeights(_ index: Int) -> Int {
    for edge in edges(of: index) {
      guard let stored = WorkingGraph.storedIndex(graph.edges[edge]),
        graph.stored[stored].isWeight
      else { continue }
      let home = graph.stored[stored].home
      let isWorthwhile = graph.operators[index].rows >= Self.worthwhileRows
      return home == host && host > 0 && isWorthwhile ? 0 : home
    }
    return Self.unassigned
  }

  /// Lets operators without a device take that of the neighbour before or behind them.
  ///
  /// - Parameters:
  ///   - downwards: In the order they run, or against it.
  ///   - fromHost: Whether the host is handed on too.
  private mutating func expand(downwards: Bool, fromHost: Bool) {
    var current = Self.unassigned
    for step in devices.indices {
      let index = downwards ? step : devices.count - 1 - step
      if isIdle(index) { continue }
      if devices[index] != Self.unassigned {
        current = !fromHost && devices[index] == host ? Self.unassigned : devices[index]
      } else if current != Self.unassigned {
        devices[index] = current
      }
    }
  }

  /// Puts scratch room where it is read.
  private mutating func assignScratch() {
    for index in devices.indices {
      for edge in edges(of: index) {
        let operand = graph.edges[edge]
        guard operand >= 0, graph.operators[operand].traits.contains(.isScratch) else { continue }
        devices[operand] = devices[index]
      }
    }
  }

  /// Puts views where what they show is, and anything left over on the first device.
  private mutating func assignViews() {
    for index in devices.indices where devices[index] == Self.unassigned {
      let root = graph.operators[index].root
      devices[index] = root == index ? 0 : devices[root]
    }
  }
}
