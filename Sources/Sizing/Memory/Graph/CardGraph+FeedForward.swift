extension CardGraph {
  /// Adds the feed-forward part of a layer and returns its result.
  mutating func addFeedForward(
    _ layer: Int, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let model = sizes.model
    guard let experts = model.experts(inLayer: layer) else {
      return addDense(model.feedForwardSize, source, tokens: tokens)
    }
    let routed = addRouted(experts, source, tokens: tokens)
    guard experts.sharedFeedForwardSize > 0 else { return routed }
    let hidden = 4 * tokens * model.hiddenSize
    var shared = addDense(experts.sharedFeedForwardSize, source, tokens: tokens)
    if model.block.hasSharedExpertGate {
      let gate = graph.add(4 * tokens, graph.add(4 * tokens, source), reuses: true)
      shared = graph.add(hidden, shared, gate, reuses: true)
    }
    return graph.add(hidden, routed, shared, reuses: true)
  }

  /// The routed experts, with the projections to the width they work in and back.
  private mutating func addRouted(
    _ experts: Experts, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    guard experts.latentSize > 0 else {
      return addExperts(experts, choosing: source, source, tokens: tokens)
    }
    let entry = graph.add(4 * tokens * experts.latentSize, source)
    let result = addExperts(experts, choosing: source, entry, tokens: tokens)
    return graph.add(4 * tokens * sizes.model.hiddenSize, result)
  }

  /// Experts and a dense part beside them, each between norms of its own.
  mutating func addDenseBesideExperts(
    _ experts: Experts, _ stream: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let hidden = 4 * tokens * sizes.model.hiddenSize
    let choosing = graph.add(hidden, graph.add(hidden, stream, reuses: true), reuses: true)
    let entry = DelayedNorm(source: stream, size: hidden)
    let routed = addExperts(experts, choosing: choosing, entry, tokens: tokens)
    let dense = addDense(
      sizes.model.feedForwardSize, addNorm(hidden, stream), tokens: tokens)
    let normedDense = addNorm(hidden, dense)
    return graph.add(hidden, normedDense, addNorm(hidden, routed), reuses: true)
  }

  /// A norm that is computed once the experts are chosen.
  private struct DelayedNorm {
    let source: WorkingGraph.ResultID
    let size: Int64
  }

  /// Gate, up and down, or what there is of it.
  mutating func addDense(
    _ width: Int64, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let block = sizes.model.block
    let hidden = 4 * tokens * sizes.model.hiddenSize
    let inner = 4 * tokens * width
    let active: WorkingGraph.ResultID
    if block.hasUngatedFeedForward {
      var up = graph.add(inner, source)
      if block.hasFeedForwardBias { up = graph.add(inner, up, reuses: true) }
      active = graph.add(inner, up, reuses: true)
    } else if block.fusesGateUp {
      active = graph.add(inner, graph.add(2 * inner, source))
    } else {
      let gate = graph.add(inner, source)
      active = graph.add(inner, gate, graph.add(inner, source))
    }
    let output = graph.add(hidden, active)
    return block.hasFeedForwardBias ? graph.add(hidden, output, reuses: true) : output
  }

  /// What the router decides: the numbers of the chosen experts and their weights.
  private struct Choice {
    let numbers: WorkingGraph.ResultID
    let weights: WorkingGraph.ResultID
  }

  private mutating func addRouter(
    _ experts: Experts, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> Choice {
    let block = sizes.model.block
    let scores = 4 * tokens * experts.count
    let chosen = 4 * tokens * experts.used
    var logits = graph.add(scores, source)
    if block.hasRouterBias { logits = graph.add(scores, logits, reuses: true) }
    var probabilities = logits
    if block.routing != .softmaxOfChosen {
      probabilities = graph.add(scores, logits, reuses: true)
    }
    var ranked = block.routing == .weighedInput ? logits : probabilities
    if block.hasExpertSelectionBias { ranked = graph.add(scores, probabilities) }
    let order = graph.add(scores, ranked)
    let numbers = graph.view(order, size: chosen)
    let weights = graph.add(chosen, graph.view(probabilities), numbers)
    let flat = graph.view(weights)
    switch block.routing {
    case .plain, .weighedInput:
      return Choice(numbers: numbers, weights: flat)
    case .softmaxOfChosen:
      let shares = graph.view(graph.add(chosen, flat, reuses: true))
      return Choice(numbers: numbers, weights: shares)
    case .normalized:
      let sum = graph.add(4 * tokens, graph.add(4 * tokens, flat), reuses: true)
      let shares = graph.view(graph.add(chosen, flat, sum, reuses: true))
      return Choice(numbers: numbers, weights: shares)
    }
  }

  private mutating func addExperts(
    _ experts: Experts, choosing: WorkingGraph.ResultID, _ entry: WorkingGraph.ResultID,
    tokens: Int64
  ) -> WorkingGraph.ResultID {
    let choice = addRouter(experts, choosing, tokens: tokens)
    return addExperts(experts, choice, entry, tokens: tokens)
  }

  private mutating func addExperts(
    _ experts: Experts, choosing: WorkingGraph.ResultID, _ entry: DelayedNorm, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let choice = addRouter(experts, choosing, tokens: tokens)
    return addExperts(experts, choice, addNorm(entry.size, entry.source), tokens: tokens)
  }

  /// The chosen experts side by side, and their weighted sum.
  private mutating func addExperts(
    _ experts: Experts, _ choice: Choice, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let block = sizes.model.block
    let outer = experts.latentSize > 0 ? experts.latentSize : sizes.model.hiddenSize
    let hidden = 4 * tokens * outer
    var entry = graph.view(source)
    if block.routing == .weighedInput {
      let repeated = graph.add(experts.used * hidden, entry)
      entry = graph.add(experts.used * hidden, repeated, choice.weights, reuses: true)
    }
    let active = addChosen(experts, entry, choice, tokens: tokens)
    var outputs = graph.add(experts.used * hidden, active, choice.numbers)
    if block.hasExpertBiases {
      outputs = graph.add(experts.used * hidden, outputs, choice.numbers, reuses: true)
    }
    if block.hasDenseBesideExperts {
      let scales = graph.add(4 * tokens * experts.count, WorkingGraph.none)
      let chosen = graph.add(4 * tokens * experts.used, scales, choice.numbers)
      outputs = graph.add(experts.used * hidden, outputs, chosen, reuses: true)
    }
    if block.routing != .weighedInput {
      outputs = graph.add(experts.used * hidden, outputs, choice.weights, reuses: true)
    }
    return addUp(outputs, count: experts.used, size: hidden)
  }

  /// Gate and up of the chosen experts.
  private mutating func addChosen(
    _ experts: Experts, _ entry: WorkingGraph.ResultID, _ choice: Choice, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let inner = 4 * tokens * experts.used * experts.feedForwardSize
    var results = [WorkingGraph.none, WorkingGraph.none]
    let ungated = sizes.model.block.hasUngatedFeedForward
    for index in 0..<(ungated ? 1 : 2) {
      results[index] = graph.add(inner, entry, choice.numbers)
      if sizes.model.block.hasExpertBiases {
        results[index] = graph.add(inner, results[index], choice.numbers, reuses: true)
      }
    }
    return graph.add(inner, results[0], results[1], reuses: ungated)
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
