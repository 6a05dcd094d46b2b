extension PassGraph {
  /// Adds a gated delta rule over fused queries, keys and values.
  mutating func addDeltaNet(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let inner = sizes.bytes(shape.innerWidth)
    let past = past(shape)
    let mixed = graph.view(product(.attentionQueryKeyValue, shape.convolutionChannels, source))
    let joined = addConvolution(shape, mixed, past)
    let state = graph.view(fetchState(shape.headState))
    let raw = addTaps(shape, joined)
    let convolved = graph.add(sizes.bytes(shape.convolutionChannels), raw, reuses: true)
    let query = addUnitRows(shape, convolved)
    let key = addUnitRows(shape, convolved)
    let value = part(of: convolved, shape.innerWidth, in: shape.convolutionChannels)
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
    let rows = part(of: convolved, shape.sideWidth / 2, in: shape.convolutionChannels)
    let unit = graph.add(narrow, rows, reuses: true)
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

  /// Adds Kimi's delta rule: a decay for each channel, and a convolution each for queries, keys and
  /// values.
  mutating func addKimiDelta(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let width = shape.innerWidth
    let inner = sizes.bytes(width)
    let past = past(shape)
    let joined = [TensorRole.attentionQuery, .attentionKey, .attentionValue].map {
      addKimiConvolution(shape, $0, source, past)
    }
    let state = graph.view(fetchState(shape.headState))
    let query = addUnitRows(addKimiTaps(shape, joined[0]), inner)
    let key = addUnitRows(addKimiTaps(shape, joined[1]), inner)
    let value = addKimiTaps(shape, joined[2])
    let decay = addChannelDecay(shape, source)
    let rate = graph.add(
      sizes.bytes(shape.heads), graph.view(product(.recurrentRate, shape.heads, source)))
    let ruled = graph.add(inner + 4 * sizes.slots * shape.headState, query, key, value)
    graph.read(decay)
    graph.read(rate)
    graph.read(state)
    writeState(graph.view(ruled, size: 4 * sizes.slots * shape.headState))
    let rows = graph.view(graph.add(inner, graph.view(ruled, size: inner)))
    let normed = addNorm(inner, rows, width: shape.headSize)
    let narrow = product(.channelGateDown, shape.headSize, source)
    let gate = graph.add(inner, graph.view(product(.channelGateUp, width, narrow)))
    let gated = graph.add(inner, graph.add(inner, normed, gate, reuses: true))
    return product(.attentionOutput, sizes.model.hiddenSize, gated)
  }

  /// A projection behind its last inputs, whose own last inputs are kept.
  private mutating func addKimiConvolution(
    _ shape: Recurrence, _ role: TensorRole, _ source: WorkingGraph.ResultID,
    _ past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let own = shape.convolutionState / 3
    let before = graph.view(
      past, size: 4 * ((sizes.slots - 1) * shape.convolutionState + own))
    let projection = graph.view(product(role, shape.innerWidth, source))
    let bytes = sizes.bytes(shape.innerWidth) + 4 * sizes.slots * own
    let joined = graph.add(bytes, before, projection)
    writeState(graph.view(joined, size: bytes - 4 * (sizes.tokens / sizes.slots)))
    return joined
  }

  /// The convolution over joined inputs. Its taps are read in another shape, in which llama.cpp does
  /// not take them for a weight.
  private mutating func addKimiTaps(
    _ shape: Recurrence, _ joined: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let inner = sizes.bytes(shape.innerWidth)
    let taps = graph.store(
      4 * shape.convolutionWidth * shape.innerWidth, home: site.home, isWeight: false)
    return graph.view(graph.add(inner, graph.view(graph.add(inner, joined, taps))))
  }

  /// Rows of unit length.
  private mutating func addUnitRows(
    _ rows: WorkingGraph.ResultID, _ size: Int64
  ) -> WorkingGraph.ResultID {
    graph.add(size, graph.add(size, rows), reuses: true)
  }

  /// How fast each channel of the state decays.
  private mutating func addChannelDecay(
    _ shape: Recurrence, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let inner = sizes.bytes(shape.innerWidth)
    let narrow = product(.channelDecayDown, shape.headSize, source)
    var decay = biased(product(.channelDecayUp, shape.innerWidth, narrow), shape.innerWidth)
    decay = graph.add(inner, decay, reuses: true)
    let factors = graph.store(4 * shape.heads, home: site.home, isWeight: false)
    return graph.view(graph.add(inner, graph.view(decay), factors))
  }
}
