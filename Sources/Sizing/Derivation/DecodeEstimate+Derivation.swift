extension DecodeEstimate {
  /// The steps from bytes and rates to tokens per second.
  package var derivation: Derivation {
    var steps = Derivation()
    let weights = steps.addWeightBytes(self)
    let cache = steps.addCacheBytes(self)
    var parts: [Int] = []
    if weightMilliseconds > 0 {
      steps.addRates(of: plan)
      parts += steps.addCardTimes(self, weights: weights, cache: cache)
    }
    if let processor {
      parts.append(steps.addHost(self, processor, [weights, cache]))
    }
    for (card, number) in plan.shownCards where card.rates.decodeFactor > 0 {
      parts.append(
        steps.input(
          .cardFactor, card.rates.decodeFactor, .fraction, .measuredDevice, card: number))
    }
    let disk = steps.addDisk(self)
    let isShort = hostRoom != .tight && disk != nil
    if isShort, let disk { parts.append(disk) }
    let time = steps.add(
      .tokenTime, milliseconds, .milliseconds, isShort ? .tokenTimeFromDisk : .tokenTime,
      .arithmetic, parts)
    let width = steps.input(.rateWidth, rangeWidth, .fraction, .rangeRule)
    let roof = steps.addRoof(self, [weights, cache])
    steps.add(
      .decodeRate, tokensPerSecond.mid, .tokensPerSecond, rateFormula, .arithmetic,
      [time, width, roof] + (disk.map { [$0] } ?? []) + steps.operands([.missingShare]))
    return steps
  }

  private var rateFormula: Formula {
    switch hostRoom {
    case .short: .decodeRateFromDisk
    case .tight: .decodeRateTight
    case .unstated, .ample, .none: .decodeRate
    }
  }
}

extension Plan {
  /// The cards whose rates a derivation shows: one without a number where all are alike.
  var shownCards: [(card: Card, number: Int?)] {
    let first = cards[0].card
    guard cards.contains(where: { $0.card != first }) else { return [(first, nil)] }
    var shown: [(card: Card, number: Int?)] = []
    for index in cards.indices { shown.append((cards[index].card, index)) }
    return shown
  }
}

extension Derivation {
  fileprivate mutating func addWeightBytes(_ estimate: DecodeEstimate) -> Int {
    let prepared = estimate.plan.prepared
    var parts = [input(.weightsOnCard, Double(prepared.cardBytes), .bytes, .quantizer)]
    if let experts = prepared.model.experts {
      parts.append(input(.expertBytes, Double(prepared.expertBytes), .bytes, .quantizer))
      parts.append(input(.expertsUsed, Double(experts.used), .count, .modelShape))
      parts.append(input(.expertCount, Double(experts.count), .count, .modelShape))
    }
    return add(
      .bytesReadPerToken, estimate.weightBytes, .bytes, .bytesReadPerToken, .arithmetic, parts)
  }

  fileprivate mutating func addCacheBytes(_ estimate: DecodeEstimate) -> Int {
    let plan = estimate.plan
    let model = plan.prepared.model
    let tokens = input(.cachedTokens, Double(estimate.cachedTokens), .tokens, .request)
    let layers = input(.layers, Double(model.layers), .count, .modelShape)
    let cell = input(
      .cacheBytesPerCell, Double(model.cacheBytesPerCell(plan.settings)), .bytes, .cacheLayout)
    return add(
      .cacheReadPerToken, estimate.cacheBytes, .bytes, .cacheReadPerToken, .cacheLayout,
      [tokens, layers, cell])
  }

  /// The rates of each kind of card.
  fileprivate mutating func addRates(of plan: Plan) {
    for (card, number) in plan.shownCards {
      guard let speed = card.backend.speed else { continue }
      addWeightRate(speed, card, number, plan.prepared.mix)
      addCacheRate(speed, card, number, plan)
    }
  }

  private mutating func addWeightRate(
    _ speed: SpeedConstants, _ card: Card, _ number: Int?, _ mix: QuantizationMix?
  ) {
    let constants = speed.decode
    let factor = constants.kernels.factor(of: mix)
    var parts = [
      input(
        .bandwidth, card.bandwidthGBPerSecond, .gigabytesPerSecond, .deviceRecord, card: number),
      input(.computeUnits, card.rates.computeUnits, .count, .deviceRecord, card: number),
      input(.boostClock, card.rates.clockGHz, .gigahertz, .deviceRecord, card: number),
      input(
        .weightEfficiency, constants.weightEfficiency, .fraction,
        speed.sourceOfDecode(.weightEfficiency), card: number),
    ]
    if card.rates.sharesMemory {
      parts.append(
        input(
          .sharedMemoryFactor, constants.sharedMemoryFactor, .fraction,
          speed.sourceOfDecode(.sharedMemoryFactor), card: number))
    }
    parts += [
      input(
        .kernelBytesPerClock, constants.kernelBytesPerClock, .bytesPerClock,
        speed.sourceOfDecode(.kernelBytesPerClock), card: number),
      input(.kernelFactor, factor, .fraction, speed.sourceOfDecode(mix), card: number),
    ]
    add(
      .weightRate, constants.weightRate(of: card, kernelFactor: factor), .gigabytesPerSecond,
      .weightRate,
      .arithmetic, card: number, parts)
  }

  private mutating func addCacheRate(
    _ speed: SpeedConstants, _ card: Card, _ number: Int?, _ plan: Plan
  ) {
    let constants = speed.decode
    let isFused = plan.settings.flashAttention
    let group = plan.prepared.model.speedQueriesPerKey
    let parts = [
      input(
        .cacheEfficiency,
        isFused ? constants.cacheEfficiency : constants.unfusedCacheEfficiency, .fraction,
        speed.sourceOfDecode(isFused ? .cacheEfficiency : .unfusedCacheEfficiency), card: number),
      input(.queriesPerKey, group, .count, .modelShape),
      input(
        .cacheBytesPerClock,
        isFused ? constants.cacheBytesPerClock : constants.unfusedCacheBytesPerClock,
        .bytesPerClock,
        speed.sourceOfDecode(isFused ? .cacheBytesPerClock : .unfusedCacheBytesPerClock),
        card: number),
    ]
    add(
      .cacheRate,
      constants.cacheRate(of: card, queriesPerKey: group, flashAttention: isFused),
      .gigabytesPerSecond, isFused ? .cacheRate : .unfusedCacheRate, .arithmetic, card: number,
      parts + operands([.bandwidth, .computeUnits, .boostClock], card: number))
  }

  /// What cards take, as sums over them.
  fileprivate mutating func addCardTimes(
    _ estimate: DecodeEstimate, weights: Int, cache: Int
  ) -> [Int] {
    let plan = estimate.plan
    let hasExperts = plan.prepared.model.experts != nil
    for (card, number) in plan.shownCards {
      guard let speed = card.backend.speed else { continue }
      if hasExperts {
        input(
          .expertReadFactor, speed.decode.expertReadFactor, .fraction,
          speed.sourceOfDecode(.expertReadFactor), card: number)
        input(
          .expertLayerFactor, speed.decode.expertLayerFactor, .fraction,
          speed.sourceOfDecode(.expertLayerFactor), card: number)
      }
      input(
        .layerTime, speed.decode.layerMicroseconds(plan.settings.flashAttention), .microseconds,
        speed.sourceOfDecode(
          plan.settings.flashAttention ? .layerMicroseconds : .unfusedLayerMicroseconds),
        card: number)
    }
    var parts = [
      add(
        .weightTime, estimate.weightMilliseconds, .milliseconds,
        hasExperts ? .weightTimeWithExperts : .weightTime, .arithmetic,
        [weights] + overCards([.weightRate, .expertReadFactor], plan)),
      add(
        .cacheTime, estimate.cacheMilliseconds, .milliseconds, .cacheTime, .arithmetic,
        [cache] + overCards([.cacheRate], plan)),
      add(
        .layersTime, estimate.layerMilliseconds, .milliseconds,
        hasExperts ? .layersTimeWithExperts : .layersTime, .arithmetic,
        operands([.layers]) + overCards([.layerTime, .boostClock, .expertLayerFactor], plan)),
    ]
    if estimate.hopMilliseconds > 0 {
      let count = input(.cardCount, Double(plan.cards.count), .count, .request)
      let hop = input(.hopTime, CommonSpeed.hopMilliseconds, .milliseconds, .fittedSpeed)
      parts.append(
        add(
          .hopsTime, estimate.hopMilliseconds, .milliseconds, .hopsTime, .arithmetic,
          [count, hop]))
    }
    return parts
  }

  /// The steps of these kinds for each card that is shown.
  func overCards(_ quantities: [Quantity], _ plan: Plan) -> [Int] {
    var indices: [Int] = []
    for (_, number) in plan.shownCards { indices += operands(quantities, card: number) }
    return indices
  }

  /// The time of reading the disk where host memory does not hold its weights, or just does.
  fileprivate mutating func addDisk(_ estimate: DecodeEstimate) -> Int? {
    guard estimate.hostRoom.readsDisk else { return nil }
    let (host, supply) = (estimate.plan.host, estimate.supply)
    let parts = [
      input(.hostMemory, Double(supply.memoryBytes), .bytes, .request),
      input(.hostReserve, Double(HostSupply.reservedBytes), .bytes, .reserveRule),
      input(.hostOthers, Double(host.need - host.weights), .bytes, .memoryPlanner),
      input(.hostWeights, Double(host.weights), .bytes, .quantizer),
    ]
    if case .short(let missing) = estimate.hostRoom {
      add(.missingShare, missing, .fraction, .missingShare, .arithmetic, parts)
    }
    let read = input(.hostRead, estimate.hostBytes, .bytes, .quantizer)
    let rate = input(.diskRate, supply.diskGBPerSecond, .gigabytesPerSecond, .diskRecord)
    return add(
      .diskTime, estimate.diskMilliseconds, .milliseconds, .diskTime, .arithmetic, [read, rate])
  }

  /// The rate that no range passes; with a disk at least the missing share is read from it.
  fileprivate mutating func addRoof(_ estimate: DecodeEstimate, _ read: [Int]) -> Int {
    let missing = operands([.missingShare])
    let rates = overCards([.bandwidth], estimate.plan) + operands([.hostBandwidth])
    guard !missing.isEmpty else {
      return add(
        .roof, estimate.roof, .tokensPerSecond, .decodeRoof, .arithmetic, read + rates)
    }
    return add(
      .roof, estimate.roof, .tokensPerSecond, .decodeRoofFromDisk, .arithmetic,
      read + rates + missing + operands([.diskTime]))
  }

  fileprivate mutating func addHost(
    _ estimate: DecodeEstimate, _ processor: Processor, _ read: [Int]
  ) -> Int {
    let parts = [
      input(
        .hostBandwidth, processor.bandwidthGBPerSecond, .gigabytesPerSecond, .processorRecord),
      input(.fastCores, processor.fastCores, .count, .processorRecord),
      input(.hostEfficiency, CommonSpeed.processorEfficiency, .fraction, .fittedSpeed),
      input(.coreRate, CommonSpeed.coreGBPerSecond, .gigabytesPerSecond, .fittedSpeed),
      input(
        .hostExpertEfficiency, CommonSpeed.hostExpertEfficiency, .fraction, .fittedSpeed),
    ]
    return add(
      .hostTime, estimate.processorMilliseconds, .milliseconds, .hostTime, .arithmetic,
      read + parts)
  }
}
