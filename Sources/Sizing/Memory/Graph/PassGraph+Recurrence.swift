extension PassGraph {
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
    return fetchState(shape.convolutionState)
  }

  /// Fetches so many elements of state for each sequence.
  private mutating func fetchState(_ elements: Int64) -> WorkingGraph.ResultID {
    let bytes = 4 * sizes.slots * elements
    clearState()
    let rows = graph.add(bytes, cached(bytes), inputs.stateNumbers)
    moveStates(bytes)
    return rows
  }

  /// Clears the state that new sequences start from, where it is.
  private mutating func clearState() {
    graph.write(WorkingGraph.none, WorkingGraph.none, home: site.home)
  }

  /// Moves the states of sequences that take no part; there are none, but the operators are there.
  private mutating func moveStates(_ bytes: Int64) {
    let none = graph.add(0, cached(bytes), inputs.otherStateNumbers)
    graph.write(none, WorkingGraph.none, home: site.home)
  }

  /// Writes the state that sequences are left in.
  private mutating func writeState(_ source: WorkingGraph.ResultID) {
    graph.write(source, WorkingGraph.none, home: site.home)
  }

  private mutating func addMamba(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID, past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let (width, channelCount) = (shape.innerWidth, shape.convolutionChannels)
    let inner = sizes.bytes(width)
    let channels = sizes.bytes(channelCount)
    let heads = sizes.bytes(shape.heads)
    let all = graph.view(product(.recurrentInput, width + channelCount + shape.heads, source))
    let joined = addConvolution(shape, graph.view(all, size: channels), graph.view(past))
    clearState()
    var mixed = addTaps(shape, joined)
    mixed = biased(mixed, channelCount)
    mixed = graph.add(channels, mixed, reuses: true)
    let taken = graph.view(mixed, size: inner)
    let step = biased(graph.add(heads, graph.view(all, size: heads)), shape.heads)
    let scanned = addScan(shape, taken, step, mixed)
    let gate = graph.add(inner, graph.view(all, size: inner))
    let rows = graph.view(scanned, size: inner)
    let skipped = graph.add(
      inner, taken, weight(shape.heads), rows: sizes.tokens * shape.heads)
    let sum = graph.add(inner, rows, skipped, reuses: true)
    var gated = graph.view(graph.add(inner, gate, sum))
    if sizes.model.block.hasRecurrentNorm {
      gated = graph.view(
        addNorm(inner, gated, width: width / max(shape.groups, 1), weights: width))
    }
    return graph.view(product(.recurrentOutput, sizes.model.hiddenSize, gated))
  }

  /// The scan over the micro-batch, and the states that it leaves.
  private mutating func addScan(
    _ shape: Recurrence, _ taken: WorkingGraph.ResultID, _ step: WorkingGraph.ResultID,
    _ mixed: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let stateBytes = 4 * sizes.slots * shape.headState
    let states = cached(stateBytes)
    let sides = graph.view(mixed, size: 0)
    let bytes = sizes.bytes(shape.innerWidth) + stateBytes
    // Its result is one row, so it never draws its weights to a card.
    let scanned = graph.add(bytes, states, taken, step, rows: 1)
    graph.read(weight(shape.heads))
    graph.read(sides)
    graph.read(inputs.stateNumbers)
    moveStates(stateBytes)
    writeState(graph.view(scanned, size: stateBytes))
    return scanned
  }

  /// The convolution over the joined inputs.
  private mutating func addTaps(
    _ shape: Recurrence, _ joined: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    graph.add(
      sizes.bytes(shape.convolutionChannels), joined,
      weight(shape.convolutionWidth * shape.convolutionChannels), rows: sizes.tokens)
  }

  /// The last inputs of the convolution of each sequence, then those of the micro-batch; keeps the
  /// last of them for the next.
  private mutating func addConvolution(
    _ shape: Recurrence, _ mixed: WorkingGraph.ResultID, _ past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let channels = shape.convolutionChannels
    let bytes = sizes.bytes(channels) + 4 * sizes.slots * shape.convolutionState
    let joined = graph.add(bytes, past, mixed)
    // A copy reaches from the first row to the last, without the inputs in front.
    writeState(graph.view(joined, size: bytes - 4 * (sizes.tokens / sizes.slots)))
    return joined
  }

  private mutating func addDeltaNet(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let inner = sizes.bytes(shape.innerWidth)
    let past = graph.view(fetchState(shape.convolutionState))
    let mixed = graph.view(product(.attentionQueryKeyValue, shape.convolutionChannels, source))
    let joined = addConvolution(shape, mixed, past)
    let state = graph.view(fetchState(shape.headState))
    let raw = addTaps(shape, joined)
    let convolved = graph.add(sizes.bytes(shape.convolutionChannels), raw, reuses: true)
    let query = addUnitRows(shape, convolved)
    let key = addUnitRows(shape, convolved)
    let value = graph.view(convolved, size: inner)
    let (gate, rate) = addGates(shape, source)
    let ruled = graph.add(
      inner + 4 * sizes.slots * shape.headState, query, key, value)
    graph.read(gate)
    graph.read(rate)
    graph.read(state)
    writeState(graph.view(ruled, size: 4 * sizes.slots * shape.headState))
    let normed = addNorm(inner, graph.view(ruled, size: inner), width: shape.headSize)
    let outer = graph.view(product(.recurrentGate, shape.innerWidth, source))
    let opened = graph.add(inner, outer, reuses: true)
    let gated = graph.add(inner, normed, opened, reuses: true)
    // The rows are those of one sequence: the product runs over each apart.
    let output = graph.add(
      sizes.stream, matrix(.recurrentOutput), graph.view(gated), rows: sizes.tokens / sizes.slots)
    return graph.view(output)
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
    let fuses = sizes.model.block.fusesDeltaInputs
    var decay: WorkingGraph.ResultID
    var rate: WorkingGraph.ResultID = WorkingGraph.none
    if fuses {
      let both = graph.view(product(.recurrentRate, 2 * shape.heads, source))
      decay = graph.add(heads, graph.view(both, size: heads))
      rate = graph.view(both, size: heads)
    } else {
      decay = graph.view(product(.recurrentDecay, shape.heads, source))
    }
    decay = biased(decay, shape.heads)
    decay = graph.add(heads, decay, reuses: true)
    decay = graph.view(
      graph.add(heads, decay, weight(shape.heads), reuses: true, rows: sizes.tokens))
    rate =
      fuses
      ? graph.add(heads, rate) : graph.view(product(.recurrentRate, shape.heads, source))
    return (decay, graph.view(graph.add(heads, rate, reuses: true)))
  }
}
