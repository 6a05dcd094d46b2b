/// How fast several streams decode side by side.
package struct StreamsEstimate: Sendable, Equatable {
  /// Streams at once.
  package let streams: Int64
  /// Tokens in the cache of each.
  package let cachedTokens: Int64
  /// Tokens per second of all together.
  package let tokensPerSecond: Estimate
  /// What a step takes on each card that has a part in it, in order.
  package let steps: [StreamTimes]
  /// Milliseconds that passing from card to card takes.
  package let hopMilliseconds: Double
  /// Milliseconds of a step, in which each stream gets one token.
  package let milliseconds: Double
  /// Milliseconds by which unpacking the caches may make a step slower, at worst; zero where none is packed.
  package let unpackingMilliseconds: Double
  /// The width of the range: it is from the rate divided by it to the rate times it.
  package let rangeWidth: Double
  /// Tokens per second if every byte moved at the full bandwidth. No range reaches beyond it.
  package let roof: Double

  /// Tokens per second of one of them.
  package var each: Estimate {
    let count = Double(streams)
    return Estimate(
      low: tokensPerSecond.low / count, mid: tokensPerSecond.mid / count,
      high: tokensPerSecond.high / count, basis: tokensPerSecond.basis)
  }
}

/// What a step of several streams does on a card: each gets one token.
///
/// `√(mem² + product²) + S · cache + layers`: weights are read once for all streams. Kernels made for
/// one stream take longer for each further one (`vec`); those of the matrix units pass each weight
/// once, and multiply (`mat`). Packed weights go to the first up to
/// ``SpeedConstants/vectorStreams`` and to the others above, whichever is faster; weights of 16 bits,
/// and all weights where no run showed that change, go to the faster.
///
/// With the faster of both a step takes longer for each further stream, and less than in proportion to
/// them: each stream gets slower, all together faster. A change of kernels breaks either.
/// Source: `Benchmarks/Accuracy/fit.py`.
struct StreamStep: Equatable {
  /// Streams at once.
  let streams: Double
  /// Bytes of weights outside of routed experts on the card.
  let denseBytes: Double
  /// Bytes of all its routed experts, whether in use or not.
  let expertBytes: Double
  /// Experts used of those that there are; zero for a dense model.
  let usedShare: Double
  /// Parameters outside of routed experts on the card.
  let denseParameters: Double
  /// Parameters of all its routed experts, whether in use or not.
  let expertParameters: Double
  /// Whether weights have 16 bits or more.
  let isUnpacked: Bool
  /// Bytes of cache and state that move on the card for one stream.
  let cacheBytes: Double
  /// Bytes of a cache of 16 bits that takes as long to read.
  let cacheReadBytes: Double
  /// Layers on the card.
  let layers: Double
  /// Whether attention is fused.
  let flashAttention: Bool

  /// The share of experts that the streams use between them: `c (1 − (1 − u / (c X))^S)`.
  var touchedShare: Double {
    guard usedShare > 0 else { return 0 }
    let chosen = max(CommonSpeed.chosenExperts, usedShare)
    return chosen * (1 - (1 - usedShare / chosen).power(Int(streams)))
  }

  /// What the step takes on a card.
  func times(
    onCard index: Int, _ card: Card, _ speed: SpeedConstants, kernelFactor: Double,
    computeRate: Double, cacheRate: Double
  ) -> StreamTimes {
    let constants = speed.decode
    let experts = expertBytes * touchedShare * constants.expertReadFactor
    let memory = (denseBytes + experts) / constants.memoryRate(of: card)
    let growth = CommonSpeed.batchGrowth
    let vector =
      (denseBytes * (1 + growth * (streams - 1))
        + experts * (1 + growth * max(0, streams * usedShare - 1)))
      / constants.kernelRate(of: card, kernelFactor: kernelFactor)
    let passing =
      (denseParameters + expertParameters * touchedShare)
      / (CommonSpeed.batchWeightsPerClock * card.rates.computeUnits * card.rates.clockGHz)
    let operations = 2 * (denseParameters + expertParameters * usedShare) * streams
    let matrix = passing + operations / (computeRate * 1e3)
    let kernels = StreamKernels(streams: streams, isUnpacked: isUnpacked, speed)
    let product =
      switch kernels {
      case .vectors: vector
      case .matrices: matrix
      case .faster, .fasterOfUnpacked: min(vector, matrix)
      }
    let layer = constants.layerMilliseconds(
      on: card, hasExperts: usedShare > 0, flashAttention: flashAttention)
    let weights = (memory * memory + product * product).squareRoot()
    let cache = streams * cacheReadBytes / cacheRate
    return StreamTimes(
      card: index, step: self, kernels: kernels, memory: memory / 1e6, vectors: vector / 1e6,
      matrices: matrix / 1e6, product: product / 1e6, weights: weights / 1e6, cache: cache / 1e6,
      layers: layers * layer,
      total: ((weights + cache) / 1e6 + layers * layer) / card.rates.decodeDivisor)
  }

  /// Milliseconds if every byte moved at the full bandwidth, and all streams used the same experts: texts
  /// that are alike come near that.
  func floor(on card: Card) -> Double {
    (denseBytes + expertBytes * usedShare + streams * cacheBytes)
      / card.bandwidthGBPerSecond / 1e6
  }
}

/// Which kernels multiply the weights of a step, and why.
package enum StreamKernels: UInt8, Sendable {
  /// Those for vectors, which llama.cpp takes for packed weights and so few streams.
  case vectors
  /// Those of the matrix units, which it takes for packed weights and more streams.
  case matrices
  /// The faster, where no run showed that packed weights change kernels.
  case faster
  /// The faster, for weights of 16 bits or more.
  case fasterOfUnpacked

  init(streams: Double, isUnpacked: Bool, _ speed: SpeedConstants) {
    if isUnpacked {
      self = .fasterOfUnpacked
    } else if let bound = speed.vectorStreams {
      self = streams <= Double(bound) ? .vectors : .matrices
    } else {
      self = .faster
    }
  }
}

/// What a step of several streams takes on a card, in milliseconds.
package struct StreamTimes: Sendable, Equatable {
  /// The index of the card.
  package let card: Int
  /// What is to be done.
  let step: StreamStep
  /// Which kernels multiply the weights.
  package let kernels: StreamKernels
  /// Time in which the memory gives the weights.
  package let memory: Double
  /// Time of the products by kernels for vectors, whether taken or not.
  package let vectors: Double
  /// Time of the products by those of the matrix units, whether taken or not.
  package let matrices: Double
  /// Time of the products.
  package let product: Double
  /// Time of weights: memory and products, which overlap.
  package let weights: Double
  /// Time of reading the caches of all streams.
  package let cache: Double
  /// Time of layers beside.
  package let layers: Double
  /// Time of the step, with what was measured of the card.
  package let total: Double
}

extension Plan {
  /// Estimates how fast all slots decode at once, each with so many tokens in its cache.
  ///
  /// - Parameter cachedTokens: Tokens in the cache of each stream.
  /// - Returns: The estimate.
  /// - Throws: A `SpeedGap` that says what is not known: with weights in host memory nobody measured it.
  package func decodeAll(cachedTokens: Int64) throws(SpeedGap) -> StreamsEstimate {
    if let gap = modelGap { throw gap }
    guard placement.isOnCards else { throw .hostStreams }
    let tokens = max(0, min(cachedTokens, settings.cellsPerSlot))
    let shares = ReadShares(self, cachedTokens: tokens)
    var (total, floor, unpacking) = (0.0, 0.0, 0.0)
    var width = SpeedRange.streams(evidence: .several)
    var steps: [StreamTimes] = []
    for index in cards.indices {
      let part = shares.part(ofCard: index, self)
      guard part.dense + part.experts + part.cache > 0 else { continue }
      let times = try streamTimes(of: part, shares, onCard: index)
      total += times.total
      floor += times.step.floor(on: cards[index].card)
      if let speed = cards[index].card.speed {
        width = max(width, SpeedRange.streams(evidence: speed.decodeEvidence))
        // No run had a packed cache: reading it may take longer by what unpacking may cost.
        if settings.packsCache {
          unpacking +=
            (speed.decode.slowestPackedCache - 1) * times.cache
            / cards[index].card.rates.decodeDivisor
        }
      }
      steps.append(times)
    }
    let hops = steps.count > 1 ? Double(steps.count - 1) * CommonSpeed.hopMilliseconds : 0
    total += hops
    let streams = Double(settings.slots)
    let roof = 1e3 * streams / floor
    let range = Estimate(1e3 * streams / total, width: width, roof: roof, isKnown: false)
    let slowest = min(1e3 * streams / (total + unpacking), roof) / width
    return StreamsEstimate(
      streams: settings.slots, cachedTokens: tokens,
      tokensPerSecond: Estimate(
        low: slowest, mid: range.mid, high: range.high, basis: range.basis),
      steps: steps, hopMilliseconds: hops, milliseconds: total,
      unpackingMilliseconds: unpacking, rangeWidth: width, roof: roof)
  }

  /// What a step of all slots takes on a card for its part.
  private func streamTimes(
    of part: ReadShares.Part, _ shares: ReadShares, onCard index: Int
  ) throws(SpeedGap) -> StreamTimes {
    let (card, model) = (cards[index].card, prepared.model)
    guard let speed = card.speed else { throw .processor }
    if let gap = card.decodeGap ?? kernelGap(on: card) { throw gap }
    guard card.rates.matrixTeraflops > 0 else { throw .matrixRate }
    let used = model.experts?.usedShare ?? 0
    let dense = part.dense / shares.denseBytes
    let experts = used > 0 ? part.experts / shares.expertBytes : 0
    let step = StreamStep(
      streams: Double(settings.slots), denseBytes: part.dense,
      expertBytes: used > 0 ? part.experts / used : 0, usedShare: used,
      denseParameters: dense * prepared.denseParametersOfStep,
      expertParameters: experts * Double(prepared.expertParameters),
      isUnpacked: KernelFactors.isUnpacked(prepared.mix), cacheBytes: part.cache,
      cacheReadBytes: part.cacheRead, layers: Double(part.layers),
      flashAttention: settings.flashAttention)
    return step.times(
      onCard: index, card, speed, kernelFactor: speed.decode.kernels.factor(of: prepared.mix),
      computeRate: speed.prefill.computeRate(of: card, prepared.mix),
      cacheRate: speed.decode.cacheRate(
        of: card, queriesPerKey: model.speedQueriesPerKey,
        flashAttention: settings.flashAttention))
  }
}

extension PreparedModel {
  /// Parameters outside of routed experts that a token is multiplied with, the output matrix included.
  var denseParametersOfStep: Double {
    activeLayerParameters - Double(expertParameters) * (model.experts?.usedShare ?? 0)
      + Double(model.hiddenSize) * Double(model.vocabularySize)
  }
}

extension Double {
  /// A power by repeated squaring, the same on every platform.
  func power(_ exponent: Int) -> Double {
    var (result, square, left) = (1.0, self, exponent)
    while left > 0 {
      if left & 1 == 1 { result *= square }
      square *= square
      left >>= 1
    }
    return result
  }
}
