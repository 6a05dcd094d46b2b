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
    if block.hasParallelRecurrence {
      return addTwinBlock(layer, stream, keepsRowsOnly: keepsRowsOnly)
    }
    if block.mixersStandAlone {
      return addLoneMixer(layer, stream, keepsRowsOnly: keepsRowsOnly)
    }
    if block.mixesIntoStream {
      return addMixingBlock(layer, stream, keepsRowsOnly: keepsRowsOnly)
    }
    if block.hasConnectedStreams { return addConnectedBlock(layer, stream) }
    if block.hasAlternatingStreams { return addAlternatingBlock(layer, stream) }
    if parts.isDisjoint(with: [.attention, .recurrence]) {
      return addBareFeedForward(layer, stream, keepsRowsOnly: keepsRowsOnly)
    }
    if block.isParallel { return addParallelBlock(layer, stream, keepsRowsOnly: keepsRowsOnly) }
    var result: WorkingGraph.ResultID
    if parts.contains(.recurrence), let shape = sizes.model.recurrence {
      result = addRecurrence(shape, stream)
    } else {
      let source = block.hasAttentionNorm ? addEntryNorm(stream) : stream
      result = product(.attentionOutput, sizes.model.hiddenSize, addAttention(layer, source))
    }
    if block.hasAttentionOutputBias { result = biased(result, sizes.model.hiddenSize) }
    let tokens = keepsRowsOnly ? sizes.rows : sizes.tokens
    let hidden = sizes.model.hiddenSize
    let width = 4 * tokens * hidden
    if keepsRowsOnly { result = graph.add(width, result, inputs.rowNumbers) }
    if block.hasPostNorms { result = addNorm(width, result, width: hidden) }
    let residual = keepsRowsOnly ? graph.add(width, stream, inputs.rowNumbers) : stream
    let between = graph.add(width, result, residual, reuses: true)
    var output: WorkingGraph.ResultID
    if block.hasDenseBesideExperts, let experts = sizes.model.experts(inLayer: layer) {
      output = addDenseBesideExperts(experts, between, tokens: tokens)
    } else {
      let entry = block.hasFeedForwardNorm ? addNorm(width, between, width: hidden) : between
      output = addFeedForward(layer, entry, tokens: tokens)
    }
    if block.hasPostNorms { output = addNorm(width, output, width: hidden) }
    var sum =
      block.sumsIntoStream
      ? graph.add(width, between, output, reuses: true)
      : graph.add(width, output, between, reuses: true)
    if sizes.model.perLayerSize > 0 {
      sum = graph.add(width, sum, addPerLayerInput(sum), reuses: true)
    }
    guard block.hasLayerScale else { return sum }
    return graph.add(width, sum, weight(1), reuses: true, rows: tokens)
  }

  /// Attention of a layer, up to the rows of all heads.
  mutating func addAttention(
    _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    if let latent = sizes.model.cachedLatent { return addLatentAttention(latent, source) }
    if let latent = sizes.model.latent {
      return rotatedBack(addExpandedAttention(latent, layer, source), layer)
    }
    let attended = addPlainAttention(layer, source)
    return sizes.model.block.hasGatedAttention ? attended : rotatedBack(attended, layer)
  }

  /// The norm in front of a layer.
  mutating func addEntryNorm(
    _ stream: WorkingGraph.ResultID, operand: WorkingGraph.ResultID? = nil
  ) -> WorkingGraph.ResultID {
    addNorm(sizes.stream, stream, width: sizes.model.hiddenSize, operand: operand)
  }

  /// A layer that is a recurrent part, attention, or a feed-forward part.
  private mutating func addLoneMixer(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let parts = sizes.model.parts(ofLayer: layer)
    let result: WorkingGraph.ResultID
    if parts.contains(.recurrence), let shape = sizes.model.recurrence {
      result = addRecurrence(shape, stream)
    } else if parts.contains(.attention) {
      let rows = addAttention(layer, addEntryNorm(stream))
      result = product(.attentionOutput, sizes.model.hiddenSize, rows)
    } else {
      result = addFeedForward(layer, addEntryNorm(stream), tokens: sizes.tokens)
    }
    guard keepsRowsOnly else { return graph.add(sizes.stream, result, stream, reuses: true) }
    let width = 4 * sizes.rows * sizes.model.hiddenSize
    let rows = graph.add(width, result, inputs.rowNumbers)
    return graph.add(width, rows, graph.add(width, stream, inputs.rowNumbers), reuses: true)
  }

  /// A layer without attention: a feed-forward part behind a norm of its own, or nothing at all.
  private mutating func addBareFeedForward(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    guard sizes.model.parts(ofLayer: layer).contains(.feedForward) else { return stream }
    let hidden = sizes.model.hiddenSize
    let tokens = keepsRowsOnly ? sizes.rows : sizes.tokens
    let width = 4 * tokens * hidden
    let source = keepsRowsOnly ? graph.add(width, stream, inputs.rowNumbers) : stream
    let output = addFeedForward(layer, addNorm(width, source, width: hidden), tokens: tokens)
    return graph.add(width, output, source, reuses: true)
  }

  /// Attention and a recurrent part that read the same norm, computed for each, then a feed-forward
  /// part.
  private mutating func addTwinBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    guard let shape = sizes.model.recurrence else { return stream }
    let hidden = sizes.model.hiddenSize
    let norm = weight(hidden)
    let rows = addPlainAttention(layer, addEntryNorm(stream, operand: norm))
    let scanned = addRecurrentRows(shape, stream, norm: norm)
    let attended = product(.attentionOutput, hidden, rotatedBack(rows, layer))
    let mixed = addRecurrentOutput(shape, scanned)
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
  private mutating func addParallelBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let source = addEntryNorm(stream)
    let attended = addPlainAttention(layer, source)
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
