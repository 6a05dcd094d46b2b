extension PassGraph {
  /// Adds what latent attention with an indexer reads, in the order in which layers read it.
  mutating func addIndexerInputs(_ indexer: SparseIndexer) {
    inputs.indexer.keyRotation = graph.input(4 * indexer.keySize * indexer.keySize)
    inputs.positions = graph.input(sizes.positions)
    inputs.indexer.keyPlaces = graph.input(sizes.full.keyPlaces)
    inputs.full.keyPlaces = graph.input(sizes.full.keyPlaces)
    let zeros = sizes.chosen(by: indexer)
    inputs.zeros.append(graph.scratch(zeros))
    inputs.indexer.mask = graph.input(sizes.indexerMask)
    inputs.full.mask = graph.input(sizes.full.mask)
    for _ in 1..<sizes.model.layers { inputs.zeros.append(graph.scratch(zeros)) }
  }

  /// Adds the indexer's keys of the layer's tokens to their cache.
  mutating func writeIndexKeys(_ indexer: SparseIndexer, _ source: WorkingGraph.ResultID) {
    let size = sizes.bytes(indexer.keySize)
    let key = graph.add(size, product(.indexerKey, indexer.keySize, source))
    let rows = sizes.tokens
    let weighted = graph.add(size, key, weight(indexer.keySize), reuses: true, rows: rows)
    let shifted = graph.view(biased(weighted, indexer.keySize))
    let turned = graph.addFollower(size, shifted, inputs.positions, reuses: true)
    let rotated = graph.add(size, inputs.indexer.keyRotation, turned)
    graph.write(graph.view(rotated), inputs.indexer.keyPlaces, home: site.home)
  }

  /// The mask of latent attention; with an indexer it shows the chosen tokens only.
  mutating func addMask(
    _ latent: LatentAttention, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    guard let indexer = latent.indexer else { return inputs.full.mask }
    let room = inputs.zeros[site.layer]
    let zeros = graph.add(graph.operators[room].size, room, reuses: true)
    if indexer.serves(layer: site.layer) { chosen = addChosen(indexer, origin) }
    let places = graph.view(chosen)
    let closed = graph.add(sizes.full.mask, inputs.full.mask, reuses: true)
    let opened = graph.write(into: graph.view(closed), zeros, at: places)
    return graph.add(sizes.full.mask, graph.view(opened), inputs.full.mask, reuses: true)
  }

  private mutating func addChosen(
    _ indexer: SparseIndexer, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    let width = indexer.heads * indexer.keySize
    let size = sizes.bytes(width)
    let query = graph.view(product(.indexerQuery, width, origin.queries))
    let turned = graph.addFollower(size, query, inputs.positions, reuses: true)
    let rotated = graph.view(graph.add(size, inputs.indexer.keyRotation, turned))
    let weights = graph.view(product(.indexerWeight, indexer.heads, origin.stream))
    let scaled = graph.add(sizes.bytes(indexer.heads), weights, reuses: true)
    let row = sizes.settings.cacheTypeK.bytes(ofRow: indexer.keySize)
    let keys = cached(row * sizes.full.cells * sizes.slots)
    let scores = graph.addFollower(
      sizes.bytes(sizes.full.cells), rotated, keys, scaled, inputs.indexer.mask)
    let best = graph.add(sizes.chosen(by: indexer), scores)
    return graph.add(sizes.chosen(by: indexer), best)
  }
}
