extension CardGraph {
  /// Adds the recurrent part of a layer, its projection included.
  mutating func addRecurrence(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID, past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    shape.kind == .mamba2 ? addMamba(shape, source, past: past) : addDeltaNet(shape, source)
  }

  /// The last inputs of the convolution, where they are fetched before the norm.
  mutating func addPast(_ parts: LayerParts) -> WorkingGraph.ResultID {
    guard let shape = sizes.model.recurrence, shape.kind == .mamba2, parts.contains(.recurrence)
    else { return WorkingGraph.none }
    return graph.add(4 * sizes.slots * shape.convolutionState, inputs.stateNumbers)
  }

  private mutating func addMamba(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID, past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let inner = sizes.bytes(shape.innerWidth)
    let channels = sizes.bytes(shape.convolutionChannels)
    let heads = sizes.bytes(shape.heads)
    let all = graph.view(graph.add(inner + channels + heads, source))
    let joined = addConvolution(shape, graph.view(all, size: channels), graph.view(past))
    var mixed = graph.add(channels, joined)
    mixed = graph.add(channels, mixed, reuses: true)
    mixed = graph.add(channels, mixed, reuses: true)
    let taken = graph.view(mixed, size: inner)
    let step = graph.add(heads, graph.view(all, size: heads))
    let biased = graph.add(heads, step, reuses: true)
    let scanned = graph.add(inner + 4 * sizes.slots * shape.headState, taken, biased)
    graph.store(graph.view(mixed, size: 0), inputs.stateNumbers)
    graph.store(graph.view(scanned), WorkingGraph.none)
    let gate = graph.add(inner, graph.view(all, size: inner))
    let rows = graph.view(scanned, size: inner)
    let skipped = graph.add(inner, taken)
    let sum = graph.add(inner, rows, skipped, reuses: true)
    var gated = graph.view(graph.add(inner, gate, sum))
    if sizes.model.block.hasRecurrentNorm { gated = graph.view(addNorm(inner, gated)) }
    return graph.view(graph.add(sizes.stream, gated))
  }

  /// The last inputs of the convolution of each sequence, then those of the micro-batch, and the
  /// convolution over them.
  private mutating func addConvolution(
    _ shape: Recurrence, _ mixed: WorkingGraph.ResultID, _ past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let channels = shape.convolutionChannels
    let joined = graph.add(
      sizes.bytes(channels) + 4 * sizes.slots * shape.convolutionState, past, mixed)
    graph.store(graph.view(joined), WorkingGraph.none)
    return joined
  }

  private mutating func addDeltaNet(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let channels = sizes.bytes(shape.convolutionChannels)
    let inner = sizes.bytes(shape.innerWidth)
    let past = graph.add(4 * sizes.slots * shape.convolutionState, inputs.stateNumbers)
    let mixed = graph.view(graph.add(channels, source))
    let joined = addConvolution(shape, mixed, graph.view(past))
    let state = graph.add(4 * sizes.slots * shape.headState, inputs.stateNumbers)
    let raw = graph.add(channels, joined)
    let convolved = graph.add(channels, raw, reuses: true)
    let query = addUnitRows(shape, convolved)
    let key = addUnitRows(shape, convolved)
    let value = graph.view(convolved, size: inner)
    let (gate, rate) = addGates(shape, source)
    let ruled = graph.add(inner + 4 * sizes.slots * shape.headState, query, key)
    graph.store(value, gate)
    graph.store(rate, graph.view(state))
    graph.store(graph.view(ruled), WorkingGraph.none)
    let normed = addNorm(inner, graph.view(ruled, size: inner))
    let outer = graph.add(inner, graph.view(graph.add(inner, source)), reuses: true)
    let gated = graph.add(inner, normed, outer, reuses: true)
    return graph.view(graph.add(sizes.stream, graph.view(gated)))
  }

  /// Queries or keys of unit length, repeated for each value head.
  private mutating func addUnitRows(
    _ shape: Recurrence, _ convolved: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let narrow = sizes.bytes(shape.sideWidth / 2)
    let unit = graph.add(narrow, graph.view(convolved, size: narrow), reuses: true)
    let scaled = graph.add(narrow, unit, reuses: true)
    guard sizes.model.block.fusesDeltaInputs, shape.groups != shape.heads else { return scaled }
    return graph.view(graph.add(sizes.bytes(shape.heads * shape.stateSize), graph.view(scaled)))
  }

  /// How fast states decay and how much of each token they take in.
  private mutating func addGates(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> (gate: WorkingGraph.ResultID, rate: WorkingGraph.ResultID) {
    let heads = sizes.bytes(shape.heads)
    let both = graph.view(graph.add(2 * heads, source))
    var gate = graph.add(heads, graph.view(both, size: heads))
    gate = graph.add(heads, gate, reuses: true)
    gate = graph.add(heads, gate, reuses: true)
    gate = graph.add(heads, gate, reuses: true)
    let rate = graph.add(heads, graph.view(both, size: heads))
    return (graph.view(gate), graph.view(graph.add(heads, rate, reuses: true)))
  }
}
