extension PassGraph {
  /// Adds the recurrent part of a layer, its projection included.
  ///
  /// - Parameters:
  ///   - shape: The shape of the part.
  ///   - stream: The residual stream in front of the layer, whose norm it reads.
  /// - Returns: The result.
  mutating func addRecurrence(
    _ shape: Recurrence, _ stream: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    switch shape.kind {
    case .mamba2: addMamba(shape, stream)
    case .gatedDeltaNet: addDeltaNet(shape, addEntryNorm(stream))
    case .kimiDelta: addKimiDelta(shape, addEntryNorm(stream))
    case .shortConvolution: addGatedConvolution(shape, addConvolutionRows(shape, stream))
    }
  }

  /// Fetches the last inputs of the convolution of the next state space or convolution layer.
  ///
  /// llama.cpp adds that to its graph as soon as it comes to such a layer, before what is left of the
  /// layers in front. So it comes where a layer last adds something at once: behind the scan, attention
  /// or the experts. A feed-forward part alone adds nothing at once.
  ///
  /// - Parameter layer: The first layer to look at.
  mutating func fetchAhead(from layer: Int) {
    let model = sizes.model
    guard let shape = model.recurrence, !model.block.hasParallelRecurrence,
      shape.kind == .mamba2 || shape.kind == .shortConvolution
    else { return }
    var next = layer
    while next < model.layers, model.parts(ofLayer: next) == .feedForward { next += 1 }
    guard next < model.layers, model.parts(ofLayer: next).contains(.recurrence) else { return }
    let current = site
    site = Site(next, placement)
    fetchedPast = graph.view(fetchState(shape.convolutionState))
    site = current
  }

  /// Fetches ahead behind a mixer, where no experts follow in its layer.
  mutating func fetchAheadBehindMixer() {
    guard !sizes.model.parts(ofLayer: site.layer).contains(.experts) else { return }
    fetchAhead(from: site.layer + 1)
  }

  /// What was fetched ahead, or is now.
  mutating func past(_ shape: Recurrence) -> WorkingGraph.ResultID {
    defer { fetchedPast = nil }
    return fetchedPast ?? graph.view(fetchState(shape.convolutionState))
  }

  /// Fetches so many elements of state for each sequence.
  mutating func fetchState(_ elements: Int64) -> WorkingGraph.ResultID {
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
  mutating func writeState(_ source: WorkingGraph.ResultID) {
    graph.write(source, WorkingGraph.none, home: site.home)
  }

  private mutating func addMamba(
    _ shape: Recurrence, _ stream: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let scanned = addRecurrentRows(shape, stream)
    fetchAheadBehindMixer()
    return addRecurrentOutput(shape, scanned)
  }

  /// What a state space part has computed when its states are written.
  struct Scan {
    /// The rows of all heads, and the states.
    let result: WorkingGraph.ResultID
    /// The convolved inputs of the scan.
    let taken: WorkingGraph.ResultID
    /// The gate, in one row with the other inputs.
    let gate: WorkingGraph.ResultID
  }

  /// Adds a state space part up to the writing of its states.
  mutating func addRecurrentRows(
    _ shape: Recurrence, _ stream: WorkingGraph.ResultID, norm: WorkingGraph.ResultID? = nil
  ) -> Scan {
    let past = past(shape)
    let (width, channelCount) = (shape.innerWidth, shape.convolutionChannels)
    let heads = sizes.bytes(shape.heads)
    let allWidth = width + channelCount + shape.heads
    let source = addEntryNorm(stream, operand: norm)
    let all = graph.view(product(.recurrentInput, allWidth, source))
    let joined = addConvolution(shape, part(of: all, channelCount, in: allWidth), past)
    clearState()
    var mixed = addTaps(shape, joined)
    mixed = biased(mixed, channelCount)
    mixed = graph.add(sizes.bytes(channelCount), mixed, reuses: true)
    let taken = part(of: mixed, width, in: channelCount)
    let step = biased(
      graph.add(heads, part(of: all, shape.heads, in: allWidth)), shape.heads)
    return Scan(result: addScan(shape, taken, step, mixed), taken: taken, gate: all)
  }

  /// Adds what follows the writing of the states: skip, gate, norm and projection.
  mutating func addRecurrentOutput(
    _ shape: Recurrence, _ scan: Scan
  ) -> WorkingGraph.ResultID {
    let width = shape.innerWidth
    let inner = sizes.bytes(width)
    let gate = graph.add(
      inner, part(of: scan.gate, width, in: width + shape.convolutionChannels + shape.heads))
    let rows = graph.view(scan.result, size: inner)
    let skipped = graph.add(
      inner, scan.taken, weight(shape.heads), rows: sizes.tokens * shape.heads)
    let sum = graph.add(inner, rows, skipped, reuses: true)
    var gated = graph.view(graph.add(inner, gate, sum))
    if sizes.model.block.hasRecurrentNorm {
      gated = graph.view(
        addNorm(inner, gated, width: width / max(shape.groups, 1), weights: width))
    }
    return product(.recurrentOutput, sizes.model.hiddenSize, gated)
  }

  /// The scan over the micro-batch, and the states that it leaves.
  private mutating func addScan(
    _ shape: Recurrence, _ taken: WorkingGraph.ResultID, _ step: WorkingGraph.ResultID,
    _ mixed: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let stateBytes = 4 * sizes.slots * shape.headState
    let states = cached(stateBytes)
    let side = shape.groups * shape.stateSize
    let entries = part(of: mixed, side, in: shape.convolutionChannels)
    let exits = part(of: mixed, side, in: shape.convolutionChannels)
    let bytes = sizes.bytes(shape.innerWidth) + stateBytes
    // Its result is one row, so it never draws its weights to a card.
    let scanned = graph.add(bytes, states, taken, step, rows: 1)
    graph.read(weight(shape.heads))
    graph.read(entries)
    graph.read(exits)
    graph.read(inputs.stateNumbers)
    moveStates(stateBytes)
    writeState(graph.view(scanned, size: stateBytes))
    return scanned
  }

  /// A view of a part of each row; a copy of it reaches from the first row's part to the last's.
  mutating func part(
    of result: WorkingGraph.ResultID, _ width: Int64, in rowWidth: Int64
  ) -> WorkingGraph.ResultID {
    graph.view(result, size: 4 * ((sizes.tokens - 1) * rowWidth + width))
  }

  /// The convolution over the joined inputs.
  mutating func addTaps(
    _ shape: Recurrence, _ joined: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    graph.add(
      sizes.bytes(shape.convolutionChannels), joined,
      weight(shape.convolutionWidth * shape.convolutionChannels), rows: sizes.tokens)
  }

  /// The last inputs of the convolution of each sequence, then those of the micro-batch; keeps the
  /// last of them for the next.
  mutating func addConvolution(
    _ shape: Recurrence, _ mixed: WorkingGraph.ResultID, _ past: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let channels = shape.convolutionChannels
    let bytes = sizes.bytes(channels) + 4 * sizes.slots * shape.convolutionState
    let joined = graph.add(bytes, past, mixed)
    // A copy reaches from the first row to the last, without the inputs in front.
    writeState(graph.view(joined, size: bytes - 4 * (sizes.tokens / sizes.slots)))
    return joined
  }
}
