extension Plan {
  /// The steps from bytes and rates to tokens per second of all streams, by an estimate of this plan.
  package func derivation(of estimate: StreamsEstimate) -> Derivation {
    var steps = Derivation()
    let streams = steps.input(.slots, Double(estimate.streams), .count, .request)
    steps.input(.cachedTokens, Double(estimate.cachedTokens), .tokens, .request)
    steps.addTouchedShare(self, estimate)
    for (card, number) in shownCards { steps.addStreamRates(of: card, number, self) }
    var parts: [Int] = []
    var read: [Int] = []
    for times in estimate.steps {
      let (time, bytes) = steps.addStep(times, of: self)
      parts.append(time)
      read += bytes
    }
    if estimate.hopMilliseconds > 0 {
      parts.append(steps.addHops(estimate.hopMilliseconds, over: estimate.steps.count))
    }
    let time = steps.add(
      .stepTime, estimate.milliseconds, .milliseconds, .stepTime, .arithmetic, parts)
    let unpacking = steps.addUnpacking(estimate, of: self)
    let width = steps.input(.rateWidth, estimate.rangeWidth, .fraction, .rangeRule)
    let roof = steps.add(
      .roof, estimate.roof, .tokensPerSecond,
      prepared.model.experts == nil ? .streamsRoof : .streamsRoofWithExperts, .arithmetic,
      [streams] + read + steps.overCards([.bandwidth], shownCards))
    let rate = steps.add(
      .streamsRate, estimate.tokensPerSecond.mid, .tokensPerSecond,
      unpacking.isEmpty ? .streamsRate : .streamsRateWithPackedCache, .arithmetic,
      [streams, time, width, roof] + unpacking)
    steps.add(
      .eachRate, estimate.each.mid, .tokensPerSecond, .eachRate, .arithmetic, [rate, streams])
    return steps
  }
}

extension Derivation {
  /// The experts that all streams use between them, of a model that has some.
  fileprivate mutating func addTouchedShare(_ plan: Plan, _ estimate: StreamsEstimate) {
    guard let experts = plan.prepared.model.experts else { return }
    let parts = [
      input(.expertsUsed, Double(experts.used), .count, .modelShape),
      input(.expertCount, Double(experts.count), .count, .modelShape),
      input(.chosenExperts, CommonSpeed.chosenExperts, .fraction, .fittedSpeed),
    ]
    let share = estimate.steps.first?.step.touchedShare ?? 0
    add(
      .touchedShare, share, .fraction, .touchedShare, .arithmetic, operands([.slots]) + parts)
  }

  /// The rates of a kind of card: of its memory, of both kinds of kernels, and of the cache.
  fileprivate mutating func addStreamRates(of card: Card, _ number: Int?, _ plan: Plan) {
    guard let speed = card.speed else { return }
    let (model, mix) = (plan.prepared.model, plan.prepared.mix)
    let isFused = plan.settings.flashAttention
    let sources = speed.decodeSources(of: mix)
    _ = addWeightConstants(sources, card, number)
    add(
      .memoryRate, speed.decode.memoryRate(of: card), .gigabytesPerSecond, .memoryRate,
      .arithmetic, card: number,
      operands([.weightEfficiency, .sharedMemoryFactor, .bandwidth], card: number))
    add(
      .kernelRate, speed.decode.kernelRate(of: card, kernelFactor: sources.kernelFactor),
      .gigabytesPerSecond, .kernelRate, .arithmetic, card: number,
      operands([.kernelBytesPerClock, .kernelFactor, .computeUnits, .boostClock], card: number))
    input(.batchGrowth, CommonSpeed.batchGrowth, .fraction, .fittedSpeed)
    input(.batchWeightsPerClock, CommonSpeed.batchWeightsPerClock, .count, .fittedSpeed)
    if let bound = speed.vectorStreams, !KernelFactors.isUnpacked(mix) {
      input(.vectorStreams, Double(bound), .count, .kernelChoice, card: number)
    }
    addComputeRate(speed, card, number, mix)
    addCacheRate(
      sources, card, number, queriesPerKey: model.speedQueriesPerKey, flashAttention: isFused)
    addLayerConstants(
      sources, number, hasExperts: model.experts != nil, flashAttention: isFused)
    if card.rates.decodeFactor > 0 {
      input(.cardFactor, card.rates.decodeFactor, .fraction, .measuredDevice, card: number)
    }
  }

  /// What unpacking the caches of all streams may take besides.
  fileprivate mutating func addUnpacking(_ estimate: StreamsEstimate, of plan: Plan) -> [Int] {
    guard estimate.unpackingMilliseconds > 0 else { return [] }
    addSlowestPackedCache(plan)
    var times: [Int] = []
    for index in terms.indices where terms[index].quantity == .streamsCacheTime {
      times.append(index)
    }
    return [
      add(
        .unpackingTime, estimate.unpackingMilliseconds, .milliseconds, .streamsUnpackingTime,
        .arithmetic, times + overCards([.slowestPackedCache, .cardFactor], plan))
    ]
  }

  /// What a step takes on a card, and what is read for it: weights, and the cache of a stream.
  fileprivate mutating func addStep(
    _ times: StreamTimes, of plan: Plan
  ) -> (time: Int, read: [Int]) {
    let number = plan.cards.count == 1 ? nil : times.card
    let kind = plan.shownCards[0].number == nil ? nil : times.card
    let hasExperts = plan.prepared.model.experts != nil
    let weights = addWeights(of: times.step, hasExperts: hasExperts, number)
    let cache = input(
      .cacheReadPerToken, times.step.cacheBytes, .bytes, .cacheLayout, card: number)
    let read =
      plan.settings.packsCache
      ? add(
        .packedCacheRead, times.step.cacheReadBytes, .bytes, .packedCacheRead, .assumedSpeed,
        card: number, [cache]) : cache
    let layers = input(.layersOnCard, times.step.layers, .count, .layerSplit, card: number)
    let parts = [
      addWeightTime(times, weights, hasExperts: hasExperts, number, kind: kind),
      add(
        .streamsCacheTime, times.cache, .milliseconds, .streamsCacheTime, .arithmetic,
        card: number, operands([.slots]) + [read] + operands([.cacheRate], card: kind)),
      add(
        .layersTime, times.layers, .milliseconds,
        hasExperts ? .layersTimeOnCardWithExperts : .layersTimeOnCard, .arithmetic, card: number,
        [layers] + operands([.layerTime, .boostClock, .expertLayerFactor], card: kind)),
    ]
    let factor = operands([.cardFactor], card: kind)
    let time = add(
      .stepOnCard, times.total, .milliseconds,
      factor.isEmpty ? .stepOnCard : .stepOnMeasuredCard, .arithmetic, card: number,
      parts + factor)
    return (time, weights + operands([.expertsUsed, .expertCount]) + [cache])
  }

  /// The weights on a card: outside of experts, and those of experts whether in use or not.
  private mutating func addWeights(
    of step: StreamStep, hasExperts: Bool, _ number: Int?
  ) -> [Int] {
    var parts = [input(.stepDenseBytes, step.denseBytes, .bytes, .quantizer, card: number)]
    input(.stepDenseParameters, step.denseParameters, .count, .modelShape, card: number)
    guard hasExperts else { return parts }
    parts.append(input(.stepExpertBytes, step.expertBytes, .bytes, .quantizer, card: number))
    input(.stepExpertParameters, step.expertParameters, .count, .modelShape, card: number)
    return parts
  }

  /// The time of the weights of a step: memory beside the products by the kernels that are taken.
  private mutating func addWeightTime(
    _ times: StreamTimes, _ weights: [Int], hasExperts: Bool, _ number: Int?, kind: Int?
  ) -> Int {
    let touched = operands([.touchedShare]) + operands([.expertReadFactor], card: kind)
    let used = operands([.expertsUsed, .expertCount])
    let memory = add(
      .stepMemoryTime, times.memory, .milliseconds,
      hasExperts ? .stepMemoryTimeWithExperts : .stepMemoryTime, .arithmetic, card: number,
      weights + touched + operands([.memoryRate], card: kind))
    let vectors = add(
      .vectorTime, times.vectors, .milliseconds,
      hasExperts ? .vectorTimeWithExperts : .vectorTime, .arithmetic, card: number,
      weights + touched + used + operands([.slots, .batchGrowth])
        + operands([.kernelRate], card: kind))
    let matrices = add(
      .matrixTime, times.matrices, .milliseconds,
      hasExperts ? .matrixTimeWithExperts : .matrixTime, .arithmetic, card: number,
      operands([.stepDenseParameters, .stepExpertParameters], card: number)
        + operands([.touchedShare]) + used + operands([.slots, .batchWeightsPerClock])
        + operands([.computeUnits, .boostClock, .computeRate], card: kind))
    let bound = operands([.slots]) + operands([.vectorStreams], card: kind)
    let product =
      switch times.kernels {
      case .vectors:
        add(
          .productTime, times.product, .milliseconds, .productByVectors, .kernelChoice,
          card: number, [vectors] + bound)
      case .matrices:
        add(
          .productTime, times.product, .milliseconds, .productByMatrices, .kernelChoice,
          card: number, [matrices] + bound)
      case .faster:
        add(
          .productTime, times.product, .milliseconds, .fasterProduct, .arithmetic, card: number,
          [vectors, matrices])
      case .fasterOfUnpacked:
        add(
          .productTime, times.product, .milliseconds, .fasterUnpackedProduct, .arithmetic,
          card: number, [vectors, matrices])
      }
    return add(
      .streamsWeightTime, times.weights, .milliseconds, .streamsWeightTime, .arithmetic,
      card: number, [memory, product])
  }
}
