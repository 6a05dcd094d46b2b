/// The forward pass of the layers that one card holds.
struct CardGraph {
  /// Results that every layer reads.
  struct Inputs {
    var positions = WorkingGraph.none
    var keyRotation = WorkingGraph.none
    var valueRotation = WorkingGraph.none
    var keyPlaces = WorkingGraph.none
    var valuePlaces = WorkingGraph.none
    var mask = WorkingGraph.none
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
    let entry = card.addInputs(isFirst: isFirst, isLast: isLast, copies: copies)
    card.addLayers(layers, entry, isLast: isLast, followed: followed)
    return card.graph.layout()
  }

  /// The residual stream at the start of a card, and its norm where another card computed that.
  struct Entry {
    let stream: WorkingGraph.ResultID
    let normed: WorkingGraph.ResultID?
  }

  private init(sizes: GraphSizes) { self.sizes = sizes }

  private mutating func addInputs(isFirst: Bool, isLast: Bool, copies: Int64) -> Entry {
    let isKept = copies > 1
    let streams: Int64 = isFirst ? 1 : 2
    let all = sizes.inputBytes(holdsOutput: isLast) + streams * BufferArena.padded(sizes.stream)
    graph.reserve((copies - 1) * all)
    let stream = graph.input(sizes.stream, isKept: isKept)
    let normed = isFirst ? nil : graph.input(sizes.stream, isKept: isKept)
    inputs.positions = graph.input(sizes.positions, isKept: isKept)
    if let bytes = sizes.keyRotation { inputs.keyRotation = graph.input(bytes, isKept: isKept) }
    if let bytes = sizes.valueRotation {
      inputs.valueRotation = graph.input(bytes, isKept: isKept)
    }
    inputs.keyPlaces = graph.input(sizes.keyPlaces, isKept: isKept)
    inputs.valuePlaces = graph.input(sizes.valuePlaces, isKept: isKept)
    inputs.mask = graph.input(sizes.mask, isKept: isKept)
    if isLast { inputs.rowNumbers = graph.input(sizes.rowNumbers, isKept: isKept) }
    return Entry(stream: stream, normed: normed)
  }

  private mutating func addLayers(
    _ layers: Range<Int>, _ entry: Entry, isLast: Bool, followed: Int
  ) {
    var stream = entry.stream
    var normed = entry.normed
    var layer = layers.lowerBound
    while layer < layers.upperBound {
      let end = endOfKind(from: layer, in: layers)
      layer += skippedLayers(of: end - layer, followed: followed)
      while layer < end {
        let isLastLayer = isLast && layer == layers.upperBound - 1
        stream = addBlock(layer, stream, normed: normed, keepsRowsOnly: isLastLayer)
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

  private func skippedLayers(of count: Int, followed: Int) -> Int {
    count > followed ? (count - followed + 1) / 2 * 2 : 0
  }

  /// Adds what follows the last layer: norm and logits, or the hand-over to the next card.
  private mutating func addEnd(
    _ stream: WorkingGraph.ResultID, normed: WorkingGraph.ResultID?, isLast: Bool
  ) {
    let reuses = sizes.model.block.normReusesOperand
    guard isLast else {
      graph.keep(graph.add(sizes.stream, stream, reuses: reuses))
      graph.keep(stream)
      return
    }
    graph.beginHead()
    let row = 4 * sizes.rows
    let hidden = row * sizes.model.hiddenSize
    let norm = normed ?? graph.add(hidden, stream, reuses: reuses)
    let weighted = addWeights(hidden, norm)
    graph.keep(weighted)
    var logits = graph.add(row * sizes.model.vocabularySize, weighted)
    if sizes.model.block.hasLogitBias {
      logits = graph.add(row * sizes.model.vocabularySize, logits, reuses: true)
    }
    graph.keep(logits)
  }
}
