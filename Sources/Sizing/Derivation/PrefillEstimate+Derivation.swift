extension PrefillEstimate {
  /// The steps from operations and rates to tokens of the prompt per second.
  package var derivation: Derivation {
    var steps = Derivation()
    let tokens = steps.input(.promptTokens, Double(promptTokens), .tokens, .request)
    let micro = steps.input(.microBatch, Double(plan.settings.microBatch), .tokens, .request)
    steps.add(.chunks, chunks, .count, .chunks, .arithmetic, [tokens, micro])
    let operations = steps.addOperations(self, tokens)
    for (card, number) in plan.shownCards { steps.addRates(of: card, number, plan) }
    var parts = steps.addTimes(self, operations)
    if pipelineShare < 1 {
      let count = steps.input(.cardCount, Double(plan.cards.count), .count, .request)
      parts.append(
        steps.add(
          .pipelineShare, pipelineShare, .fraction, .pipelineShare, .fittedSpeed,
          [count] + steps.operands([.chunks])))
    }
    for (card, number) in plan.shownCards where card.rates.prefillFactor > 0 {
      parts.append(
        steps.input(
          .prefillFactor, card.rates.prefillFactor, .fraction, .measuredDevice, card: number))
    }
    let time = steps.add(
      .prefillTime, seconds * 1e3, .milliseconds, .prefillTime, .arithmetic, parts)
    let unpacking = steps.addUnpacking(self)
    let width = steps.input(.prefillWidth, rangeWidth, .fraction, .rangeRule)
    let count = steps.input(.cardCount, Double(plan.cards.count), .count, .request)
    let top = steps.add(
      .prefillRoof, roof, .tokensPerSecond, .prefillRoof, .arithmetic,
      [tokens, count] + steps.operands([.activeLayerParameters])
        + steps.overCards([.matrixRate], plan))
    steps.add(
      .prefillRate, tokensPerSecond.mid, .tokensPerSecond,
      unpacking.isEmpty ? .prefillRate : .prefillRateWithPackedCache, .arithmetic,
      [tokens, time, width, top] + unpacking)
    return steps
  }
}

extension Derivation {
  /// What unpacking the cache may take besides.
  fileprivate mutating func addUnpacking(_ estimate: PrefillEstimate) -> [Int] {
    guard estimate.unpackingSeconds > 0 else { return [] }
    addSlowestPackedCache(estimate.plan)
    return [
      add(
        .unpackingTime, estimate.unpackingSeconds * 1e3, .milliseconds, .prefillUnpackingTime,
        .arithmetic,
        operands([.attentionTime, .pipelineShare])
          + overCards([.slowestPackedCache, .prefillFactor], estimate.plan))
    ]
  }

  fileprivate mutating func addOperations(_ estimate: PrefillEstimate, _ tokens: Int) -> Int {
    let prepared = estimate.plan.prepared
    var parts = [
      input(
        .activeLayerParameters, prepared.activeLayerParameters, .count, .modelShape), tokens,
    ]
    if let experts = prepared.model.experts {
      parts.append(input(.expertsUsed, Double(experts.used), .count, .modelShape))
      parts.append(input(.expertCount, Double(experts.count), .count, .modelShape))
      for (card, number) in estimate.plan.shownCards {
        guard let speed = card.speed else { continue }
        parts.append(
          input(
            .expertTileTokens, speed.prefill.expertTileTokens, .tokens,
            speed.sourceOfPrefill(.expertTileTokens), card: number))
      }
    }
    return add(
      .operations, estimate.operations / 1e12, .teraoperations,
      prepared.model.experts == nil ? .operations : .operationsWithExperts, .arithmetic, parts)
  }

  /// Adds the rate at which the matrix units of a card multiply weights of a mix.
  mutating func addComputeRate(
    _ speed: SpeedConstants, _ card: Card, _ number: Int?, _ mix: QuantizationMix?
  ) {
    let constants = speed.prefill
    var parts = [
      input(.matrixRate, card.rates.matrixTeraflops, .teraflops, card.rateSource, card: number),
      input(
        .matrixUtilisation, constants.matrixUtilisation, .fraction,
        speed.sourceOfPrefill(.matrixUtilisation), card: number),
      input(
        .matrixFactor, constants.kernels.factor(of: mix), .fraction, speed.sourceOfPrefill(mix),
        card: number),
    ]
    var term = card.rates.boardWatts > 0 ? Formula.computeRate : .computeRateWithoutPower
    if constants.warpShare(of: card) < 1 {
      let share = addWarpShare(speed, card, number)
      if !KernelFactors.isUnpacked(mix) {
        parts.append(share)
        term = .computeRateOfOneWarp
      }
    }
    if card.rates.boardWatts > 0 {
      parts += [
        input(.boardPower, card.rates.boardWatts, .watts, .deviceRecord, card: number),
        input(
          .powerEfficiency, constants.teraflopsPerWatt, .teraflopsPerWatt,
          speed.sourceOfPrefill(.teraflopsPerWatt), card: number),
      ]
    }
    add(
      .computeRate, constants.computeRate(of: card, mix), .teraflops, term, .arithmetic,
      card: number, parts)
  }

  /// Adds the share of a card's matrix rate that instructions of one warp reach, and returns its index.
  private mutating func addWarpShare(
    _ speed: SpeedConstants, _ card: Card, _ number: Int?
  ) -> Int {
    let constants = speed.prefill
    guard card.hopperTeraflops != nil else {
      return input(
        .singleWarpShare, constants.singleWarpShare, .fraction,
        speed.sourceOfPrefill(.singleWarpShare), card: number)
    }
    let parts = [
      input(
        .hopperWarpShare, constants.singleWarpShare, .fraction, .borrowedSpeed, card: number),
      input(
        .hopperOperations, CommonSpeed.hopperOperationsPerClock, .count, .borrowedSpeed,
        card: number),
      input(.computeUnits, card.rates.computeUnits, .count, .deviceRecord, card: number),
      input(.boostClock, card.rates.clockGHz, .gigahertz, card.rateSource, card: number),
      input(.matrixRate, card.rates.matrixTeraflops, .teraflops, card.rateSource, card: number),
    ]
    return add(
      .singleWarpShare, constants.warpShare(of: card), .fraction, .warpShareBeyondHopper,
      .arithmetic, card: number, parts)
  }

  fileprivate mutating func addRates(of card: Card, _ number: Int?, _ plan: Plan) {
    guard let speed = card.speed else { return }
    let constants = speed.prefill
    addComputeRate(speed, card, number, plan.prepared.mix)
    input(
      .bandwidth, card.bandwidthGBPerSecond, .gigabytesPerSecond, .deviceRecord, card: number)
    input(.boostClock, card.rates.clockGHz, .gigahertz, card.rateSource, card: number)
    input(
      .weightEfficiency, constants.weightEfficiency, .fraction,
      speed.sourceOfPrefill(.weightEfficiency), card: number)
    let isFused = plan.settings.flashAttention
    input(
      .attentionUtilisation,
      isFused ? constants.attentionUtilisation : constants.unfusedAttentionUtilisation,
      .fraction,
      speed.sourceOfPrefill(isFused ? .attentionUtilisation : .unfusedAttentionUtilisation),
      card: number)
    input(
      .layerTime, constants.layerMicroseconds, .microseconds,
      speed.sourceOfPrefill(.layerMicroseconds), card: number)
    guard plan.prepared.model.experts != nil else { return }
    input(
      .expertLayerFactor, constants.expertLayerFactor, .fraction,
      speed.sourceOfPrefill(.expertLayerFactor), card: number)
  }

  fileprivate mutating func addTimes(
    _ estimate: PrefillEstimate, _ operations: Int
  ) -> [Int] {
    let plan = estimate.plan
    let bytes = input(.prefillBytes, estimate.weightBytes, .bytes, .quantizer)
    let attention = add(
      .attentionOperations, estimate.attentionOperations / 1e12, .teraoperations,
      .attentionOperations, .arithmetic, operands([.promptTokens]))
    let isOneWarps = plan.shownCards.contains { card, _ in
      (card.speed?.prefill.warpShare(of: card) ?? 1) < 1
    }
    let attentionParts: [Quantity] = [.attentionUtilisation, .matrixRate]
    let layers = input(.layers, Double(plan.prepared.model.layers), .count, .modelShape)
    return [
      add(
        .computeTime, estimate.computeSeconds * 1e3, .milliseconds, .computeTime, .arithmetic,
        [operations] + overCards([.computeRate], plan)),
      add(
        .prefillReadTime, estimate.readSeconds * 1e3, .milliseconds, .prefillReadTime,
        .arithmetic, [bytes] + overCards([.weightEfficiency, .bandwidth], plan)),
      add(
        .attentionTime, estimate.attentionSeconds * 1e3, .milliseconds,
        isOneWarps ? .attentionTimeOfOneWarp : .attentionTime, .arithmetic,
        [attention]
          + overCards(attentionParts + (isOneWarps ? [.singleWarpShare] : []), plan)),
      add(
        .prefillLayersTime, estimate.layerSeconds * 1e3, .milliseconds,
        plan.prepared.model.experts == nil ? .prefillLayersTime : .prefillLayersTimeWithExperts,
        .arithmetic,
        operands([.chunks]) + [layers]
          + overCards([.layerTime, .boostClock, .expertLayerFactor], plan)),
    ]
  }
}
