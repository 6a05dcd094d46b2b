extension PassGraph {
  struct Heads {
    var query = WorkingGraph.none
    var key = WorkingGraph.none
    var value = WorkingGraph.none
    /// What attention's result is multiplied by, before the gate's function.
    var gate = WorkingGraph.none
    /// Whether the values lie between other results and are copied before they are stored across.
    var loosensValue = false
  }

  /// Adds attention of plain heads and returns the rows of all heads, before a block cache's
  /// rotation is undone.
  mutating func addPlainAttention(
    _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let shape = sizes.model.heads(inLayer: layer)
    let isWindowed = sizes.model.parts(ofLayer: layer).contains(.window)
    let cache = isWindowed ? inputs.windowed : inputs.full
    let cells = isWindowed ? sizes.windowed.cells : sizes.full.cells
    let heads = addHeads(shape, layer, source, cache)
    var mixed = addAttention(shape, heads, cache, cells: cells)
    fetchAheadBehindMixer()
    guard heads.gate != WorkingGraph.none else { return mixed }
    mixed = rotatedBack(mixed, layer)
    let width = sizes.bytes(shape.outputWidth)
    let span = 2 * sizes.bytes(shape.queryWidth) - 4 * shape.keySize
    let gate = graph.add(width, graph.view(heads.gate, size: span))
    return graph.add(width, mixed, graph.add(width, gate, reuses: true), reuses: true)
  }

  /// Queries, keys and values, turned by position.
  private mutating func addHeads(
    _ shape: HeadShape, _ layer: Int, _ source: WorkingGraph.ResultID, _ cache: CacheInputs
  ) -> Heads {
    let block = sizes.model.block
    if block.fusesQueryKeyValue { return addFusedHeads(shape, source, cache) }
    var heads = Heads()
    if block.hasGatedAttention {
      let width = sizes.bytes(shape.queryWidth)
      heads.gate = graph.view(addProjection(.attentionQuery, 2 * shape.queryWidth, source))
      // A copy of either reaches from the first head of the first row to the last of the last.
      let span = 2 * width - 4 * shape.keySize
      let query = graph.view(heads.gate, size: span)
      heads.query = addNorm(width, query, width: shape.keySize)
      heads.query = graph.addFollower(width, heads.query, inputs.positions, reuses: true)
    } else {
      let projection = addProjection(.attentionQuery, shape.queryWidth, source)
      heads.query = addTurned(shape, .attentionQuery, projection: projection, layer)
      if block.scalesQueries {
        heads.query = graph.add(sizes.bytes(shape.queryWidth), heads.query, reuses: true)
      }
    }
    heads.query = rotated(heads.query, by: cache.keyRotation)
    if sizes.model.parts(ofLayer: layer).contains(.borrowedCache) { return heads }
    if sizes.model.window == nil {
      let value = graph.view(addProjection(.attentionValue, shape.valueWidth, source))
      heads.value = rotated(value, by: cache.valueRotation)
      let projection = addProjection(.attentionKey, shape.keyWidth, source)
      let key = addTurned(shape, .attentionKey, projection: projection, layer)
      heads.key = rotated(key, by: cache.keyRotation)
    } else {
      addKeyAndValue(shape, layer, source, cache, to: &heads)
    }
    return heads
  }

  /// Keys before values, as layers with windows have it.
  private mutating func addKeyAndValue(
    _ shape: HeadShape, _ layer: Int, _ source: WorkingGraph.ResultID, _ cache: CacheInputs,
    to heads: inout Heads
  ) {
    let projection = addProjection(.attentionKey, shape.keyWidth, source)
    let key = addTurned(shape, .attentionKey, projection: projection, layer)
    heads.key = rotated(key, by: cache.keyRotation)
    let sharesProjection = sizes.model.sharesKeyAndValue(inLayer: layer)
    var value = graph.view(
      sharesProjection
        ? projection : addProjection(.attentionValue, shape.valueWidth, source))
    if sizes.model.block.normsValues {
      value = graph.add(sizes.bytes(shape.valueWidth), value, reuses: true)
    }
    heads.value = rotated(value, by: cache.valueRotation)
  }

  private mutating func addFusedHeads(
    _ shape: HeadShape, _ source: WorkingGraph.ResultID, _ cache: CacheInputs
  ) -> Heads {
    var heads = Heads()
    let width = shape.queryWidth + shape.keyWidth + shape.valueWidth
    var all = product(.attentionQueryKeyValue, width, source)
    if sizes.model.block.hasQueryKeyValueBias { all = biased(all, width) }
    let query = graph.view(all, size: sizes.bytes(shape.queryWidth))
    let turned = graph.addFollower(
      sizes.bytes(shape.queryWidth), query, inputs.positions, reuses: true)
    let scaled = graph.add(sizes.bytes(shape.queryWidth), turned, reuses: true)
    heads.query = rotated(scaled, by: cache.keyRotation)
    // A copy of the values reaches from their first row to their last, over the rest of the rows.
    let valueBytes = sizes.bytes(shape.valueWidth)
    let span = 4 * ((sizes.tokens - 1) * width + shape.valueWidth)
    heads.value = graph.view(all, size: span)
    if cache.valueRotation != WorkingGraph.none {
      let rows = graph.add(valueBytes, heads.value)
      heads.value = rotated(rows, by: cache.valueRotation)
    } else if !sizes.settings.flashAttention {
      heads.loosensValue = true
    }
    let key = graph.view(all, size: sizes.bytes(shape.keyWidth))
    let turnedKey = graph.addFollower(
      sizes.bytes(shape.keyWidth), key, inputs.positions, reuses: true)
    heads.key = rotated(turnedKey, by: cache.keyRotation)
    return heads
  }

  private mutating func addProjection(
    _ role: TensorRole, _ width: Int64, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let result = product(role, width, source)
    return sizes.model.block.hasQueryKeyValueBias ? biased(result, width) : result
  }

  /// A projection with its norm, if any, turned by position.
  private mutating func addTurned(
    _ shape: HeadShape, _ role: TensorRole, projection: WorkingGraph.ResultID, _ layer: Int
  ) -> WorkingGraph.ResultID {
    let isQuery = role == .attentionQuery
    let heads = isQuery ? shape.queryHeads : shape.kvHeads
    let (width, block) = (heads * shape.keySize, sizes.model.block)
    let size = sizes.bytes(width)
    let weights = block.queryKeyNorm == .eachHead ? width : shape.keySize
    var result = projection
    if block.queryKeyNorm == .width { result = addNorm(size, result, width: width) }
    result = graph.view(result)
    let normsHeads = block.queryKeyNorm == .head || block.queryKeyNorm == .eachHead
    if normsHeads, !block.turnsBeforeNorm {
      result = addNorm(size, result, width: shape.keySize, weights: weights)
    }
    if block.scalesFarAttention, let window = sizes.model.window, !window.limits(layer: layer) {
      // Llama 4: such layers have no positions; only the queries are scaled.
      return isQuery ? graph.add(size, result, inputs.farScale, reuses: true) : result
    }
    if turnsHeads(ofLayer: layer) {
      result = graph.addFollower(size, result, inputs.positions, turnFactors(layer), reuses: true)
    }
    if normsHeads, block.turnsBeforeNorm {
      result = addNorm(size, result, width: shape.keySize, weights: weights)
    }
    if block.normsTurnedHeads { result = graph.add(size, result, reuses: true) }
    return result
  }

  /// The factors by which a layer turns its heads, where it has any and they are not on its card.
  private func turnFactors(_ layer: Int) -> WorkingGraph.ResultID {
    guard let window = sizes.model.window, !window.limits(layer: layer), site.isOnHost
    else { return WorkingGraph.none }
    return inputs.turnFactors
  }

  /// Whether a layer's queries and keys carry positions.
  private func turnsHeads(ofLayer layer: Int) -> Bool {
    let block = sizes.model.block
    if block.hasNoPositions { return false }
    if block.unturnedEvery > 0, (layer + 1) % block.unturnedEvery == 0 { return false }
    guard block.turnsWindowsOnly, let window = sizes.model.window else { return true }
    return window.limits(layer: layer)
  }

  mutating func rotated(
    _ source: WorkingGraph.ResultID, by matrix: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    guard matrix != WorkingGraph.none else { return source }
    let size = graph.operators[source].size
    return graph.view(graph.add(size, matrix, graph.view(source)))
  }

  /// Stores keys and values and attends to the cache; returns the rows of all heads.
  mutating func addAttention(
    _ shape: HeadShape, _ heads: Heads, _ cache: CacheInputs, cells: Int64
  ) -> WorkingGraph.ResultID {
    let settings = sizes.settings
    if heads.key != WorkingGraph.none {
      graph.write(graph.view(heads.key), cache.keyPlaces, home: site.home)
      writeValues(shape, heads, cache)
    }
    let query = graph.view(heads.query)
    let width = sizes.bytes(shape.outputWidth)
    let all = cells * sizes.slots
    let keys = cached(all * settings.cacheTypeK.bytes(ofRow: shape.keyWidth))
    let values = cached(valueBytes(shape, cells: cells))
    let sinks = sizes.model.block.hasSinks ? weight(shape.queryHeads) : WorkingGraph.none
    guard settings.flashAttention else {
      let scoreBytes = sizes.bytes(shape.queryHeads * cells)
      let scores = graph.add(scoreBytes, keys, query)
      let weights = graph.add(
        scoreBytes, scores, cache.mask, sinks, reuses: true,
        rows: sizes.tokens * shape.queryHeads)
      let mixed = graph.add(width, values, weights)
      return graph.add(width, graph.view(mixed))
    }
    let mixed = graph.addFollower(width, query, keys, values, cache.mask)
    graph.read(sinks)
    return graph.view(mixed)
  }

  /// Writes values to the cache: row by row with flash attention, else element by element.
  private mutating func writeValues(_ shape: HeadShape, _ heads: Heads, _ cache: CacheInputs) {
    var values = graph.view(heads.value)
    if heads.loosensValue { values = graph.add(sizes.bytes(shape.valueWidth), values) }
    if !sizes.settings.flashAttention, shape.valueWidth < sizes.model.widestValues {
      values = graph.add(sizes.bytes(sizes.model.widestValues), values)
    }
    graph.write(values, cache.valuePlaces, home: site.home)
  }

  /// Bytes of the cached values of a layer, from the first of its own to the last.
  private func valueBytes(_ shape: HeadShape, cells: Int64) -> Int64 {
    let type = sizes.settings.cacheTypeV
    let own = type.bytes(ofRow: shape.valueWidth) * cells
    guard !sizes.settings.flashAttention else { return own * sizes.slots }
    // Across, a slot takes as many rows as the layer with the widest values.
    return type.bytes(ofRow: sizes.model.widestValues) * cells * (sizes.slots - 1) + own
  }

  /// The rows of all heads with the rotation of a block cache undone.
  mutating func rotatedBack(
    _ attended: WorkingGraph.ResultID, _ layer: Int
  ) -> WorkingGraph.ResultID {
    let isWindowed = sizes.model.parts(ofLayer: layer).contains(.window)
    let cache = isWindowed ? inputs.windowed : inputs.full
    return rotated(attended, by: cache.valueRotation)
  }
}
