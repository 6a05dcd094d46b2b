extension PassGraph {
  /// Adds latent attention whose heads are cached: keys and values of all heads are made from the
  /// compressed row, and attention runs on them as on plain heads.
  ///
  /// Source: what llama.cpp's `deepseek2.cpp` builds where files state no sizes for MLA. Queries come
  /// first, then values, then keys.
  mutating func addExpandedAttention(
    _ latent: LatentAttention, _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let cache = inputs.full
    var heads = Heads()
    heads.query = rotated(expandedQuery(latent, source), by: cache.keyRotation)
    let both = product(.latentDown, latent.cachedWidth, source)
    let rank = sizes.bytes(latent.keyValueRank)
    let row = addNorm(rank, graph.view(both, size: rank), width: latent.keyValueRank)
    let count = sizes.model.queryHeads
    let pair = latent.nopeSize + latent.valueSize
    let pairs = product(.latentKeyValueUp, count * pair, row)
    let values = graph.add(
      sizes.bytes(count * latent.valueSize),
      graph.view(pairs, size: span(latent.valueSize, of: pair, heads: count)))
    heads.value = rotated(graph.view(values), by: cache.valueRotation)
    let plain = graph.view(pairs, size: span(latent.nopeSize, of: pair, heads: count))
    let turned = addTurned(
      graph.view(both, size: sizes.bytes(latent.ropeSize)), latent.ropeSize)
    let repeated = graph.add(sizes.bytes(count * latent.ropeSize), turned)
    let key = graph.add(sizes.bytes(sizes.model.keyWidth), plain, repeated)
    heads.key = rotated(key, by: cache.keyRotation)
    return addAttention(
      sizes.model.heads(inLayer: layer), heads, cache, cells: sizes.full.cells)
  }

  /// The queries of all heads, their ends turned by position in place.
  private mutating func expandedQuery(
    _ latent: LatentAttention, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    var (role, entry) = (TensorRole.attentionQuery, source)
    if latent.queryRank > 0 {
      let rank = latent.queryRank
      role = .latentQueryUp
      entry = addNorm(
        sizes.bytes(rank), product(.latentQueryDown, rank, source), width: rank)
    }
    let query = graph.view(product(role, sizes.model.queryWidth, entry))
    return addTurned(query, sizes.model.queryWidth)
  }

  /// Bytes from the first to the last element of a part of each head, over all tokens.
  private func span(_ part: Int64, of whole: Int64, heads: Int64) -> Int64 {
    sizes.bytes(heads * whole) - 4 * (whole - part)
  }
}
