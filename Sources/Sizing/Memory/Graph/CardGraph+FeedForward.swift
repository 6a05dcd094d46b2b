extension CardGraph {
  /// Adds the feed-forward part of a layer and returns its result.
  mutating func addFeedForward(
    _ layer: Int, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let model = sizes.model
    if let experts = model.experts(inLayer: layer) {
      return addExperts(experts, source, tokens: tokens)
    }
    let inner = 4 * tokens * model.feedForwardSize
    let active: WorkingGraph.ResultID
    if model.block.fusesGateUp {
      active = graph.add(inner, graph.add(2 * inner, source))
    } else {
      let gate = graph.add(inner, source)
      active = graph.add(inner, gate, graph.add(inner, source))
    }
    return graph.add(4 * tokens * model.hiddenSize, active)
  }

  /// Router, the chosen experts side by side, and their weighted sum.
  private mutating func addExperts(
    _ experts: Experts, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let hidden = 4 * tokens * sizes.model.hiddenSize
    let scores = 4 * tokens * experts.count
    let chosen = 4 * tokens * experts.used
    let logits = graph.add(scores, source)
    let probabilities = graph.add(scores, logits, reuses: true)
    var ranked = probabilities
    if sizes.model.block.hasExpertSelectionBias { ranked = graph.add(scores, probabilities) }
    let order = graph.add(scores, ranked)
    let choice = graph.view(order, size: chosen)
    let weights = graph.add(chosen, graph.view(probabilities), choice)
    let flat = graph.view(weights)
    let sum = graph.add(4 * tokens, graph.add(4 * tokens, flat), reuses: true)
    let shares = graph.view(graph.add(chosen, flat, sum, reuses: true))

    let inner = chosen * experts.feedForwardSize
    let entry = graph.view(source)
    let gate = graph.add(inner, entry, choice)
    let up = graph.add(inner, entry, choice)
    let active = graph.add(inner, gate, up)
    let outputs = graph.add(experts.used * hidden, active, choice)
    let weighted = graph.add(experts.used * hidden, outputs, shares, reuses: true)
    return addUp(weighted, count: experts.used, size: hidden)
  }

  /// The sum of results that lie side by side, one after the other.
  private mutating func addUp(
    _ results: WorkingGraph.ResultID, count: Int64, size: Int64
  ) -> WorkingGraph.ResultID {
    let first = graph.view(results, size: size)
    for _ in 1..<max(count, 1) { _ = graph.view(results, size: size) }
    var sum = first
    for index in 1..<max(Int(count), 1) {
      sum = graph.add(size, sum, first + index, reuses: index > 1)
    }
    return count > 1 ? sum : graph.add(size, sum)
  }
}
