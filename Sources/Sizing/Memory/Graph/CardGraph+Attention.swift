extension CardGraph {
  private struct Heads {
    var query = WorkingGraph.none
    var key = WorkingGraph.none
    var value = WorkingGraph.none
    /// What attention's result is multiplied by, before the gate's function.
    var gate = WorkingGraph.none
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
    guard heads.gate != WorkingGraph.none else { return mixed }
    mixed = rotatedBack(mixed, layer)
    let width = sizes.bytes(shape.outputWidth)
    let gate = graph.add(width, graph.view(heads.gate, size: width))
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
      heads.gate = graph.view(addProjection(2 * shape.queryWidth, source))
      heads.query = addNorm(width, graph.view(heads.gate, size: width))
      heads.query = graph.add(width, heads.query, inputs.positions, reuses: true)
    } else {
      heads.query = addTurned(shape.queryWidth, source, layer)
      if block.scalesQueries {
        heads.query = graph.add(sizes.bytes(shape.queryWidth), heads.query, reuses: true)
      }
    }
    heads.query = rotated(heads.query, by: cache.keyRotation)
    if sizes.model.window == nil {
      let value = graph.view(addProjection(shape.valueWidth, source))
      heads.value = rotated(value, by: cache.valueRotation)
      heads.key = rotated(addTurned(shape.keyWidth, source, layer), by: cache.keyRotation)
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
    let projection = addProjection(shape.keyWidth, source)
    let key = addTurned(shape.keyWidth, projection: projection, layer)
    heads.key = rotated(key, by: cache.keyRotation)
    let sharesProjection = sizes.model.sharesKeyAndValue(inLayer: layer)
    var value = graph.view(
      sharesProjection ? projection : addProjection(shape.valueWidth, source))
    if sizes.model.block.normsValues {
      value = graph.add(sizes.bytes(shape.valueWidth), value, reuses: true)
    }
    heads.value = rotated(value, by: cache.valueRotation)
  }

  private mutating func addFusedHeads(
    _ shape: HeadShape, _ source: WorkingGraph.ResultID, _ cache: CacheInputs
  ) -> Heads {
    var heads = Heads()
    let all = graph.add(
      sizes.bytes(shape.queryWidth + shape.keyWidth + shape.valueWidth), source)
    let query = graph.view(all, size: sizes.bytes(shape.queryWidth))
    let turned = graph.add(sizes.bytes(shape.queryWidth), query, inputs.positions, reuses: true)
    let scaled = graph.add(sizes.bytes(shape.queryWidth), turned, reuses: true)
    heads.query = rotated(scaled, by: cache.keyRotation)
    let value = graph.view(all, size: sizes.bytes(shape.valueWidth))
    heads.value = rotated(value, by: cache.valueRotation)
    let key = graph.view(all, size: sizes.bytes(shape.keyWidth))
    let turnedKey = graph.add(sizes.bytes(shape.keyWidth), key, inputs.positions, reuses: true)
    heads.key = rotated(turnedKey, by: cache.keyRotation)
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
    _ width: Int64, _ source: WorkingGraph.ResultID, _ layer: Int
  ) -> WorkingGraph.ResultID {
    addTurned(width, projection: addProjection(width, source), layer)
  }

  private mutating func addTurned(
    _ width: Int64, projection: WorkingGraph.ResultID, _ layer: Int
  ) -> WorkingGraph.ResultID {
    let (size, block) = (sizes.bytes(width), sizes.model.block)
    var result = projection
    if block.queryKeyNorm == .width { result = addNorm(size, result) }
    result = graph.view(result)
    let normsHeads = block.queryKeyNorm == .head || block.queryKeyNorm == .eachHead
    if normsHeads, !block.turnsBeforeNorm { result = addNorm(size, result) }
    if block.scalesFarAttention, let window = sizes.model.window, !window.limits(layer: layer) {
      // Llama 4: such layers have no positions; only the queries are scaled.
      let isQuery = width == sizes.model.heads(inLayer: layer).queryWidth
      return isQuery ? graph.add(size, result, inputs.farScale, reuses: true) : result
    }
    if turnsHeads(ofLayer: layer) {
      result = graph.add(size, result, inputs.positions, reuses: true)
    }
    if normsHeads, block.turnsBeforeNorm { result = addNorm(size, result) }
    if block.normsTurnedHeads { result = graph.add(size, result, reuses: true) }
    return result
  }

  /// Whether a layer's queries and keys carry positions.
  private func turnsHeads(ofLayer layer: Int) -> Bool {
    let block = sizes.model.block
    if block.hasNoPositions { return false }
    if block.unturnedEvery > 0, (layer + 1) % block.unturnedEvery == 0 { return false }
    guard block.turnsWindowsOnly, let window = sizes.model.window else { return true }
    return window.limits(layer: layer)
  }

  private mutating func rotated(
    _ source: WorkingGraph.ResultID, by matrix: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    guard matrix != WorkingGraph.none else { return source }
    let size = graph.operators[source].size
    return graph.view(graph.add(size, matrix, graph.view(source)))
  }

  /// Stores keys and values and attends to the cache; returns the rows of all heads.
  private mutating func addAttention(
    _ shape: HeadShape, _ heads: Heads, _ cache: CacheInputs, cells: Int64
  ) -> WorkingGraph.ResultID {
    graph.store(graph.view(heads.key), cache.keyPlaces)
    graph.store(graph.view(heads.value), cache.valuePlaces)
    let query = graph.view(heads.query)
    let width = sizes.bytes(shape.outputWidth)
    guard sizes.settings.flashAttention else {
      let scoreBytes = sizes.bytes(shape.queryHeads * cells)
      let scores = graph.add(scoreBytes, query)
      let weights = graph.add(scoreBytes, scores, cache.mask, reuses: true)
      let mixed = graph.add(width, weights)
      return graph.add(width, graph.view(mixed))
    }
    return graph.view(graph.add(width, query, cache.mask))
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
