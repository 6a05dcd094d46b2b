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
    let entry = addEntryNorm(addRead(all, addFactors(entryMixes)))
    let attended = addCompressedAttention(layer, entry)
    let between = addWrite(
      attended, all, addFactors(entryMixes),
      Mixing(mixes: entryMixes, epsilon: inputs.epsilons[2 * layer]))
    let mixes = addMixes(between, .feedForwardConnection)
    let factors = addFactors(mixes)
    var mixing = Mixing(mixes: mixes, epsilon: inputs.epsilons[2 * layer + 1])
    mixing.matrix = addMatrix(mixing)
    let second = addEntryNorm(addRead(between, addFactors(mixes)))
    let output = addFeedForward(layer, second, tokens: sizes.tokens)
    return addWrite(output, between, factors, mixing)
  }

  /// What the matrix is made from by which streams are mixed among each other.
  private struct Mixing {
    let mixes: WorkingGraph.ResultID
    /// Room for a small number that keeps sums from zero.
    let epsilon: WorkingGraph.ResultID
    /// The matrix, once it is made.
    var matrix: WorkingGraph.ResultID?
  }

  /// Whether one operator each makes mixtures and matrices.
  ///
  /// llama.cpp asks with one token of each slot whether they would run where their layers are: an
  /// operator that reads weights in host memory goes to a card from so many rows on.
  private var joinsReads: Bool {
    placement.hostLayers == 0 || streams * sizes.settings.slots < Schedule.worthwhileRows
  }

  /// Whether one operator writes all streams.
  private var joinsWrites: Bool {
    placement.hostLayers == 0 || sizes.settings.slots < Schedule.worthwhileRows
  }

  /// Adds room for the numbers that keep sums from zero, for both parts of a layer.
  mutating func addEpsilons() {
    for _ in 0..<2 {
      inputs.epsilons.append(joinsReads ? WorkingGraph.none : graph.scratch(4))
    }
  }

  /// The mixture that a part reads.
  private mutating func addRead(
    _ all: WorkingGraph.ResultID, _ factors: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    guard !joinsReads else { return graph.add(sizes.stream, all, factors) }
    return addWeightedSum(all, factors, rows: sizes.tokens)
  }

  /// The sum of all streams, each with its factor, one after the other.
  private mutating func addWeightedSum(
    _ all: WorkingGraph.ResultID, _ factors: WorkingGraph.ResultID, rows: Int64
  ) -> WorkingGraph.ResultID {
    let size = 4 * rows * sizes.model.hiddenSize
    var sum = WorkingGraph.none
    for _ in 0..<streams {
      let share = graph.add(
        size, oneStream(all, rows: rows), oneFactor(factors, of: streams, rows: rows))
      sum = sum == WorkingGraph.none ? share : graph.add(size, sum, share, reuses: true)
    }
    return sum
  }

  /// One of all streams, which lie side by side in each row.
  private mutating func oneStream(
    _ all: WorkingGraph.ResultID, rows: Int64
  ) -> WorkingGraph.ResultID {
    graph.view(all, size: 4 * ((rows - 1) * streams + 1) * sizes.model.hiddenSize)
  }

  /// One of so many factors, which lie side by side in each row.
  private mutating func oneFactor(
    _ factors: WorkingGraph.ResultID, of count: Int64, rows: Int64
  ) -> WorkingGraph.ResultID {
    graph.view(factors, size: 4 * ((rows - 1) * count + 1))
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
  private mutating func addMatrix(_ mixing: Mixing) -> WorkingGraph.ResultID {
    let size = sizes.bytes(streams * streams)
    guard !joinsReads else {
      return graph.add(
        size, mixing.mixes, weight(3), weight(HyperConnections.mixes),
        rows: streams * sizes.tokens)
    }
    let part = graph.view(
      mixing.mixes, size: 4 * ((sizes.tokens - 1) * HyperConnections.mixes + streams * streams))
    let scale = graph.store(4, home: site.home, isWeight: false)
    let scaled = graph.add(size, part, scale)
    let base = graph.store(4 * streams * streams, home: site.home, isWeight: false)
    let shifted = graph.view(graph.add(size, scaled, base, reuses: true))
    let shares = graph.add(size, shifted, reuses: true)
    let epsilon = graph.add(4, mixing.epsilon, reuses: true)
    var matrix = graph.add(size, shares, epsilon, reuses: true)
    for round in 0..<HyperConnections.rounds {
      if round > 0 { matrix = addNormed(matrix, matrix, epsilon) }
      let across = graph.add(size, graph.view(matrix))
      matrix = addNormed(matrix, across, epsilon)
    }
    return matrix
  }

  /// A matrix whose rows are divided by their sums, or its columns, where those lie `across`.
  private mutating func addNormed(
    _ matrix: WorkingGraph.ResultID, _ across: WorkingGraph.ResultID,
    _ epsilon: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let row = sizes.bytes(streams)
    let sums = graph.add(row, graph.add(row, across), epsilon, reuses: true)
    let divisor = across == matrix ? sums : graph.view(sums)
    return graph.add(sizes.bytes(streams * streams), matrix, divisor, reuses: true)
  }

  /// All streams with a part's result mixed in.
  private mutating func addWrite(
    _ result: WorkingGraph.ResultID, _ all: WorkingGraph.ResultID,
    _ factors: WorkingGraph.ResultID, _ mixing: Mixing
  ) -> WorkingGraph.ResultID {
    guard !joinsWrites else {
      let matrix = mixing.matrix ?? addMatrix(mixing)
      let sum = graph.add(streams * sizes.stream, result, all, factors)
      graph.read(matrix)
      return sum
    }
    return addSingleWrites(result, all, factors, mixing)
  }

  /// The same, one stream after the other.
  private mutating func addSingleWrites(
    _ result: WorkingGraph.ResultID, _ all: WorkingGraph.ResultID,
    _ factors: WorkingGraph.ResultID, _ mixing: Mixing
  ) -> WorkingGraph.ResultID {
    let tokens = sizes.tokens
    var matrix = mixing.matrix
    var joined = WorkingGraph.none
    for stream in 1...streams {
      let factor = oneFactor(factors, of: streams, rows: tokens)
      var sum = graph.add(sizes.stream, result, factor, reuses: true)
      let known = matrix ?? addMatrix(mixing)
      matrix = known
      for _ in 0..<streams {
        let share = graph.add(
          sizes.stream, oneStream(all, rows: tokens),
          oneFactor(known, of: streams * streams, rows: tokens))
        sum = graph.add(sizes.stream, sum, share, reuses: true)
      }
      let own = graph.view(sum)
      joined =
        joined == WorkingGraph.none ? own : graph.add(stream * sizes.stream, joined, own)
    }
    return joined
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
    return addWeightedSum(rows, factors, rows: sizes.rows)
  }
}
