extension PassGraph {
  private var streams: Int64 { HyperConnections.streams }

  /// Makes all residual streams from the first.
  mutating func addConnectedStreams(_ first: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    graph.add(streams * sizes.stream, graph.view(first))
  }

  /// Adds a block whose parts each read a mixture of all residual streams and are mixed back.
  mutating func addConnectedBlock(
    _ layer: Int, _ all: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let entryMixes = addMixes(all, .attentionConnection)
    let read = addFactors(entryMixes)
    let entry = addEntryNorm(graph.add(sizes.stream, all, read))
    let attended = addCompressedAttention(layer, entry)
    let between = addWrite(
      attended, all, addFactors(entryMixes), addMatrix(entryMixes))
    let mixes = addMixes(between, .feedForwardConnection)
    let write = addFactors(mixes)
    let matrix = addMatrix(mixes)
    let second = addEntryNorm(graph.add(sizes.stream, between, addFactors(mixes)))
    let output = addFeedForward(layer, second, tokens: sizes.tokens)
    return addWrite(output, between, write, matrix)
  }

  /// The numbers by which a part mixes streams, for each token.
  private mutating func addMixes(
    _ all: WorkingGraph.ResultID, _ role: TensorRole
  ) -> WorkingGraph.ResultID {
    let normed = graph.add(streams * sizes.stream, graph.view(all), reuses: true)
    return product(role, HyperConnections.mixes, normed)
  }

  /// One factor for each stream, from some of those numbers.
  private mutating func addFactors(_ mixes: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let size = sizes.bytes(streams)
    let part = graph.view(
      mixes, size: 4 * ((sizes.tokens - 1) * HyperConnections.mixes + streams))
    // Parts of a weight, which llama.cpp does not take for weights.
    let scale = graph.store(4, home: site.home, isWeight: false)
    let scaled = graph.add(size, part, scale)
    let base = graph.store(4 * streams, home: site.home, isWeight: false)
    let shifted = graph.add(size, scaled, base, reuses: true)
    return graph.add(size, graph.add(size, shifted, reuses: true), reuses: true)
  }

  /// The matrix by which streams are mixed among each other.
  private mutating func addMatrix(_ mixes: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    graph.add(
      sizes.bytes(streams * streams), mixes, weight(3), weight(HyperConnections.mixes),
      rows: streams * sizes.tokens)
  }

  /// All streams with a part's result mixed in.
  private mutating func addWrite(
    _ result: WorkingGraph.ResultID, _ all: WorkingGraph.ResultID,
    _ factors: WorkingGraph.ResultID, _ matrix: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let sum = graph.add(streams * sizes.stream, result, all, factors)
    graph.read(matrix)
    return sum
  }

  /// The mixture of all streams that the logits are made from, in the rows that are kept.
  mutating func addMixedRows(_ all: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let hidden = sizes.model.hiddenSize
    let row = 4 * sizes.rows
    let picked = graph.add(streams * row * hidden, graph.view(all), inputs.rowNumbers)
    let rows = graph.view(picked)
    let normed = graph.add(streams * row * hidden, graph.view(rows), reuses: true)
    let matrix = graph.store(
      sizes.prepared.headConnectionBytes, home: site.home, isWeight: true)
    let mixes = graph.add(row * streams, matrix, normed, rows: sizes.rows)
    let scaled = graph.add(row * streams, mixes, weight(1), reuses: true, rows: sizes.rows)
    let shifted = graph.add(row * streams, scaled, weight(streams), reuses: true, rows: sizes.rows)
    let bounded = graph.add(row * streams, shifted, reuses: true)
    let factors = graph.add(row * streams, bounded, reuses: true)
    var sum = WorkingGraph.none
    for _ in 0..<streams {
      let part = graph.view(rows, size: 4 * ((sizes.rows - 1) * streams + 1) * hidden)
      let factor = graph.view(factors, size: 4 * ((sizes.rows - 1) * streams + 1))
      let share = graph.add(row * hidden, part, factor)
      sum =
        sum == WorkingGraph.none ? share : graph.add(row * hidden, sum, share, reuses: true)
    }
    return sum
  }
}
