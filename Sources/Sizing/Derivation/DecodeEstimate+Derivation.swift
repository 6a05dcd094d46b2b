extension DecodeEstimate {
  /// The steps from bytes and rates to tokens per second.
  package var derivation: Derivation {
    var steps = Derivation()
    let weights = steps.addWeightBytes(self)
    let cache = steps.addCacheBytes(self)
    var parts: [Int] = []
    if weightMilliseconds > 0 {
      steps.addRates(of: plan)
      parts += steps.addCardTimes(self, weights: weights, cache: steps.addPackedCache(self, cache))
    }
    if let processor { parts.append(steps.addHost(self, processor)) }
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
    let unpacking = steps.addUnpacking(self)
    let width = steps.input(.rateWidth, rangeWidth, .fraction, .rangeRule)
    let roof = steps.addRoof(self, [weights, cache])
    steps.add(
      .decodeRate, tokensPerSecond.mid, .tokensPerSecond, rateFormula, .arithmetic,
      [time, width, roof] + unpacking + (disk.map { [$0] } ?? [])
        + steps.operands([.missingShare]))
    return steps
  }

  private var rateFormula: Formula {
    switch hostRoom {
    case .short: .decodeRateFromDisk
    case .tight: .decodeRateTight
    case .unstated, .ample, .none:
      if unpackingMilliseconds > 0 {
        .decodeRateWithPackedCache
      } else if plan.placement.hostLayers > 0, weightMilliseconds > 0 {
        .decodeRateBesideCards
      } else {
        .decodeRate
      }
    }
  }
}

extension Plan {
  /// The cards whose rates a derivation shows: one without a number where all are alike.
  var shownCards: [(card: Card, number: Int?)] { cards.map { $0.card }.shown }
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

  /// The cache as its reading is reckoned: as if of 16 bits where it is packed.
  fileprivate mutating func addPackedCache(_ estimate: DecodeEstimate, _ cache: Int) -> Int {
    guard estimate.plan.settings.packsCache else { return cache }
    return add(
      .packedCacheRead, estimate.cacheReadBytes, .bytes, .packedCacheRead, .assumedSpeed, [cache])
  }

  /// What unpacking the cache may take besides.
  fileprivate mutating func addUnpacking(_ estimate: DecodeEstimate) -> [Int] {
    guard estimate.unpackingMilliseconds > 0 else { return [] }
    addSlowestPackedCache(estimate.plan)
    return [
      add(
        .unpackingTime, estimate.unpackingMilliseconds, .milliseconds, .unpackingTime,
        .arithmetic,
        operands([.cacheTime, .hostCacheRead])
          + overCards([.slowestPackedCache, .cardFactor], estimate.plan))
    ]
  }

  /// How many times as long each kind of card may take to read a packed cache.
  mutating func addSlowestPackedCache(_ plan: Plan) {
    for (card, number) in plan.shownCards {
      guard let speed = card.speed else { continue }
      input(
        .slowestPackedCache, speed.decode.slowestPackedCache, .fraction, .assumedSpeed,
        card: number)
    }
  }

  /// The rates of each kind of card.
  fileprivate mutating func addRates(of plan: Plan) {
    for (card, number) in plan.shownCards {
      guard let speed = card.speed else { continue }
      let sources = speed.decodeSources(of: plan.prepared.mix)
      addWeightRate(sources, card, number)
      addCacheRate(
        sources, card, number, queriesPerKey: plan.prepared.model.speedQueriesPerKey,
        flashAttention: plan.settings.flashAttention)
    }
  }

  /// What cards take, as sums over them.
  fileprivate mutating func addCardTimes(
    _ estimate: DecodeEstimate, weights: Int, cache: Int
  ) -> [Int] {
    let plan = estimate.plan
    let hasExperts = plan.prepared.model.experts != nil
    for (card, number) in plan.shownCards {
      guard let speed = card.speed else { continue }
      addLayerConstants(
        speed.decodeSources(of: plan.prepared.mix), number, hasExperts: hasExperts,
        flashAttention: plan.settings.flashAttention)
    }
    var parts =
      plan.placement.isOnCards
      ? [
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
      ] : addPartTimes(estimate)
    if estimate.hopMilliseconds > 0 {
      parts.append(addHops(estimate.hopMilliseconds, over: plan.cards.count))
    }
    return parts
  }

  /// What cards take where they hold a part of what is read, and that part of each kind of card.
  private mutating func addPartTimes(_ estimate: DecodeEstimate) -> [Int] {
    let plan = estimate.plan
    let hasExperts = plan.prepared.model.experts != nil
    let shares = ReadShares(plan, cachedTokens: estimate.cachedTokens)
    for (_, number) in plan.shownCards {
      var (dense, experts, cache, layers) = (0.0, 0.0, 0.0, 0)
      for index in plan.cards.indices where number == nil || number == index {
        let part = shares.part(ofCard: index, plan)
        dense += part.dense
        experts += part.experts
        cache += part.cacheRead
        layers += part.layers
      }
      input(.cardDenseRead, dense, .bytes, .layerSplit, card: number)
      if hasExperts { input(.cardExpertsRead, experts, .bytes, .layerSplit, card: number) }
      input(.cardCacheRead, cache, .bytes, .layerSplit, card: number)
      input(.layersOnCard, Double(layers), .count, .layerSplit, card: number)
    }
    return [
      add(
        .weightTime, estimate.weightMilliseconds, .milliseconds,
        hasExperts ? .weightTimeOnCardsWithExperts : .weightTimeOnCards, .arithmetic,
        overCards([.cardDenseRead, .cardExpertsRead, .weightRate, .expertReadFactor], plan)),
      add(
        .cacheTime, estimate.cacheMilliseconds, .milliseconds, .cacheTimeOnCards, .arithmetic,
        overCards([.cardCacheRead, .cacheRate], plan)),
      add(
        .layersTime, estimate.layerMilliseconds, .milliseconds,
        hasExperts ? .layersTimeOnCardWithExperts : .layersTimeOnCard, .arithmetic,
        overCards([.layersOnCard, .layerTime, .boostClock, .expertLayerFactor], plan)),
    ]
  }

  /// The steps of these kinds for each card that is shown.
  func overCards(_ quantities: [Quantity], _ plan: Plan) -> [Int] {
    overCards(quantities, plan.shownCards)
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

  /// What the processor takes for what a token reads in host memory.
  fileprivate mutating func addHost(_ estimate: DecodeEstimate, _ processor: Processor) -> Int {
    let plan = estimate.plan
    let shares = ReadShares(plan, cachedTokens: estimate.cachedTokens)
    let part = shares.hostLayers(plan)
    var parts = [input(.hostRead, estimate.hostBytes, .bytes, .layerSplit)]
    if part.cache > 0 {
      parts.append(input(.hostCacheRead, part.cacheRead, .bytes, .layerSplit))
    }
    let layers = part.layers + shares.layersWithHostExperts(plan)
    if layers > 0 {
      parts += [
        input(.hostLayers, Double(layers), .count, .layerSplit),
        input(
          .hostLayerTime, CommonSpeed.processorLayerMilliseconds, .milliseconds, .fittedSpeed),
      ]
    }
    if processor.sockets > 1 {
      parts.append(input(.socketFactor, CommonSpeed.socketFactor, .fraction, .fittedSpeed))
    }
    parts += [
      input(
        .hostBandwidth, processor.bandwidthGBPerSecond, .gigabytesPerSecond, .processorRecord),
      input(.fastCores, processor.fastCores, .count, .processorRecord),
      input(.hostEfficiency, CommonSpeed.processorEfficiency, .fraction, .fittedSpeed),
      input(.coreRate, CommonSpeed.coreGBPerSecond, .gigabytesPerSecond, .fittedSpeed),
    ]
    return add(
      .hostTime, estimate.processorMilliseconds, .milliseconds, .hostTime, .arithmetic, parts)
  }
}
