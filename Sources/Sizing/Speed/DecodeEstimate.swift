/// How fast one stream decodes, with the parts of a token's time.
package struct DecodeEstimate: Sendable {
  /// The plan that is run.
  package let plan: Plan
  /// The processor, where something that is read for each token is in host memory.
  package let processor: Processor?
  /// Tokens in the cache of the stream.
  package let cachedTokens: Int64
  /// Tokens per second.
  package let tokensPerSecond: Estimate
  /// Milliseconds that cards take to read weights.
  package let weightMilliseconds: Double
  /// Milliseconds that cards take to read the cache.
  package let cacheMilliseconds: Double
  /// Milliseconds that layers on cards take beside reading.
  package let layerMilliseconds: Double
  /// Milliseconds that passing from card to card takes.
  package let hopMilliseconds: Double
  /// Milliseconds that the processor takes.
  package let processorMilliseconds: Double
  /// What is known of host memory and the disk.
  package let supply: HostSupply
  /// Whether host memory holds the weights in it.
  package let hostRoom: HostRoom
  /// Bytes of weights in host memory that are read for a token.
  package let hostBytes: Double
  /// Milliseconds that the disk takes for all of them; zero where they stay in memory.
  package let diskMilliseconds: Double
  /// Milliseconds for a token, with what was measured of the cards.
  package let milliseconds: Double
  /// Bytes of weights read for a token.
  package let weightBytes: Double
  /// Bytes of cache and state that move for a token.
  package let cacheBytes: Double
  /// Bytes of a cache of 16 bits that takes as long to read; those that move where none is packed.
  package let cacheReadBytes: Double
  /// Milliseconds by which unpacking the cache may make a token slower, at worst; zero where none is packed.
  package let unpackingMilliseconds: Double
  /// The width of the range: it is from the rate divided by it to the rate times it.
  package let rangeWidth: Double
  /// Tokens per second if every byte moved at the full bandwidth. No program can pass it, so no range
  /// reaches beyond it.
  package let roof: Double
}

extension Plan {
  /// Estimates how fast one stream decodes.
  ///
  /// With layers split over cards a token passes one card after the other, so times add up; so do
  /// those of cards and processor.
  ///
  /// - Parameters:
  ///   - cachedTokens: Tokens in the cache of the stream; the more, the slower.
  ///   - processor: The processor, for what is in host memory.
  ///   - supply: How much memory it has, and the disk behind it.
  /// - Returns: The estimate.
  /// - Throws: A `SpeedGap` that says what is not known.
  package func decode(
    cachedTokens: Int64, with processor: Processor? = nil, from supply: HostSupply = .unstated
  ) throws(SpeedGap) -> DecodeEstimate {
    if let gap = modelGap { throw gap }
    guard placement.isOnCards || processor != nil else { throw .processor }
    let room = hostRoom(in: supply)
    guard room != .none else { throw .hostMemory }
    guard !room.readsDisk || supply.diskGBPerSecond > 0 else { throw .disk }
    let tokens = max(0, min(cachedTokens, settings.cellsPerSlot))
    let shares = ReadShares(self, cachedTokens: tokens)
    var time = DecodeTime()
    for index in cards.indices {
      let part = shares.part(ofCard: index, self)
      guard part.dense + part.experts + part.cache > 0 else { continue }
      try time.add(part, on: cards[index].card, self)
    }
    if let processor, !placement.isOnCards { time.add(shares, of: self, on: processor) }
    let disk = room.readsDisk ? time.hostBytes / supply.diskGBPerSecond / 1e6 : 0
    let memoryWidth = rangeWidth(time)
    let width = room.readsDisk ? SpeedRange.hybrid : memoryWidth
    var alone = 0.0
    if let processor, placement.hostLayers > 0, time.cards > 0, !room.readsDisk {
      alone = lowWithoutCards(shares, on: processor)
    }
    let range = DecodeRange(
      milliseconds: time.total, floor: time.floor, disk: disk, unpacking: time.unpacking,
      room: room, width: width, memoryWidth: memoryWidth, alone: alone,
      isKnown: time.isKnown && placement.isOnCards)
    return DecodeEstimate(
      plan: self, processor: placement.isOnCards ? nil : processor, cachedTokens: tokens,
      tokensPerSecond: range.tokensPerSecond,
      weightMilliseconds: time.weights, cacheMilliseconds: time.cache,
      layerMilliseconds: time.layers, hopMilliseconds: time.hops,
      processorMilliseconds: time.processor, supply: supply, hostRoom: room,
      hostBytes: time.hostBytes, diskMilliseconds: disk, milliseconds: range.milliseconds,
      weightBytes: shares.denseBytes + shares.expertBytes, cacheBytes: shares.cacheBytes,
      cacheReadBytes: shares.cacheReadBytes, unpackingMilliseconds: time.unpacking,
      rangeWidth: width, roof: range.roof)
  }

  /// The low end of the range with everything in host memory: layers that are moved to cards make no token
  /// slower, though the width is another where devices share them.
  private func lowWithoutCards(_ shares: ReadShares, on processor: Processor) -> Double {
    let unpacking = settings.packsCache ? CommonSpeed.slowestPackedCache : 1
    let milliseconds = processor.milliseconds(
      weights: shares.denseBytes + shares.expertBytes, cache: unpacking * shares.cacheReadBytes,
      layers: prepared.model.layers)
    return 1e3 / milliseconds / SpeedRange.processor(hasExperts: prepared.model.experts != nil)
  }

  private func rangeWidth(_ time: DecodeTime) -> Double {
    let hasExperts = prepared.model.experts != nil
    if time.cards == 0 { return SpeedRange.processor(hasExperts: hasExperts) }
    guard placement.isOnCards else { return SpeedRange.hybrid }
    let width = SpeedRange.decode(
      isKnown: time.isKnown, evidence: time.evidence, hasExperts: hasExperts, cards: time.cards)
    return prepared.model.hasUncommonLayers ? max(width, SpeedRange.uncommonLayers) : width
  }
}

/// The range of a rate where weights may have to be read from the disk.
///
/// What was not used for longest is dropped first, and of weights that is what is needed next: once
/// they do not fit, all that a token reads comes from the disk. At best only what cannot be in memory
/// does, and then no rate is above what enough memory would give. Where some layers are on cards and the
/// memory does, the range begins no lower than without cards, if the likely rate is as high. Times are in
/// milliseconds.
private struct DecodeRange {
  /// The time of a token.
  let milliseconds: Double
  /// Tokens per second if every byte moved at the full bandwidth.
  let roof: Double
  let tokensPerSecond: Estimate

  init(
    milliseconds inMemory: Double, floor: Double, disk: Double, unpacking: Double,
    room: HostRoom, width: Double, memoryWidth: Double, alone: Double, isKnown: Bool
  ) {
    // The least that the disk is read for, what is likely, and the most.
    var (least, likely, most) = (0.0, 0.0, 0.0)
    switch room {
    case .short(let missing): (least, likely, most) = (missing * disk, disk, disk)
    case .tight: most = disk
    case .unstated, .ample, .none: break
    }
    milliseconds = inMemory + likely
    roof = 1e3 / (floor + least)
    let mid = min(1e3 / milliseconds, roof)
    let best = min(1e3 / (inMemory + least) * width, 1e3 / inMemory * memoryWidth)
    let low = min(1e3 / (inMemory + most + unpacking), roof) / width
    tokensPerSecond = Estimate(
      low: min(max(low, alone), mid), mid: mid,
      high: min(best, roof),
      basis: isKnown ? .derived : .estimated)
  }
}

/// The time of a token as it adds up over devices, in milliseconds.
private struct DecodeTime {
  var weights = 0.0
  var cache = 0.0
  var layers = 0.0
  var processor = 0.0
  /// What unpacking the cache may take besides, at worst.
  var unpacking = 0.0
  /// Bytes of weights in host memory.
  var hostBytes = 0.0
  /// What cards take, each with its factor.
  var onCards = 0.0
  /// The time if every byte moved at the full bandwidth.
  var floor = 0.0
  var cards = 0
  var isKnown = true
  var evidence = SpeedEvidence.several

  var hops: Double { cards > 1 ? Double(cards - 1) * CommonSpeed.hopMilliseconds : 0 }
  var total: Double { onCards + hops + processor }

  /// Adds what a card takes for its part.
  mutating func add(_ part: ReadShares.Part, on card: Card, _ plan: Plan) throws(SpeedGap) {
    guard let speed = card.speed else { throw .processor }
    if let gap = card.decodeGap ?? plan.kernelGap(on: card) { throw gap }
    let constants = speed.decode
    let model = plan.prepared.model
    let bytes = part.dense + part.experts * constants.expertReadFactor
    let weightTime =
      bytes
      / constants.weightRate(
        of: card, kernelFactor: constants.kernels.factor(of: plan.prepared.mix)) / 1e6
    let cacheTime =
      part.cacheRead
      / constants.cacheRate(
        of: card, queriesPerKey: model.speedQueriesPerKey,
        flashAttention: plan.settings.flashAttention) / 1e6
    let layerTime =
      Double(part.layers)
      * constants.layerMilliseconds(
        on: card, hasExperts: model.experts != nil,
        flashAttention: plan.settings.flashAttention)
    weights += weightTime
    cache += cacheTime
    layers += layerTime
    onCards += (weightTime + cacheTime + layerTime) / card.rates.decodeDivisor
    if plan.settings.packsCache {
      unpacking += (constants.slowestPackedCache - 1) * cacheTime / card.rates.decodeDivisor
    }
    floor += (part.dense + part.experts + part.cache) / card.bandwidthGBPerSecond / 1e6
    cards += 1
    isKnown =
      isKnown && card.rates.decodeFactor > 0
      && plan.isBorneOut(by: card.rates.decodeFormats, of: card)
    evidence = max(evidence, speed.decodeEvidence)
  }

  /// Adds what the processor takes for what is in host memory.
  mutating func add(_ shares: ReadShares, of plan: Plan, on device: Processor) {
    let part = shares.hostLayers(plan)
    let experts = part.experts + shares.hostExpertBytes(plan)
    hostBytes += part.dense + experts
    if plan.settings.packsCache {
      unpacking +=
        (CommonSpeed.slowestPackedCache - 1) * part.cacheRead / device.memoryRate / 1e6
    }
    processor = device.milliseconds(
      weights: part.dense + experts, cache: part.cacheRead,
      layers: part.layers + shares.layersWithHostExperts(plan))
    floor += (part.dense + experts + part.cache) / device.bandwidthGBPerSecond / 1e6
  }
}

extension LanguageModel {
  /// Query heads that share a key head when the cache is read; all of them with latent attention.
  var speedQueriesPerKey: Double {
    cachedLatent == nil ? Double(queryHeads) / Double(max(1, kvHeads)) : Double(queryHeads)
  }
}
