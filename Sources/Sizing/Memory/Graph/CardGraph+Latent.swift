extension CardGraph {
  /// Adds latent attention and returns the rows of all heads.
  ///
  /// Queries are brought to the compressed width, so that attention runs on the cached rows alone;
  /// its result is brought back for each head.
  mutating func addLatentAttention(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let query = addLatentQuery(latent, source)
    let key = addLatentKey(latent, source)
    return attendLatent(latent, query: query, key: key)
  }

  private mutating func addLatentQuery(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let heads = sizes.model.queryHeads
    var entry = source
    if latent.queryRank > 0 {
      let rank = sizes.bytes(latent.queryRank)
      entry = addNorm(rank, graph.add(rank, source))
    }
    let query = graph.view(graph.add(sizes.bytes(sizes.model.queryWidth), entry))
    let plain = graph.view(query, size: sizes.bytes(heads * latent.nopeSize))
    let absorbed = graph.view(graph.add(sizes.bytes(heads * latent.keyValueRank), plain))
    let turning = graph.view(query, size: sizes.bytes(heads * latent.ropeSize))
    let turned = graph.add(
      sizes.bytes(heads * latent.ropeSize), turning, inputs.positions, reuses: true)
    return graph.add(sizes.bytes(heads * latent.cachedWidth), absorbed, turned)
  }

  private mutating func addLatentKey(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let both = graph.add(sizes.bytes(latent.cachedWidth), source)
    let rank = sizes.bytes(latent.keyValueRank)
    let plain = graph.view(addNorm(rank, graph.view(both, size: rank)))
    let turning = graph.view(both, size: sizes.bytes(latent.ropeSize))
    let turned = graph.add(
      sizes.bytes(latent.ropeSize), turning, inputs.positions, reuses: true)
    return graph.add(sizes.bytes(latent.cachedWidth), plain, turned)
  }

  private mutating func attendLatent(
    _ latent: LatentAttention, query: WorkingGraph.ResultID, key: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let heads = sizes.model.queryHeads
    graph.store(graph.view(key), inputs.full.keyPlaces)
    let rows = graph.view(query)
    let compressed = sizes.bytes(heads * latent.keyValueRank)
    let width = sizes.bytes(heads * latent.valueSize)
    guard sizes.settings.flashAttention else {
      let scoreBytes = sizes.bytes(heads * sizes.full.cells)
      let scores = graph.add(scoreBytes, rows)
      let weights = graph.add(scoreBytes, scores, inputs.full.mask, reuses: true)
      // The cached rows, across, in 16 bits.
      let across = graph.add(
        2 * latent.keyValueRank * sizes.full.cells * sizes.slots, WorkingGraph.none)
      let mixed = graph.add(compressed, across, weights)
      return graph.view(graph.add(width, graph.view(graph.add(width, mixed))))
    }
    let mixed = graph.view(graph.add(compressed, rows, inputs.full.mask))
    return graph.view(graph.add(width, graph.view(graph.add(width, mixed))))
  }
}
