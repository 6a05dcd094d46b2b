extension PassGraph {
  /// What latent attention is computed from: the compressed queries and the normed stream.
  typealias LatentOrigin = (queries: WorkingGraph.ResultID, stream: WorkingGraph.ResultID)

  /// Adds latent attention and returns the rows of all heads.
  ///
  /// Queries are brought to the compressed width, so that attention runs on the cached rows alone;
  /// its result is brought back for each head.
  mutating func addLatentAttention(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    if let indexer = latent.indexer, indexer.serves(layer: site.layer) {
      writeIndexKeys(indexer, source)
    }
    var entry = source
    if latent.queryRank > 0 {
      let rank = latent.queryRank
      entry = addNorm(
        sizes.bytes(rank), product(.latentQueryDown, rank, source), width: rank)
    }
    let query = addLatentQuery(latent, entry)
    let key = addLatentKey(latent, source)
    graph.write(graph.view(key), inputs.full.keyPlaces, home: site.home)
    return attendLatent(latent, graph.view(query), (entry, source))
  }

  private mutating func addLatentQuery(
    _ latent: LatentAttention, _ entry: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let heads = sizes.model.queryHeads
    let role = latent.queryRank > 0 ? TensorRole.latentQueryUp : .attentionQuery
    let query = graph.view(product(role, sizes.model.queryWidth, entry))
    let plain = graph.view(query, size: sizes.bytes(heads * latent.nopeSize))
    let absorbed = graph.view(product(.latentKeyUp, latent.keyValueRank, plain, heads: heads))
    let turning = graph.view(query, size: sizes.bytes(heads * latent.ropeSize))
    let turned = addTurned(turning, heads * latent.ropeSize)
    return graph.add(sizes.bytes(heads * latent.cachedWidth), absorbed, turned)
  }

  /// Turns a part by position, where the family does that.
  mutating func addTurned(
    _ part: WorkingGraph.ResultID, _ width: Int64
  ) -> WorkingGraph.ResultID {
    guard !sizes.model.block.hasNoPositions else { return part }
    return graph.addFollower(sizes.bytes(width), part, inputs.positions, reuses: true)
  }

  private mutating func addLatentKey(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let both = product(.latentDown, latent.cachedWidth, source)
    let rank = sizes.bytes(latent.keyValueRank)
    let plain = graph.view(
      addNorm(rank, graph.view(both, size: rank), width: latent.keyValueRank))
    let turning = graph.view(both, size: sizes.bytes(latent.ropeSize))
    let turned = addTurned(turning, latent.ropeSize)
    return graph.add(sizes.bytes(latent.cachedWidth), plain, turned)
  }

  private mutating func attendLatent(
    _ latent: LatentAttention, _ rows: WorkingGraph.ResultID, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    let heads = sizes.model.queryHeads
    let compressed = sizes.bytes(heads * latent.keyValueRank)
    let width = sizes.bytes(heads * latent.valueSize)
    let row = sizes.model.cacheBytesPerCell(sizes.settings)
    let keys = cached(row * sizes.full.cells * sizes.slots)
    // Values are the compressed part of the rows, in place: all but the end of the last row.
    let turned = sizes.settings.cacheTypeK.bytes(ofRow: latent.ropeSize)
    let values = cached(row * sizes.full.cells * sizes.slots - turned)
    let slotTokens = sizes.tokens / sizes.slots
    guard sizes.settings.flashAttention else {
      // The compressed part of the cached rows, across.
      let type = sizes.settings.cacheTypeK
      let across = graph.add(
        type.bytes(ofRow: sizes.full.cells) * latent.keyValueRank * sizes.slots, values)
      let scoreBytes = sizes.bytes(heads * sizes.full.cells)
      let scores = graph.add(scoreBytes, keys, rows)
      let mask = addMask(latent, origin)
      let weights = graph.add(scoreBytes, scores, mask, reuses: true)
      let mixed = graph.add(compressed, across, weights)
      let all = graph.add(width, matrix(.latentValueUp), mixed, rows: slotTokens)
      return graph.view(graph.add(width, graph.view(all)))
    }
    let mask = addMask(latent, origin)
    let mixed = graph.view(graph.addFollower(compressed, rows, keys, values, mask))
    let all = graph.add(width, matrix(.latentValueUp), mixed, rows: slotTokens)
    return graph.view(graph.add(width, graph.view(all)))
  }
}
