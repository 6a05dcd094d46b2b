extension PassGraph {
  private var streams: Int64 { AlternatingStreams.count }

  /// Bytes of all residual streams.
  private var allStreams: Int64 { streams * sizes.stream }

  /// Bytes of all residual streams but the first.
  private var otherStreams: Int64 { (streams - 1) * sizes.stream }

  /// Makes further residual streams from the first, each as long as it.
  mutating func addStreams(_ first: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let repeated = graph.add(otherStreams, first)
    let projected = projectStreams(repeated)
    let length = addLength(first, sizes.stream, rows: 1)
    let others = scaleStreams(projected, to: length)
    return graph.add(allStreams, first, others)
  }

  /// The mean of all streams, each made as long as the first.
  mutating func addMergedStreams(_ all: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let first = graph.view(all, size: sizes.stream)
    let projected = projectStreams(graph.view(all, size: otherStreams))
    let length = addLength(graph.view(all, size: sizes.stream), sizes.stream, rows: 1)
    let others = scaleStreams(projected, to: length)
    var sum = first
    for _ in 1..<streams {
      sum = graph.add(sizes.stream, sum, graph.view(others, size: sizes.stream), reuses: true)
    }
    return graph.add(sizes.stream, sum, reuses: true)
  }

  /// A projection of all streams but the first, by matrices that are held with the output matrix.
  private mutating func projectStreams(_ source: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let matrices = graph.store(
      sizes.prepared.streamProjectionBytes, home: placement.outputHome, isWeight: true)
    return graph.add(otherStreams, matrices, source, rows: sizes.tokens)
  }

  /// The lengths of rows.
  private mutating func addLength(
    _ source: WorkingGraph.ResultID, _ size: Int64, rows: Int64
  ) -> WorkingGraph.ResultID {
    let squares = graph.add(size, source, reuses: true)
    let sums = graph.add(4 * sizes.tokens * rows, squares)
    return graph.add(4 * sizes.tokens * rows, sums, reuses: true)
  }

  /// All streams but the first, made as long as it.
  private mutating func scaleStreams(
    _ source: WorkingGraph.ResultID, to length: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let scaled = graph.add(otherStreams, source, length, reuses: true)
    let own = addLength(source, otherStreams, rows: streams - 1)
    return graph.add(otherStreams, scaled, own, reuses: true)
  }

  /// Adds a block that computes on one of several residual streams and updates all.
  mutating func addAlternatingBlock(
    _ layer: Int, _ all: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let hidden = sizes.model.hiddenSize
    // Prediction and correction read the same router.
    let router = (norm: weight(hidden), matrix: matrix(.streamRouter))
    let predictions = predict(all, router)
    let active = graph.view(predictions, size: sizes.stream)
    let source = addEntryNorm(active)
    let rows = addAttention(layer, source)
    let attended = addNorm(
      sizes.stream, product(.attentionOutput, hidden, rows), width: hidden)
    let gated = graph.add(sizes.stream, attended, active, reuses: true)
    let sum = graph.add(sizes.stream, gated, addNarrow(source), reuses: true)
    let between = graph.add(sizes.stream, sum, reuses: true)
    let output = addSparseFeedForward(layer, addEntryNorm(between))
    let normed = addNorm(sizes.stream, output, width: hidden)
    let computed = graph.add(sizes.stream, normed, between, reuses: true)
    let corrected = correct(predictions, computed, router)
    let first = graph.view(corrected, size: sizes.stream)
    let others = graph.view(corrected, size: otherStreams)
    let scaled = graph.add(
      sizes.stream, graph.view(corrected, size: sizes.stream), weight(hidden), reuses: true,
      rows: sizes.tokens)
    let updated = graph.add(otherStreams, others, addPerLayerInput(scaled), reuses: true)
    return graph.add(allStreams, first, updated)
  }

  /// The weights of the router and of the norm in front of it.
  private typealias Router = (norm: WorkingGraph.ResultID, matrix: WorkingGraph.ResultID)

  /// The weights by which streams are mixed, from one of them.
  private mutating func addMixing(
    _ source: WorkingGraph.ResultID, _ router: Router
  ) -> WorkingGraph.ResultID {
    let normed = addEntryNorm(source, operand: router.norm)
    let scaled = graph.add(sizes.stream, normed, reuses: true)
    let size = sizes.bytes(streams)
    let scores = graph.add(size, router.matrix, scaled, rows: sizes.tokens)
    return graph.add(size, scores, reuses: true)
  }

  /// What all streams are expected to be behind the block.
  private mutating func predict(
    _ all: WorkingGraph.ResultID, _ router: Router
  ) -> WorkingGraph.ResultID {
    let across = graph.add(allStreams, graph.view(all))
    let mixing = addMixing(graph.view(all, size: sizes.stream), router)
    let size = sizes.bytes(streams * streams)
    let matrix = graph.store(4 * streams * streams * streams, home: site.home, isWeight: true)
    let weights = graph.add(size, matrix, mixing, rows: sizes.tokens)
    let mixed = graph.add(allStreams, across, graph.view(weights))
    let predicted = graph.add(allStreams, graph.view(mixed))
    return graph.add(allStreams, predicted, all, reuses: true)
  }

  /// All streams after the difference between what was computed and what was expected is known.
  private mutating func correct(
    _ predictions: WorkingGraph.ResultID, _ computed: WorkingGraph.ResultID, _ router: Router
  ) -> WorkingGraph.ResultID {
    let expected = graph.view(predictions, size: sizes.stream)
    let difference = graph.add(sizes.stream, computed, expected, reuses: true)
    let repeated = graph.add(allStreams, difference)
    let mixing = addMixing(computed, router)
    let size = sizes.bytes(streams)
    let matrix = graph.store(4 * streams * streams, home: site.home, isWeight: true)
    let weights = graph.add(size, matrix, mixing, rows: sizes.tokens)
    let raised = graph.view(graph.add(size, weights, reuses: true))
    let factors = graph.add(size, raised)
    let scaled = graph.add(allStreams, repeated, factors, reuses: true)
    return graph.add(allStreams, scaled, predictions, reuses: true)
  }

  /// The narrow product beside attention.
  private mutating func addNarrow(_ source: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let hidden = sizes.model.hiddenSize
    let narrow = product(.residualDown, AlternatingStreams.lowRank, source)
    let normed = addNorm(sizes.stream, product(.residualUp, hidden, narrow), width: hidden)
    return graph.add(sizes.stream, normed, source, reuses: true)
  }

  /// A feed-forward part whose gate is zero but for its largest elements, in the first layers.
  private mutating func addSparseFeedForward(
    _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let width = sizes.model.feedForwardSize(inLayer: layer)
    let inner = sizes.bytes(width)
    let up = product(.feedForwardUp, width, source)
    var gate = product(.feedForwardGate, width, source)
    if layer < AlternatingStreams.sparseLayers { gate = addSparse(gate, inner) }
    let active = graph.add(inner, gate, reuses: true)
    let product = graph.add(inner, up, active, reuses: true)
    return self.product(.feedForwardDown, sizes.model.hiddenSize, product)
  }

  /// What of a gate lies so many deviations above its mean.
  private mutating func addSparse(
    _ gate: WorkingGraph.ResultID, _ size: Int64
  ) -> WorkingGraph.ResultID {
    let row = sizes.bytes(1)
    let mean = graph.add(row, gate)
    let centred = graph.add(size, gate, mean, reuses: true)
    let variance = graph.add(row, graph.add(size, centred, reuses: true))
    let scaled = graph.add(row, graph.add(row, variance, reuses: true), reuses: true)
    let limit = graph.add(row, mean, graph.add(row, scaled, reuses: true), reuses: true)
    return graph.add(size, graph.add(size, gate, limit, reuses: true), reuses: true)
  }
}
