extension PassGraph {
  /// Looks up what the embedding of each layer's own input holds for the tokens.
  mutating func addPerLayerRows() {
    guard sizes.model.perLayerSize > 0 else { return }
    let table = graph.store(
      sizes.prepared.perLayerEmbeddingBytes, home: placement.host, isWeight: true)
    let rows = graph.add(sizes.perLayerInputs, table, inputs.perLayerNumbers)
    perLayerRows = graph.add(sizes.perLayerInputs, graph.view(rows), reuses: true)
  }

  /// Computes what a layer's own input adds to the stream.
  ///
  /// - Parameter source: What the gate is made from.
  /// - Returns: What is to be added.
  mutating func addPerLayerInput(_ source: WorkingGraph.ResultID) -> WorkingGraph.ResultID {
    let width = sizes.model.perLayerSize
    let gate = product(.perLayerGate, width, source)
    let active = graph.add(sizes.bytes(width), gate, reuses: true)
    if perLayerInputs == WorkingGraph.none { perLayerInputs = addPerLayerInputs() }
    let own = graph.view(perLayerInputs, size: sizes.bytes(width))
    let gated = graph.add(sizes.bytes(width), active, own, reuses: true)
    let hidden = sizes.model.hiddenSize
    return addNorm(sizes.stream, product(.perLayerOutput, hidden, gated), width: hidden)
  }

  /// The inputs of all layers: a projection of the embedded tokens, and what was looked up.
  private mutating func addPerLayerInputs() -> WorkingGraph.ResultID {
    let width = sizes.model.perLayerSize
    let size = sizes.perLayerInputs
    let projected = product(.perLayerProjection, width * Int64(sizes.model.layers), embedded)
    let scaled = graph.view(graph.add(size, projected, reuses: true))
    let normed = addNorm(size, scaled, width: width)
    let sum = graph.add(size, normed, perLayerRows, reuses: true)
    return graph.add(size, graph.view(graph.add(size, sum, reuses: true)))
  }
}
