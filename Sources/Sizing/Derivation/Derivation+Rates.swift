/// Constants of decode of a class of cards, with where each comes from.
struct DecodeSources {
  /// The constants.
  let constants: DecodeConstants
  /// The factor of the format that most weights have.
  let kernelFactor: Double
  /// Where that comes from.
  let kernelSource: TermSource
  /// Where constants come from that runs of the class inform.
  let fitted: TermSource

  /// Where a constant comes from.
  func source(of constant: ConstantSet) -> TermSource {
    constants.origins.source(of: constant) ?? fitted
  }
}

extension SpeedConstants {
  /// The constants of decode for files of a mix.
  func decodeSources(of mix: QuantizationMix?) -> DecodeSources {
    DecodeSources(
      constants: decode, kernelFactor: decode.kernels.factor(of: mix),
      kernelSource: sourceOfDecode(mix), fitted: decodeEvidence.source)
  }
}

extension Card {
  /// Where its clock and the rate of its matrix units come from: Apple states neither, and the catalog's
  /// reader takes both from the FP32 rate.
  var rateSource: TermSource { backend == .metal ? .shaderRate : .deviceRecord }
}

extension [Card] {
  /// The cards whose rates a derivation shows: one without a number where all are alike.
  var shown: [(card: Card, number: Int?)] {
    let first = self[0]
    guard contains(where: { $0 != first }) else { return [(first, nil)] }
    var shown: [(card: Card, number: Int?)] = []
    for index in indices { shown.append((self[index], index)) }
    return shown
  }
}

extension Derivation {
  /// Adds the constants by which a card reads weights, and returns their indices.
  mutating func addWeightConstants(
    _ sources: DecodeSources, _ card: Card, _ number: Int?
  ) -> [Int] {
    let constants = sources.constants
    var parts = [
      input(
        .bandwidth, card.bandwidthGBPerSecond, .gigabytesPerSecond, .deviceRecord, card: number),
      input(.computeUnits, card.rates.computeUnits, .count, .deviceRecord, card: number),
      input(.boostClock, card.rates.clockGHz, .gigahertz, card.rateSource, card: number),
      input(
        .weightEfficiency, constants.weightEfficiency, .fraction,
        sources.source(of: .weightEfficiency), card: number),
    ]
    if card.rates.sharesMemory {
      parts.append(
        input(
          .sharedMemoryFactor, constants.sharedMemoryFactor, .fraction,
          sources.source(of: .sharedMemoryFactor), card: number))
    }
    parts += [
      input(
        .kernelBytesPerClock, constants.kernelBytesPerClock, .bytesPerClock,
        sources.source(of: .kernelBytesPerClock), card: number),
      input(.kernelFactor, sources.kernelFactor, .fraction, sources.kernelSource, card: number),
    ]
    return parts
  }

  /// Adds the rate at which a card reads weights for one stream.
  mutating func addWeightRate(_ sources: DecodeSources, _ card: Card, _ number: Int?) {
    let parts = addWeightConstants(sources, card, number)
    add(
      .weightRate,
      sources.constants.weightRate(of: card, kernelFactor: sources.kernelFactor),
      .gigabytesPerSecond, .weightRate, .arithmetic, card: number, parts)
  }

  /// Adds the rate at which a card reads the cache; its memory, units and clock must be there.
  mutating func addCacheRate(
    _ sources: DecodeSources, _ card: Card, _ number: Int?, queriesPerKey group: Double,
    flashAttention isFused: Bool
  ) {
    let constants = sources.constants
    let parts = [
      input(
        .cacheEfficiency,
        isFused ? constants.cacheEfficiency : constants.unfusedCacheEfficiency, .fraction,
        sources.source(of: isFused ? .cacheEfficiency : .unfusedCacheEfficiency), card: number),
      input(.queriesPerKey, group, .count, .modelShape),
      input(
        .cacheBytesPerClock,
        isFused ? constants.cacheBytesPerClock : constants.unfusedCacheBytesPerClock,
        .bytesPerClock,
        sources.source(of: isFused ? .cacheBytesPerClock : .unfusedCacheBytesPerClock),
        card: number),
    ]
    add(
      .cacheRate,
      constants.cacheRate(of: card, queriesPerKey: group, flashAttention: isFused),
      .gigabytesPerSecond, isFused ? .cacheRate : .unfusedCacheRate, .arithmetic, card: number,
      parts + operands([.bandwidth, .computeUnits, .boostClock], card: number))
  }

  /// Adds what a layer takes on a card beside reading, and what experts change.
  mutating func addLayerConstants(
    _ sources: DecodeSources, _ number: Int?, hasExperts: Bool, flashAttention isFused: Bool
  ) {
    let constants = sources.constants
    if hasExperts {
      input(
        .expertReadFactor, constants.expertReadFactor, .fraction,
        sources.source(of: .expertReadFactor), card: number)
      input(
        .expertLayerFactor, constants.expertLayerFactor, .fraction,
        sources.source(of: .expertLayerFactor), card: number)
    }
    input(
      .layerTime, constants.layerMicroseconds(isFused), .microseconds,
      sources.source(of: isFused ? .layerMicroseconds : .unfusedLayerMicroseconds), card: number)
  }

  /// Adds the time for which tokens pass from card to card.
  mutating func addHops(_ milliseconds: Double, over cards: Int) -> Int {
    let count = input(.cardCount, Double(cards), .count, .request)
    let hop = input(.hopTime, CommonSpeed.hopMilliseconds, .milliseconds, .fittedSpeed)
    return add(.hopsTime, milliseconds, .milliseconds, .hopsTime, .arithmetic, [count, hop])
  }

  /// The steps of these kinds for each card that is shown.
  func overCards(_ quantities: [Quantity], _ shown: [(card: Card, number: Int?)]) -> [Int] {
    var indices: [Int] = []
    for (_, number) in shown { indices += operands(quantities, card: number) }
    return indices
  }
}
