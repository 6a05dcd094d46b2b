extension PassGraph {
  /// Adds one block and returns the residual stream behind it.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - stream: The residual stream in front of it.
  ///   - keepsRowsOnly: Whether only the rows whose logits are kept go on behind attention.
  /// - Returns: The residual stream.
  mutating func addBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let block = sizes.model.block
    let parts = sizes.model.parts(ofLayer: layer)
    var source = stream
    let past = addPast(parts)
    if block.hasAttentionNorm {
      source = addNorm(sizes.stream, stream, width: sizes.model.hiddenSize)
    }
    if parts.isSuperset(of: [.attention, .recurrence]) || block.mixersStandAlone
      || block.isParallel
    {
      return addOtherBlock(layer, stream, source, past: past, keepsRowsOnly: keepsRowsOnly)
    }
    var result: WorkingGraph.ResultID
    if parts.contains(.recurrence), let shape = sizes.model.recurrence {
      result = addRecurrence(shape, source, past: past)
    } else {
      result = product(.attentionOutput, sizes.model.hiddenSize, addAttention(layer, source))
    }
    if block.hasAttentionOutputBias { result = biased(result, sizes.model.hiddenSize) }
    var residual = stream
    var tokens = sizes.tokens
    if keepsRowsOnly {
      tokens = sizes.rows
      result = graph.add(4 * tokens * sizes.model.hiddenSize, result, inputs.rowNumbers)
      residual = graph.add(4 * tokens * sizes.model.hiddenSize, residual, inputs.rowNumbers)
    }
    let hidden = sizes.model.hiddenSize
    let width = 4 * tokens * hidden
    if block.hasPostNorms { result = addNorm(width, result, width: hidden) }
    let between = graph.add(width, result, residual, reuses: true)
    var output: WorkingGraph.ResultID
    if block.hasDenseBesideExperts, let experts = sizes.model.experts(inLayer: layer) {
      output = addDenseBesideExperts(experts, between, tokens: tokens)
    } else {
      let entry = block.hasFeedForwardNorm ? addNorm(width, between, width: hidden) : between
      output = addFeedForward(layer, entry, tokens: tokens)
    }
    if block.hasPostNorms { output = addNorm(width, output, width: hidden) }
    let sum =
      block.sumsIntoStream
      ? graph.add(width, between, output, reuses: true)
      : graph.add(width, output, between, reuses: true)
    guard block.hasLayerScale else { return sum }
    return graph.add(width, sum, weight(1), reuses: true, rows: tokens)
  }

  /// Attention of a layer, up to the rows of all heads.
  mutating func addAttention(
    _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    if let latent = sizes.model.latent { return addLatentAttention(latent, source) }
    let attended = addPlainAttention(layer, source)
    return sizes.model.block.hasGatedAttention ? attended : rotatedBack(attended, layer)
  }

  /// The blocks that are not attention, or a recurrent part, and then a feed-forward part.
  private mutating func addOtherBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, _ source: WorkingGraph.ResultID,
    past: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let parts = sizes.model.parts(ofLayer: layer)
    if sizes.model.block.isParallel {
      let attended = addPlainAttention(layer, source)
      return addParallelPart(layer, stream, source, attended, keepsRowsOnly: keepsRowsOnly)
    }
    if sizes.model.block.mixersStandAlone {
      let result: WorkingGraph.ResultID
      if parts.contains(.recurrence), let shape = sizes.model.recurrence {
        result = addRecurrence(shape, source, past: past)
      } else if parts.contains(.attention) {
        result = product(.attentionOutput, sizes.model.hiddenSize, addAttention(layer, source))
      } else {
        result = addFeedForward(layer, source, tokens: sizes.tokens)
      }
      return graph.add(sizes.stream, result, stream, reuses: true)
    }
    return addTwinBlock(layer, stream, source, past: past, keepsRowsOnly: keepsRowsOnly)
  }

  /// Attention and a recurrent part that read the same norm, then a feed-forward part.
  private mutating func addTwinBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, _ source: WorkingGraph.ResultID,
    past: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    guard let shape = sizes.model.recurrence else { return stream }
    let hidden = sizes.model.hiddenSize
    let attended = product(.attentionOutput, hidden, addAttention(layer, source))
    let mixed = addRecurrence(shape, source, past: past)
    var sum = graph.add(sizes.stream, attended, mixed, reuses: true)
    sum = graph.add(sizes.stream, sum, stream, reuses: true)
    var tokens = sizes.tokens
    if keepsRowsOnly {
      tokens = sizes.rows
      sum = graph.add(4 * tokens * hidden, sum, inputs.rowNumbers)
    }
    let width = 4 * tokens * hidden
    let output = addFeedForward(layer, addNorm(width, sum, width: hidden), tokens: tokens)
    return graph.add(width, output, sum, reuses: true)
  }

  /// Feed-forward part that reads the same norm as attention; attention's projection comes last.
  private mutating func addParallelPart(
    _ layer: Int, _ stream: WorkingGraph.ResultID, _ source: WorkingGraph.ResultID,
    _ attended: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    var (residual, entry, tokens) = (stream, source, sizes.tokens)
    let hidden = sizes.model.hiddenSize
    if keepsRowsOnly {
      tokens = sizes.rows
      entry = graph.add(4 * tokens * hidden, source, inputs.rowNumbers)
    }
    let output = addFeedForward(layer, entry, tokens: tokens)
    if keepsRowsOnly { residual = graph.add(4 * tokens * hidden, stream, inputs.rowNumbers) }
    let sum = graph.add(4 * tokens * hidden, output, residual, reuses: true)
    var projected = product(.attentionOutput, hidden, rotatedBack(attended, layer))
    if keepsRowsOnly { projected = graph.add(4 * tokens * hidden, projected, inputs.rowNumbers) }
    return graph.add(4 * tokens * hidden, sum, projected, reuses: true)
  }
}
