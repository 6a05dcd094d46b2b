extension CardGraph {
  /// Adds one block and returns the residual stream behind it.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - stream: The residual stream in front of it.
  ///   - normed: Its norm without weights, where another card computed that.
  ///   - keepsRowsOnly: Whether only the rows whose logits are kept go on behind attention.
  /// - Returns: The residual stream.
  mutating func addBlock(
    _ layer: Int, _ stream: WorkingGraph.ResultID, normed: WorkingGraph.ResultID?,
    keepsRowsOnly: Bool
  ) -> WorkingGraph.ResultID {
    let block = sizes.model.block
    var source = stream
    if block.hasAttentionNorm {
      let norm = normed ?? graph.add(sizes.stream, stream, reuses: block.normReusesOperand)
      source = addWeights(sizes.stream, norm)
    }
    let heads = addHeads(source)
    let attended = addAttention(heads)
    if block.isParallel {
      return addParallelPart(layer, stream, source, attended, keepsRowsOnly: keepsRowsOnly)
    }
    var result = graph.add(sizes.stream, attended)
    if block.hasAttentionOutputBias { result = graph.add(sizes.stream, result, reuses: true) }
    var residual = stream
    var tokens = sizes.tokens
    if keepsRowsOnly {
      tokens = sizes.rows
      result = graph.add(4 * tokens * sizes.model.hiddenSize, result, inputs.rowNumbers)
      residual = graph.add(4 * tokens * sizes.model.hiddenSize, residual, inputs.rowNumbers)
    }
    let width = 4 * tokens * sizes.model.hiddenSize
    if block.hasPostNorms { result = addNorm(width, result) }
    let between = graph.add(width, result, residual, reuses: true)
    let entry = block.hasFeedForwardNorm ? addNorm(width, between) : between
    var output = addFeedForward(layer, entry, tokens: tokens)
    if block.hasPostNorms { output = addNorm(width, output) }
    return block.sumsIntoStream
      ? graph.add(width, between, output, reuses: true)
      : graph.add(width, output, between, reuses: true)
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
    var projected = graph.add(sizes.stream, attended)
    if keepsRowsOnly { projected = graph.add(4 * tokens * hidden, projected, inputs.rowNumbers) }
    return graph.add(4 * tokens * hidden, sum, projected, reuses: true)
  }

  /// A norm and the product with its weights.
  mutating func addNorm(
    _ size: Int64, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let norm = graph.add(size, source, reuses: sizes.model.block.normReusesOperand)
    return addWeights(size, norm)
  }

  /// The product of a norm with its weights, and the sum with its bias.
  mutating func addWeights(
    _ size: Int64, _ norm: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let weighted = graph.add(size, norm, reuses: true)
    return sizes.model.block.hasNormBias ? graph.add(size, weighted, reuses: true) : weighted
  }

  private struct Heads {
    var query = WorkingGraph.none
    var key = WorkingGraph.none
    var value = WorkingGraph.none
  }

  /// Queries, values and keys, turned by position and, for a block cache, rotated.
  private mutating func addHeads(_ source: WorkingGraph.ResultID) -> Heads {
    let model = sizes.model
    var heads = Heads()
    if model.block.fusesQueryKeyValue {
      let all = graph.add(sizes.bytes(model.queryWidth + model.keyWidth + model.valueWidth), source)
      let query = graph.view(all, size: sizes.bytes(model.queryWidth))
      let turned = graph.add(sizes.bytes(model.queryWidth), query, inputs.positions)
      let scaled = graph.add(sizes.bytes(model.queryWidth), turned, reuses: true)
      heads.query = rotated(scaled, by: inputs.keyRotation)
      let value = graph.view(all, size: sizes.bytes(model.valueWidth))
      heads.value = rotated(value, by: inputs.valueRotation)
      let key = graph.view(all, size: sizes.bytes(model.keyWidth))
      let turnedKey = graph.add(sizes.bytes(model.keyWidth), key, inputs.positions)
      heads.key = rotated(turnedKey, by: inputs.keyRotation)
      return heads
    }
    heads.query = rotated(addTurned(model.queryWidth, source), by: inputs.keyRotation)
    let value = addProjection(model.valueWidth, source)
    heads.value = rotated(graph.view(value), by: inputs.valueRotation)
    heads.key = rotated(addTurned(model.keyWidth, source), by: inputs.keyRotation)
    return heads
  }

  private mutating func addProjection(
    _ width: Int64, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let result = graph.add(sizes.bytes(width), source)
    guard sizes.model.block.hasQueryKeyValueBias else { return result }
    return graph.add(sizes.bytes(width), result, reuses: true)
  }

  /// A projection with its norm, if any, turned by position.
  private mutating func addTurned(
    _ width: Int64, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    var result = addProjection(width, source)
    if sizes.model.block.queryKeyNorm == .width { result = addNorm(sizes.bytes(width), result) }
    result = graph.view(result)
    switch sizes.model.block.queryKeyNorm {
    case .head, .eachHead: result = addNorm(sizes.bytes(width), result)
    case .none, .width: break
    }
    return graph.add(sizes.bytes(width), result, inputs.positions)
  }

  private mutating func rotated(
    _ source: WorkingGraph.ResultID, by matrix: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    guard matrix != WorkingGraph.none else { return source }
    let size = graph.operators[source].size
    return graph.view(graph.add(size, matrix, graph.view(source)))
  }

  /// Stores keys and values and attends to the cache; returns the rows of all heads.
  private mutating func addAttention(_ heads: Heads) -> WorkingGraph.ResultID {
    graph.store(graph.view(heads.key), inputs.keyPlaces)
    graph.store(graph.view(heads.value), inputs.valuePlaces)
    let query = graph.view(heads.query)
    let width = sizes.bytes(sizes.model.queryHeads * sizes.model.valueHeadSize)
    guard sizes.settings.flashAttention else {
      let scoreBytes = sizes.bytes(sizes.model.queryHeads * sizes.cells)
      let scores = graph.add(scoreBytes, query)
      let weights = graph.add(scoreBytes, scores, inputs.mask, reuses: true)
      let mixed = graph.add(width, weights)
      return rotated(graph.add(width, graph.view(mixed)), by: inputs.valueRotation)
    }
    let mixed = graph.view(graph.add(width, query, inputs.mask))
    return rotated(mixed, by: inputs.valueRotation)
  }
}
