/// The forward pass of the layers that one card holds.
struct CardGraph {
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
    var full = CacheInputs()
    var windowed = CacheInputs()
    var stateNumbers = WorkingGraph.none
    var farScale = WorkingGraph.none
    var rowNumbers = WorkingGraph.none
  }

  let sizes: GraphSizes
  var graph = WorkingGraph()
  var inputs = Inputs()

  /// Lays out the pass of a range of layers.
  ///
  /// - Parameters:
  ///   - sizes: What sizes depend on.
  ///   - layers: The layers of the card.
  ///   - isFirst: Whether the card begins with the embedded tokens.
  ///   - isLast: Whether the card makes the logits.
  ///   - copies: Copies of each input; more than one when several cards work at once.
  ///   - followed: The most layers of one kind that are followed.
  /// - Returns: The bytes that the results take.
  static func layout(
    _ sizes: GraphSizes, layers: Range<Int>, isFirst: Bool, isLast: Bool, copies: Int64,
    followed: Int
  ) -> WorkingGraph.Layout {
    guard !layers.isEmpty || isLast else { return WorkingGraph.Layout() }
    var card = CardGraph(sizes: sizes)
    let entry = card.addInputs(layers, isFirst: isFirst, isLast: isLast, copies: copies)
    card.addLayers(layers, entry, isFirst: isFirst, isLast: isLast, followed: followed)
    return card.graph.layout()
  }

  /// The residual stream at the start of a card, and its norm where another card computed that.
  struct Entry {
    let stream: WorkingGraph.ResultID
    let normed: WorkingGraph.ResultID?
  }

  private init(sizes: GraphSizes) { self.sizes = sizes }

  private mutating func addInputs(
    _ layers: Range<Int>, isFirst: Bool, isLast: Bool, copies: Int64
  ) -> Entry {
    let isKept = copies > 1
    let contents = sizes.contents(of: layers)
    // Blocks without a norm in front have none to take over from the card before.
    let takesNorm = !isFirst && sizes.model.block.hasAttentionNorm
    let streams: Int64 = takesNorm ? 2 : 1
    let own = sizes.inputBytes(contents.parts, seesAll: contents.seesAll, holdsOutput: isLast)
    graph.reserve((copies - 1) * (own + streams * BufferArena.padded(sizes.stream)))
    let stream = graph.input(sizes.stream, isKept: isKept)
    let normed = takesNorm ? graph.input(sizes.stream, isKept: isKept) : nil
    if sizes.turnsHeads(contents.parts) {
      inputs.positions = graph.input(sizes.positions, isKept: isKept)
    }
    if contents.seesAll, sizes.model.block.scalesFarAttention {
      inputs.farScale = graph.input(4 * sizes.tokens, isKept: isKept)
    }
    if contents.seesAll { inputs.full = addCacheInputs(sizes.full, isKept: isKept) }
    if contents.parts.contains(.window) {
      inputs.windowed = addCacheInputs(sizes.windowed, isKept: isKept)
    }
    if contents.parts.contains(.recurrence) {
      inputs.stateNumbers = graph.input(sizes.stateNumbers, isKept: isKept)
    }
    if isLast { inputs.rowNumbers = graph.input(sizes.rowNumbers, isKept: isKept) }
    return Entry(stream: stream, normed: normed)
  }

  private mutating func addCacheInputs(_ cache: CacheSizes, isKept: Bool) -> CacheInputs {
    var inputs = CacheInputs()
    if let bytes = cache.keyRotation { inputs.keyRotation = graph.input(bytes, isKept: isKept) }
    if let bytes = cache.valueRotation {
      inputs.valueRotation = graph.input(bytes, isKept: isKept)
    }
    inputs.keyPlaces = graph.input(cache.keyPlaces, isKept: isKept)
    if let bytes = cache.valuePlaces { inputs.valuePlaces = graph.input(bytes, isKept: isKept) }
    inputs.mask = graph.input(cache.mask, isKept: isKept)
    return inputs
  }

  private var rowChoice: BlockLayout.RowChoice { sizes.model.block.rowChoice }

  private mutating func addLayers(
    _ layers: Range<Int>, _ entry: Entry, isFirst: Bool, isLast: Bool, followed: Int
  ) {
    var stream = entry.stream
    if isFirst, sizes.model.block.scalesEmbedding {
      stream = graph.add(sizes.stream, stream, reuses: true)
    }
    var normed = entry.normed
    var layer = layers.lowerBound
    while layer < layers.upperBound {
      let end = endOfKind(from: layer, in: layers)
      layer += skippedLayers(of: layer..<end, followed: followed)
      while layer < end {
        let picksRows = isLast && layer == layers.upperBound - 1 && rowChoice == .inLastLayer
        stream = addBlock(layer, stream, normed: normed, keepsRowsOnly: picksRows)
        normed = nil
        layer += 1
      }
    }
    addEnd(stream, normed: normed, isLast: isLast)
  }

  /// The first layer from `layer` on whose kind is another.
  private func endOfKind(from layer: Int, in layers: Range<Int>) -> Int {
    let dense = sizes.model.experts?.leadingDenseLayers ?? 0
    return layer < dense ? min(dense, layers.upperBound) : layers.upperBound
  }

  /// Layers to leave out: a whole and even number of periods of the pattern of layers.
  private func skippedLayers(of layers: Range<Int>, followed: Int) -> Int {
    guard let period = period(of: layers) else { return 0 }
    let periods = layers.count / period
    let followed = period > 1 ? max(3, followed / 2) : followed
    return periods > followed ? (periods - followed + 1) / 2 * 2 * period : 0
  }

  /// After how many layers the parts of a layer repeat, or `nil` when they do not.
  private func period(of layers: Range<Int>) -> Int? {
    let model = sizes.model
    let unturned = sizes.model.block.unturnedEvery
    for period in 1...12 where unturned == 0 || period % unturned == 0 {
      var repeats = true
      for layer in layers.dropFirst(period)
      where model.parts(ofLayer: layer) != model.parts(ofLayer: layer - period) {
        repeats = false
        break
      }
      if repeats { return period }
    }
    return nil
  }

  /// Adds what follows the last layer: norm and logits, or the hand-over to the next card.
  private mutating func addEnd(
    _ stream: WorkingGraph.ResultID, normed: WorkingGraph.ResultID?, isLast: Bool
  ) {
    let reuses = sizes.model.block.normReusesOperand
    guard isLast else {
      if sizes.model.block.hasAttentionNorm {
        graph.keep(graph.add(sizes.stream, stream, reuses: reuses))
      }
      graph.keep(stream)
      return
    }
    graph.beginHead()
    let row = 4 * sizes.rows
    let hidden = row * sizes.model.hiddenSize
    let weighted: WorkingGraph.ResultID
    switch rowChoice {
    case .inLastLayer:
      weighted = addWeights(hidden, normed ?? graph.add(hidden, stream, reuses: reuses))
    case .beforeLastNorm:
      let rows = graph.add(hidden, normed ?? stream, inputs.rowNumbers)
      weighted = addNorm(hidden, rows)
    case .afterLastNorm:
      let norm = normed ?? graph.add(sizes.stream, stream, reuses: reuses)
      let all = addWeights(sizes.stream, norm)
      graph.keep(all)
      weighted = graph.add(hidden, all, inputs.rowNumbers)
    }
    graph.keep(weighted)
    var logits = graph.add(row * sizes.model.vocabularySize, weighted)
    if sizes.model.block.hasLogitBias {
      logits = graph.add(row * sizes.model.vocabularySize, logits, reuses: true)
    }
    graph.keep(logits)
  }
}
