extension PassGraph {
  /// The sizes of one compressor.
  private func part(
    _ compression: CompressedAttention.Compression, width: Int64? = nil
  ) -> CompressorSizes {
    CompressorSizes(compression, width: width ?? sizes.model.keyHeadSize, sizes.settings)
  }

  /// Adds what attention to a window and to compressed rows reads, in the order in which layers do.
  mutating func addCompressedInputs(_ shape: CompressedAttention) {
    inputs.windowed.mask = graph.input(sizes.windowed.mask)
    let rotation = sizes.windowed.keyRotation
    let zeros = sizes.zeros(for: shape.indexer)
    for layer in 0..<sizes.model.layers {
      let compression = shape.layers[layer]
      let isNew =
        compression == .fine
        ? inputs.fine.mask == WorkingGraph.none : inputs.coarse.mask == WorkingGraph.none
      switch compression {
      case .none: break
      case .coarse where isNew:
        inputs.coarse = addCompressorInputs(part(.coarse), rotation: rotation)
      case .fine where isNew:
        inputs.fine = addCompressorInputs(part(.fine), rotation: rotation)
        inputs.index = addCompressorInputs(
          part(.fine, width: shape.indexer.keySize),
          rotation: CacheSizes.keyRotation(shape.indexer.keySize))
      case .coarse, .fine: break
      }
      if inputs.windowed.keyPlaces == WorkingGraph.none { addWindowInputs() }
      inputs.zeros.append(compression == .fine ? graph.scratch(zeros) : WorkingGraph.none)
      if isNew, compression == .fine {
        inputs.index.mask = graph.input(2 * sizes.tokens * sizes.fineCells)
        inputs.fine.mask = graph.input(sizes.mask(sizes.fineCells))
      } else if isNew, compression == .coarse {
        inputs.coarse.mask = graph.input(sizes.mask(sizes.coarseCells))
      }
      addEpsilons()
    }
  }

  private mutating func addWindowInputs() {
    if let bytes = sizes.windowed.keyRotation { inputs.windowed.keyRotation = graph.input(bytes) }
    inputs.positions = graph.input(sizes.positions)
    inputs.windowed.keyPlaces = graph.input(sizes.windowed.keyPlaces)
  }

  /// Adds attention to a window and to compressed rows and returns its result in the stream's width.
  mutating func addCompressedAttention(
    _ layer: Int, _ source: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    guard let shape = sizes.model.compressed else { return source }
    let compression = shape.layers[layer]
    if compression != .none {
      addCompressor(
        part(compression), compression == .fine ? inputs.fine : inputs.coarse,
        key: .compressorKey, gate: .compressorGate, place: .compressorPlace, source)
    }
    if compression == .fine {
      addCompressor(
        part(.fine, width: shape.indexer.keySize), inputs.index, key: .indexCompressorKey,
        gate: .indexCompressorGate, place: .indexCompressorPlace, source)
    }
    let (rank, head) = (shape.queryRank, sizes.model.keyHeadSize)
    let entry = addNorm(sizes.bytes(rank), product(.latentQueryDown, rank, source), width: rank)
    let width = sizes.bytes(sizes.model.queryWidth)
    let product = graph.view(product(.latentQueryUp, sizes.model.queryWidth, entry))
    let normed = graph.add(width, product, reuses: true)
    let turned = graph.addFollower(width, normed, inputs.positions, reuses: true)
    let query = rotated(turned, by: inputs.windowed.keyRotation)
    let row = graph.view(
      addNorm(sizes.bytes(head), self.product(.latentDown, head, source), width: head))
    let turnedRow = graph.addFollower(sizes.bytes(head), row, inputs.positions, reuses: true)
    let key = rotated(turnedRow, by: inputs.windowed.keyRotation)
    graph.write(graph.view(key), inputs.windowed.keyPlaces, home: site.home)
    let attended = attendCompressed(shape, graph.view(query), (entry, source))
    let heads = rotated(attended, by: inputs.windowed.keyRotation)
    let result = graph.add(width, graph.view(heads), inputs.positions, reuses: true)
    return addGroupedOutput(shape, result)
  }

  /// From all heads to the stream, by way of a narrow form of each group of heads.
  private mutating func addGroupedOutput(
    _ shape: CompressedAttention, _ heads: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let narrow = product(
      .outputGroupDown, shape.outputRank, graph.view(heads), heads: shape.outputGroups)
    let size = sizes.bytes(shape.outputGroups * shape.outputRank)
    let rows = graph.add(size, graph.view(narrow))
    return product(.outputGroupUp, sizes.model.hiddenSize, rows)
  }

  /// The rows of a layer's cache that tokens may see, as keys and as values.
  private mutating func addRows(
    _ compression: CompressedAttention.Compression
  ) -> (keys: WorkingGraph.ResultID, values: WorkingGraph.ResultID, cells: Int64) {
    let row = sizes.settings.cacheTypeK.bytes(ofRow: sizes.model.keyHeadSize)
    let window = sizes.windowed.cells
    let latest = cached(row * window * sizes.slots)
    guard compression != .none else {
      return (latest, cached(row * window * sizes.slots), window)
    }
    let cells = compression == .fine ? sizes.fineCells : sizes.coarseCells
    let all = graph.add(
      row * (window + cells) * sizes.slots, latest, cached(row * cells * sizes.slots))
    return (graph.view(all), graph.view(all), window + cells)
  }

  private mutating func attendCompressed(
    _ shape: CompressedAttention, _ query: WorkingGraph.ResultID, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    let compression = shape.layers[site.layer]
    let (heads, head) = (sizes.model.queryHeads, sizes.model.keyHeadSize)
    let rows = addRows(compression)
    let width = sizes.bytes(heads * head)
    let sinks = weight(heads)
    guard sizes.settings.flashAttention else {
      // The rows once more, across.
      let across = graph.add(
        sizes.settings.cacheTypeK.bytes(ofRow: rows.cells) * head * sizes.slots, rows.values)
      let scoreBytes = sizes.bytes(heads * rows.cells)
      let scores = graph.add(scoreBytes, rows.keys, query)
      let mask = addCompressedMask(shape, origin)
      let weights = graph.add(
        scoreBytes, scores, mask, sinks, reuses: true, rows: sizes.tokens * heads)
      return graph.add(width, graph.view(graph.add(width, across, weights)))
    }
    let mask = addCompressedMask(shape, origin)
    let mixed = graph.addFollower(width, query, rows.keys, rows.values, mask)
    graph.read(sinks)
    return graph.view(mixed)
  }

  /// The mask of a layer: that of its window, and beside it that of its compressed rows.
  private mutating func addCompressedMask(
    _ shape: CompressedAttention, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    let window = sizes.windowed.cells
    switch shape.layers[site.layer] {
    case .none: return inputs.windowed.mask
    case .coarse:
      return graph.add(
        sizes.mask(window + sizes.coarseCells), inputs.windowed.mask, inputs.coarse.mask)
    case .fine:
      let size = sizes.mask(sizes.fineCells)
      let room = inputs.zeros[site.layer]
      let zeros = graph.add(graph.operators[room].size, room, reuses: true)
      let places = graph.view(addChosenRows(shape, origin))
      let closed = graph.add(size, inputs.fine.mask, reuses: true)
      let opened = graph.write(into: graph.view(closed), zeros, at: places)
      let shown = graph.add(size, graph.view(opened), inputs.fine.mask, reuses: true)
      return graph.add(sizes.mask(window + sizes.fineCells), inputs.windowed.mask, shown)
    }
  }

  /// The rows that the indexer chooses for each token.
  private mutating func addChosenRows(
    _ shape: CompressedAttention, _ origin: LatentOrigin
  ) -> WorkingGraph.ResultID {
    let indexer = shape.indexer
    let width = indexer.heads * indexer.keySize
    let size = sizes.bytes(width)
    let query = graph.view(product(.indexerQuery, width, origin.queries))
    let turned = graph.addFollower(size, query, inputs.positions, reuses: true)
    let turning = graph.view(rotated(turned, by: inputs.index.rotation))
    let weights = product(.indexerWeight, indexer.heads, origin.stream)
    let scaled = graph.view(graph.add(sizes.bytes(indexer.heads), weights, reuses: true))
    let row = sizes.settings.cacheTypeK.bytes(ofRow: indexer.keySize)
    let keys = cached(row * sizes.fineCells * sizes.slots)
    let scores = graph.addFollower(
      sizes.bytes(sizes.fineCells), turning, keys, scaled, inputs.index.mask)
    let best = graph.add(sizes.chosenRows(by: indexer), scores)
    return graph.add(sizes.chosenRows(by: indexer), best)
  }
}

extension GraphSizes {
  /// Cells of rows of four tokens for each slot.
  var fineCells: Int64 { model.compressedCells(.fine, settings) }

  /// Cells of rows of 128 tokens for each slot.
  var coarseCells: Int64 { model.compressedCells(.coarse, settings) }

  /// Bytes of a mask over so many cells.
  func mask(_ cells: Int64) -> Int64 { (settings.flashAttention ? 2 : 4) * tokens * cells }

  /// Bytes of the numbers of the rows that are chosen for each token.
  func chosenRows(by indexer: SparseIndexer) -> Int64 { bytes(min(indexer.chosen, fineCells)) }

  /// Bytes of the zeros that open the mask for those rows.
  func zeros(for indexer: SparseIndexer) -> Int64 { mask(min(indexer.chosen, fineCells)) }
}
