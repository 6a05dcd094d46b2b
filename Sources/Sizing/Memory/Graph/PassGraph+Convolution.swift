extension PassGraph {
  /// What a short convolution has when its last inputs are written.
  struct ConvolutionRows {
    /// The joined inputs of the convolution.
    let joined: WorkingGraph.ResultID
    /// Both gates and the values, in one row.
    let all: WorkingGraph.ResultID
  }

  /// Adds a block whose sums go over the stream: attention or a short convolution, then a
  /// feed-forward part. The rows of the stream that are kept are picked first.
  mutating func addMixingBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let hidden = sizes.model.hiddenSize
    let tokens = keepsRowsOnly ? sizes.rows : sizes.tokens
    let width = 4 * tokens * hidden
    var residual = stream
    var mixed: WorkingGraph.ResultID
    if let shape = sizes.model.recurrence, sizes.model.parts(ofLayer: layer).contains(.recurrence) {
      let rows = addConvolutionRows(shape, stream)
      fetchAheadBehindMixer()
      if keepsRowsOnly { residual = graph.add(width, stream, inputs.rowNumbers) }
      mixed = addGatedConvolution(shape, rows)
    } else {
      let rows = addPlainAttention(layer, addEntryNorm(stream))
      if keepsRowsOnly { residual = graph.add(width, stream, inputs.rowNumbers) }
      mixed = product(.attentionOutput, hidden, rotatedBack(rows, layer))
    }
    if keepsRowsOnly { mixed = graph.add(width, mixed, inputs.rowNumbers) }
    let between = graph.add(width, residual, mixed, reuses: true)
    let entry = addNorm(width, between, width: hidden)
    let output = addFeedForward(layer, entry, tokens: tokens)
    return graph.add(width, between, output, reuses: true)
  }

  /// Adds a short convolution up to the writing of its last inputs.
  mutating func addConvolutionRows(
    _ shape: Recurrence, _ stream: WorkingGraph.ResultID
  ) -> ConvolutionRows {
    let past = past(shape)
    let width = shape.innerWidth
    let all = graph.view(productOfSequences(.recurrentInput, 3 * width, addEntryNorm(stream)))
    let gated = graph.add(
      sizes.bytes(width), part(of: all, width, in: 3 * width), part(of: all, width, in: 3 * width))
    return ConvolutionRows(
      joined: addConvolution(shape, graph.view(gated), past), all: all)
  }

  /// Adds what follows the writing: the taps, the second gate and the projection.
  mutating func addGatedConvolution(
    _ shape: Recurrence, _ rows: ConvolutionRows
  ) -> WorkingGraph.ResultID {
    let width = shape.innerWidth
    let gate = part(of: rows.all, width, in: 3 * width)
    let gated = graph.add(
      sizes.bytes(width), gate, addTaps(shape, rows.joined), reuses: true)
    return graph.view(productOfSequences(.recurrentOutput, sizes.model.hiddenSize, gated))
  }

  /// The product of a matrix with the rows of each sequence apart: so many rows decide about a trip
  /// of the matrix to a card.
  private mutating func productOfSequences(
    _ role: TensorRole, _ width: Int64, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    graph.add(
      sizes.bytes(width), matrix(role), source, rows: sizes.tokens / max(sizes.slots, 1))
  }
}
