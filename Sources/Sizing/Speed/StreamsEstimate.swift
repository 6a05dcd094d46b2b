/// How fast several streams decode side by side.
package struct StreamsEstimate: Sendable, Equatable {
  /// Streams at once.
  package let streams: Int64
  /// Tokens in the cache of each.
  package let cachedTokens: Int64
  /// Tokens per second of all together.
  package let tokensPerSecond: Estimate

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
struct StreamStep {
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
  /// Layers on the card.
  let layers: Double
  /// Whether attention is fused.
  let flashAttention: Bool

  /// The share of experts that the streams use between them: `c (1 − (1 − u / (c X))^S)`.
  private var touchedShare: Double {
    guard usedShare > 0 else { return 0 }
    let chosen = max(CommonSpeed.chosenExperts, usedShare)
    return chosen * (1 - (1 - usedShare / chosen).power(Int(streams)))
  }

  /// Milliseconds of the step on a card.
  func milliseconds(
    on card: Card, _ speed: SpeedConstants, kernelFactor: Double, computeRate: Double,
    cacheRate: Double
  ) -> Double {
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
    let product =
      if !isUnpacked, let bound = speed.vectorStreams {
        streams <= Double(bound) ? vector : matrix
      } else {
        min(vector, matrix)
      }
    let layer = constants.layerMilliseconds(
      on: card, hasExperts: usedShare > 0, flashAttention: flashAttention)
    return ((memory * memory + product * product).squareRoot() + streams * cacheBytes / cacheRate)
      / 1e6 + layers * layer
  }

  /// Milliseconds if every byte moved at the full bandwidth, and all streams used the same experts: texts
  /// that are alike come near that.
  func floor(on card: Card) -> Double {
    (denseBytes + expertBytes * usedShare + streams * cacheBytes)
      / card.bandwidthGBPerSecond / 1e6
  }
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
    let model = prepared.model
    var (total, floor, count) = (0.0, 0.0, 0)
    for index in cards.indices {
      let part = shares.part(ofCard: index)
      guard part.dense + part.experts + part.cache > 0 else { continue }
      let card = cards[index].card
      guard let speed = card.backend.speed else { throw .processor }
      if let gap = card.decodeGap { throw gap }
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
        layers: Double(part.layers), flashAttention: settings.flashAttention)
      let factor = card.rates.decodeFactor
      let time = step.milliseconds(
        on: card, speed, kernelFactor: speed.decode.kernels.factor(of: prepared.mix),
        computeRate: speed.prefill.computeRate(of: card, prepared.mix),
        cacheRate: speed.decode.cacheRate(
          of: card, queriesPerKey: model.speedQueriesPerKey,
          flashAttention: settings.flashAttention))
      total += time / (factor > 0 ? factor : 1)
      floor += step.floor(on: card)
      count += 1
    }
    if count > 1 { total += Double(count - 1) * CommonSpeed.hopMilliseconds }
    let streams = Double(settings.slots)
    return StreamsEstimate(
      streams: settings.slots, cachedTokens: tokens,
      tokensPerSecond: Estimate(
        1e3 * streams / total, width: SpeedRange.streams, roof: 1e3 * streams / floor,
        isKnown: false))
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
