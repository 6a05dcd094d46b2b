extension RuntimePlan {
  /// The steps from bytes and rates to tokens per second, by an estimate of this plan.
  package func derivation(of estimate: RuntimeDecodeEstimate) -> Derivation {
    var steps = Derivation()
    let shown = cards.map { $0.card }.shown
    let count = steps.input(.cardCount, Double(cards.count), .count, .request)
    let weights = steps.addRuntimeWeights(estimate, of: self)
    let cache = steps.addRuntimeCache(estimate, of: self)
    for (card, number) in shown { steps.addRuntimeRates(of: card, number, self) }
    var parts = steps.addRuntimeTimes(estimate, of: self, [count] + weights, [count, cache])
    if estimate.reduceMilliseconds > 0 {
      parts.append(steps.addReduce(estimate, of: self, count))
    }
    parts.append(
      steps.input(.schedulerTime, estimate.hostMilliseconds, .milliseconds, .speedOfVLLM))
    let time = steps.add(
      .tokenTime, estimate.milliseconds, .milliseconds, .runtimeTokenTime, .arithmetic, parts)
    let width = steps.input(.rateWidth, estimate.rangeWidth, .fraction, .rangeRule)
    let roof = steps.add(
      .roof, estimate.roof, .tokensPerSecond, .runtimeRoof, .arithmetic,
      steps.operands([.bytesReadPerToken]) + [cache, count] + steps.overCards([.bandwidth], shown))
    steps.add(
      .decodeRate, estimate.tokensPerSecond.mid, .tokensPerSecond, .decodeRate, .arithmetic,
      [time, width, roof])
    return steps
  }
}

extension Derivation {
  /// The weights that are read for a token, and which of them are experts'.
  fileprivate mutating func addRuntimeWeights(
    _ estimate: RuntimeDecodeEstimate, of plan: RuntimePlan
  ) -> [Int] {
    var parts = [
      input(.bytesReadPerToken, estimate.weightBytes, .bytes, .checkpointTensors)
    ]
    if plan.checkpoint.model.experts != nil {
      parts.append(
        input(.expertsReadPerToken, estimate.expertBytes, .bytes, .checkpointTensors))
    }
    return parts
  }

  fileprivate mutating func addRuntimeCache(
    _ estimate: RuntimeDecodeEstimate, of plan: RuntimePlan
  ) -> Int {
    let tokens = input(.cachedTokens, Double(estimate.cachedTokens), .tokens, .request)
    let layers = input(.layers, Double(plan.checkpoint.model.layers), .count, .modelShape)
    return add(
      .cacheReadPerToken, estimate.cacheBytes, .bytes, .runtimeCacheRead, .countedShapes,
      [tokens, layers])
  }

  /// The rates of a kind of card under vLLM, and what its layers take.
  fileprivate mutating func addRuntimeRates(
    of card: Card, _ number: Int?, _ plan: RuntimePlan
  ) {
    let (model, format) = (plan.checkpoint.model, plan.checkpoint.format)
    let sources = VLLMSpeed.decodeSources(of: format)
    addWeightRate(sources, card, number)
    addCacheRate(
      sources, card, number, queriesPerKey: model.speedQueriesPerKey, flashAttention: true)
    addLayerConstants(
      sources, number, hasExperts: model.experts != nil, flashAttention: true)
    let unpacking = VLLMSpeed.unpackMicroseconds(format)
    if unpacking > 0 { input(.unpackTime, unpacking, .microseconds, .speedOfVLLM) }
  }

  /// What the slowest card takes for its part of weights, cache and layers.
  fileprivate mutating func addRuntimeTimes(
    _ estimate: RuntimeDecodeEstimate, of plan: RuntimePlan, _ weights: [Int], _ cache: [Int]
  ) -> [Int] {
    let shown = plan.cards.map { $0.card }.shown
    let hasExperts = plan.checkpoint.model.experts != nil
    return [
      add(
        .weightTime, estimate.weightMilliseconds, .milliseconds,
        hasExperts ? .runtimeWeightTimeWithExperts : .runtimeWeightTime, .arithmetic,
        weights + overCards([.weightRate, .expertReadFactor], shown)),
      add(
        .cacheTime, estimate.cacheMilliseconds, .milliseconds, .runtimeCacheTime, .arithmetic,
        cache + overCards([.cacheRate], shown)),
      add(
        .layersTime, estimate.layerMilliseconds, .milliseconds,
        hasExperts ? .runtimeLayersTimeWithExperts : .runtimeLayersTime, .arithmetic,
        operands([.layers, .unpackTime])
          + overCards([.layerTime, .boostClock, .expertLayerFactor], shown)),
    ]
  }

  /// What adding up results over the cards takes.
  fileprivate mutating func addReduce(
    _ estimate: RuntimeDecodeEstimate, of plan: RuntimePlan, _ count: Int
  ) -> Int {
    let link = plan.reduceLink
    let parts = [
      input(.hiddenSize, Double(plan.checkpoint.model.hiddenSize), .elements, .modelShape),
      input(.reduceWait, link.microseconds, .microseconds, .fittedSpeed),
      input(.reduceRate, link.gigabytesPerSecond, .gigabytesPerSecond, .assumedSpeed),
    ]
    return add(
      .reduceTime, estimate.reduceMilliseconds, .milliseconds, .reduceTime, .arithmetic,
      operands([.layers]) + [count] + parts)
  }
}

extension VLLMSpeed {
  /// The constants of decode for checkpoints of a format.
  static func decodeSources(of format: CheckpointFormat) -> DecodeSources {
    DecodeSources(
      constants: decode, kernelFactor: decode.kernels.factor(of: format),
      kernelSource: decode.origins.source(ofCheckpoint: format) ?? .speedOfVLLM,
      fitted: .speedOfVLLM)
  }
}
