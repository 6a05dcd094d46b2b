/// The forward pass of a model over cards and host.
struct PassGraph {
  /// Results that attention to one kind of cache reads.
  struct CacheInputs {
    var keyRotation = WorkingGraph.none
    var valueRotation = WorkingGraph.none
    var keyPlaces = WorkingGraph.none
    var valuePlaces = WorkingGraph.none
    var mask = WorkingGraph.none
  }

  /// Results that every layer reads.
  struct Inputs {
    var positions = WorkingGraph.none
    /// Factors in host memory by which layers there turn their heads.
    var turnFactors = WorkingGraph.none
    var full = CacheInputs()
    /// What the indexer of latent attention reads.
    var indexer = CacheInputs()
    /// Room for the zeros that open each layer's mask for the chosen tokens.
    var zeros: [WorkingGraph.ResultID] = []
    var windowed = CacheInputs()
    var stateNumbers = WorkingGraph.none
    /// The same of sequences that take no part, of which there are none.
    var otherStateNumbers = WorkingGraph.none
    var farScale = WorkingGraph.none
    /// The tokens once more, for the embedding of each layer's own input.
    var perLayerNumbers = WorkingGraph.none
    var rowNumbers = WorkingGraph.none
    /// The tokens.
    var tokenNumbers = WorkingGraph.none
    /// What the rows of four tokens, those of 128, and the indexer's keys are made from.
    var fine = CompressorInputs()
    var coarse = CompressorInputs()
    var index = CompressorInputs()
    /// Room for the numbers that keep sums from zero, two for each layer.
    var epsilons: [WorkingGraph.ResultID] = []
  }

  let sizes: GraphSizes
  let placement: Placement
  var graph = WorkingGraph()
  var inputs = Inputs()
  /// Where the layer is that is being added.
  var site = Site()
  /// The last inputs of the next recurrent layer's convolution, where they are fetched ahead.
  var fetchedPast: WorkingGraph.ResultID?
  /// What the embedding of each layer's own input gives for all layers.
  var perLayerRows = WorkingGraph.none
  /// The embedded tokens, scaled.
  var embedded = WorkingGraph.none
  /// The inputs of all layers, once the first has made them.
  var perLayerInputs = WorkingGraph.none
  /// The tokens that the last indexer chose.
  var chosen = WorkingGraph.none

  /// The operators of a whole pass, with the weights and caches that it reads.
  ///
  /// - Parameters:
  ///   - sizes: What sizes depend on, with the bytes of each matrix.
  ///   - placement: Which device holds what.
  ///   - followed: The most layers of one kind that are followed.
  /// - Returns: The operators.
  static func operators(
    _ sizes: GraphSizes, _ placement: Placement, followed: Int
  ) -> WorkingGraph {
    var pass = PassGraph(sizes: sizes, placement: placement)
    var stream = pass.addInputs()
    pass.addPerLayerRows()
    if sizes.model.block.scalesEmbedding {
      stream = pass.graph.add(sizes.stream, stream, reuses: true)
    }
    pass.embedded = stream
    if sizes.model.block.hasAlternatingStreams { stream = pass.addStreams(stream) }
    if sizes.model.block.hasConnectedStreams { stream = pass.addConnectedStreams(stream) }
    stream = pass.addLayers(stream, followed: followed)
    pass.site.home = placement.outputHome
    if sizes.model.block.hasAlternatingStreams { stream = pass.addMergedStreams(stream) }
    pass.addLogits(stream)
    return pass.graph
  }

  private init(sizes: GraphSizes, placement: Placement) {
    self.sizes = sizes
    self.placement = placement
  }

  var rowChoice: BlockLayout.RowChoice { sizes.model.block.rowChoice }

  /// Adds the inputs, which are in host memory, and the look-up of the embedding.
  private mutating func addInputs() -> WorkingGraph.ResultID {
    let numbers = graph.input(4 * sizes.tokens)
    inputs.tokenNumbers = numbers
    // Where embedded tokens are given instead of their numbers; nothing reads it otherwise.
    _ = graph.input(sizes.stream)
    if sizes.model.perLayerSize > 0 { inputs.perLayerNumbers = graph.input(4 * sizes.tokens) }
    let contents = sizes.contents(of: 0..<sizes.model.layers)
    let turns = sizes.turnsHeads(contents.parts)
    if contents.seesAll, sizes.model.block.scalesFarAttention {
      inputs.farScale = graph.input(4 * sizes.tokens)
    }
    // In the order in which layers read them.
    let beginsWindowed = sizes.model.window?.limits(layer: 0) ?? false
    let compressed = sizes.model.compressed
    if let compressed {
      addCompressedInputs(compressed)
    } else if beginsWindowed {
      inputs.windowed = addCacheInputs(sizes.windowed, turns: turns)
    }
    if let indexer = sizes.model.latent?.indexer {
      addIndexerInputs(indexer)
    } else if contents.seesAll {
      inputs.full = addCacheInputs(sizes.full, turns: turns && !beginsWindowed)
    }
    if contents.parts.contains(.window), !beginsWindowed {
      inputs.windowed = addCacheInputs(sizes.windowed, turns: turns && !contents.seesAll)
    }
    if contents.parts.contains(.recurrence) {
      let states = graph.input(sizes.stateNumbers)
      inputs.stateNumbers = graph.view(states)
      inputs.otherStateNumbers = graph.view(states, size: 0)
    }
    inputs.rowNumbers = graph.input(sizes.rowNumbers)
    if sizes.model.block.hasTurnFactors, let size = sizes.model.window?.fullHeadSize {
      inputs.turnFactors = graph.store(2 * size, home: placement.host, isWeight: true)
    }
    let embedding = graph.store(
      sizes.prepared.embeddingBytes, home: placement.host, isWeight: true)
    return graph.add(sizes.stream, embedding, numbers)
  }

  /// Adds what attention to one kind of cache reads, and the positions if the first layers do.
  private mutating func addCacheInputs(_ cache: CacheSizes, turns: Bool) -> CacheInputs {
    var own = CacheInputs()
    if let bytes = cache.keyRotation { own.keyRotation = graph.input(bytes) }
    if turns { inputs.positions = graph.input(sizes.positions) }
    if let bytes = cache.valueRotation { own.valueRotation = graph.input(bytes) }
    own.keyPlaces = graph.input(cache.keyPlaces)
    if let bytes = cache.valuePlaces { own.valuePlaces = graph.input(bytes) }
    own.mask = graph.input(cache.mask)
    return own
  }

  /// Adds what follows the last layer: norm and logits.
  private mutating func addLogits(_ stream: WorkingGraph.ResultID) {
    graph.beginHead()
    let width = sizes.model.hiddenSize
    let row = 4 * sizes.rows
    let weighted: WorkingGraph.ResultID
    switch rowChoice {
    case .beforeLastNorm where sizes.model.block.hasConnectedStreams:
      weighted = addNorm(row * width, addMixedRows(stream), width: width)
    case .inLastLayer:
      weighted = addNorm(row * width, stream, width: width)
    case .beforeLastNorm:
      if !sizes.model.block.hasAlternatingStreams { graph.keep(stream) }
      let rows = graph.add(row * width, stream, inputs.rowNumbers)
      weighted = addNorm(row * width, rows, width: width)
    case .afterLastNorm:
      let all = addNorm(sizes.stream, stream, width: width)
      graph.keep(all)
      weighted = graph.add(row * width, all, inputs.rowNumbers)
    }
    graph.keep(weighted)
    let vocabulary = sizes.model.vocabularySize
    let output = graph.store(sizes.prepared.outputBytes, home: site.home, isWeight: true)
    var logits = graph.add(row * vocabulary, output, weighted, rows: sizes.rows)
    if sizes.model.block.hasLogitBias {
      logits = biased(logits, vocabulary, tokens: sizes.rows)
    }
    graph.keep(logits)
  }
}
