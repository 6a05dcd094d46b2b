extension PassGraph {
  /// Adds the feed-forward part of a layer and returns its result.
  mutating func addFeedForward(
    _ layer: Int, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let model = sizes.model
    guard let experts = model.experts(inLayer: layer) else {
      return addDense(model.feedForwardSize(inLayer: layer), source, tokens: tokens)
    }
    let routed = addRouted(experts, source, tokens: tokens)
    guard experts.sharedFeedForwardSize > 0 else { return routed }
    let hidden = 4 * tokens * model.hiddenSize
    var shared = addDense(experts.sharedFeedForwardSize, source, tokens: tokens)
    if model.block.hasSharedExpertGate {
      let score = graph.add(4 * tokens, weight(model.hiddenSize), source, rows: tokens)
      let gate = graph.add(4 * tokens, score, reuses: true)
      shared = graph.add(hidden, shared, gate, reuses: true)
    }
    return graph.add(hidden, routed, shared, reuses: true)
  }

  /// The routed experts, with the projections to the width they work in and back.
  private mutating func addRouted(
    _ experts: Experts, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let choice = addRouter(experts, source, tokens: tokens)
    guard experts.latentSize > 0 else {
      return addExperts(experts, choice, source, tokens: tokens)
    }
    let entry = product(.expertEntry, experts.latentSize, source, tokens: tokens)
    let result = addExperts(experts, choice, entry, tokens: tokens)
    return product(.expertExit, sizes.model.hiddenSize, result, tokens: tokens)
  }

  /// Experts and a dense part beside them, each between norms of its own.
  mutating func addDenseBesideExperts(
    _ experts: Experts, _ stream: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let width = sizes.model.hiddenSize
    let hidden = 4 * tokens * width
    let scaled = graph.add(hidden, graph.add(hidden, stream, reuses: true), reuses: true)
    let choosing = graph.add(hidden, scaled, weight(width), reuses: true, rows: tokens)
    let choice = addRouter(experts, choosing, tokens: tokens)
    let entry = addNorm(hidden, stream, width: width)
    let routed = addExperts(experts, choice, entry, tokens: tokens)
    let dense = addDense(
      sizes.model.feedForwardSize, addNorm(hidden, stream, width: width), tokens: tokens)
    let normedDense = addNorm(hidden, dense, width: width)
    return graph.add(hidden, normedDense, addNorm(hidden, routed, width: width), reuses: true)
  }

  /// Gate, up and down, or what there is of it.
  mutating func addDense(
    _ width: Int64, _ source: WorkingGraph.ResultID, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let block = sizes.model.block
    let inner = 4 * tokens * width
    let active: WorkingGraph.ResultID
    if block.hasUngatedFeedForward {
      var up = product(.feedForwardUp, width, source, tokens: tokens)
      if block.hasFeedForwardBias { up = biased(up, width, tokens: tokens) }
      active = graph.add(inner, up, reuses: true)
    } else if block.fusesGateUp {
      active = graph.add(inner, product(.feedForwardUp, 2 * width, source, tokens: tokens))
    } else {
      var gate = product(.feedForwardGate, width, source, tokens: tokens)
      if block.hasFeedForwardBias { gate = biased(gate, width, tokens: tokens) }
      var up = product(.feedForwardUp, width, source, tokens: tokens)
      if block.hasFeedForwardBias { up = biased(up, width, tokens: tokens) }
      active = graph.add(inner, gate, up)
    }
    let output = product(.feedForwardDown, sizes.model.hiddenSize, active, tokens: tokens)
    guard block.hasFeedForwardBias else { return output }
    return biased(output, sizes.model.hiddenSize, tokens: tokens)
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
    let router = weight(sizes.model.hiddenSize * experts.count)
    var logits = graph.add(scores, router, source, rows: tokens)
    if block.hasRouterBias { logits = biased(logits, experts.count, tokens: tokens) }
    var probabilities = logits
    if block.routing != .softmaxOfChosen {
      probabilities = graph.add(scores, logits, reuses: true)
    }
    if block.rootsExpertScores { probabilities = graph.add(scores, probabilities, reuses: true) }
    let numbers = addNumbers(experts, logits, probabilities, tokens: tokens)
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
      var shares = graph.view(graph.add(chosen, flat, sum, reuses: true))
      if block.scalesExpertWeights { shares = graph.add(chosen, shares) }
      return Choice(numbers: numbers, weights: shares)
    }
  }

  /// The numbers of the chosen experts: those with the best scores, or those of a table.
  private mutating func addNumbers(
    _ experts: Experts, _ logits: WorkingGraph.ResultID, _ probabilities: WorkingGraph.ResultID,
    tokens: Int64
  ) -> WorkingGraph.ResultID {
    if site.layer < experts.hashedLayers {
      return graph.add(4 * tokens * experts.used, matrix(.expertTable), inputs.tokenNumbers)
    }
    let block = sizes.model.block
    let scores = 4 * tokens * experts.count
    var ranked = block.routing == .weighedInput ? logits : probabilities
    if block.hasExpertSelectionBias {
      ranked = graph.add(scores, probabilities, weight(experts.count), rows: tokens)
    }
    let order = graph.add(scores, ranked)
    // A copy reaches from the first row's numbers to the last's.
    return graph.view(order, size: 4 * ((tokens - 1) * experts.count + experts.used))
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
    var outputs = graph.add(
      experts.used * hidden, matrix(.expertDown), active, choice.numbers, rows: tokens)
    if block.hasExpertBiases {
      outputs = graph.add(
        experts.used * hidden, outputs, expertWeight(outer * experts.count), choice.numbers,
        reuses: true, rows: tokens * experts.used)
    }
    if block.hasDenseBesideExperts {
      // Read in another shape, in which llama.cpp does not take it for a weight.
      let factors = graph.store(4 * experts.count, home: site.expertHome, isWeight: false)
      let scales = graph.add(4 * tokens * experts.count, factors)
      let chosen = graph.add(4 * tokens * experts.used, scales, choice.numbers)
      outputs = graph.add(experts.used * hidden, outputs, chosen, reuses: true)
    }
    if block.routing != .weighedInput {
      outputs = graph.add(experts.used * hidden, outputs, choice.weights, reuses: true)
    }
    let sum = addUp(outputs, count: experts.used, size: hidden, width: outer)
    fetchAhead(from: site.layer + 1)
    return sum
  }

  /// Gate and up of the chosen experts.
  private mutating func addChosen(
    _ experts: Experts, _ entry: WorkingGraph.ResultID, _ choice: Choice, tokens: Int64
  ) -> WorkingGraph.ResultID {
    let inner = 4 * tokens * experts.used * experts.feedForwardSize
    if sizes.model.block.hasUngatedFeedForward {
      let up = graph.add(inner, matrix(.expertUp), entry, choice.numbers, rows: tokens)
      return graph.add(inner, up, reuses: true)
    }
    let gate = addChosen(.expertGate, experts, entry, choice, tokens: tokens)
    let up = addChosen(.expertUp, experts, entry, choice, tokens: tokens)
    return graph.add(inner, gate, up)
  }

  private mutating func addChosen(
    _ role: TensorRole, _ experts: Experts, _ entry: WorkingGraph.ResultID, _ choice: Choice,
    tokens: Int64
  ) -> WorkingGraph.ResultID {
    let inner = 4 * tokens * experts.used * experts.feedForwardSize
    let result = graph.add(inner, matrix(role), entry, choice.numbers, rows: tokens)
    guard sizes.model.block.hasExpertBiases else { return result }
    return graph.add(
      inner, result, expertWeight(experts.feedForwardSize * experts.count), choice.numbers,
      reuses: true, rows: tokens * experts.used)
  }

  /// A weight of so many 32-bit elements that stays with the experts, as an operand.
  private mutating func expertWeight(_ elements: Int64) -> WorkingGraph.ResultID {
    graph.store(4 * elements, home: site.expertHome, isWeight: true)
  }

  /// The sum of results that lie side by side, one after the other.
  private mutating func addUp(
    _ results: WorkingGraph.ResultID, count: Int64, size: Int64, width: Int64
  ) -> WorkingGraph.ResultID {
    // A copy reaches from the first row of one to its last.
    let span = count * size - 4 * (count - 1) * width
    let first = graph.view(results, size: span)
    for _ in 1..<max(count, 1) { _ = graph.view(results, size: span) }
    var sum = first
    for index in 1..<max(Int(count), 1) {
      sum = graph.add(size, sum, first + index, reuses: index > 1)
    }
    return count > 1 ? sum : graph.add(size, sum)
  }
}
