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
/// `√(mem² + min(vec, mat)²) + S · cache + layers`: weights are read once for all streams; kernels
/// made for one stream take longer for each further one (`vec`), until the matrix units, which take a
/// tile of tokens at a time, are faster (`mat`). Source: `Benchmarks/Accuracy/fit.py`.
struct StreamStep {
  /// Streams at once.
  let streams: Double
  /// Bytes of weights outside of routed experts on the card.
  let denseBytes: Double
  /// Bytes of all its routed experts, whether in use or not.
  let expertBytes: Double
  /// Experts used of those that there are; zero for a dense model.
  let usedShare: Double
  /// Parameters that one token is multiplied with on the card.
  let parameters: Double
  /// Bytes of cache and state that move on the card for one stream.
  let cacheBytes: Double
  /// Layers on the card.
  let layers: Double

  /// The share of experts that the streams use between them.
  private var touchedShare: Double {
    usedShare > 0 ? 1 - (1 - usedShare).power(Int(streams)) : 0
  }

  /// Milliseconds of the step on a card.
  func milliseconds(
    on card: Card, _ constants: DecodeConstants, kernelFactor: Double, computeRate: Double,
    cacheRate: Double
  ) -> Double {
    let experts = expertBytes * touchedShare * constants.expertReadFactor
    let memory = (denseBytes + experts) / constants.memoryRate(of: card)
    let growth = CommonSpeed.batchGrowth
    let vector =
      (denseBytes * (1 + growth * (streams - 1))
        + experts * (1 + growth * max(0, streams * usedShare - 1)))
      / constants.kernelRate(of: card, kernelFactor: kernelFactor)
    let matrix = 2 * parameters * (streams + CommonSpeed.batchTileTokens) / (computeRate * 1e3)
    let product = min(vector, matrix)
    let layer = constants.layerMilliseconds(on: card, hasExperts: usedShare > 0)
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
      let share = (part.dense + part.experts) / (shares.denseBytes + shares.expertBytes)
      let step = StreamStep(
        streams: Double(settings.slots), denseBytes: part.dense,
        expertBytes: used > 0 ? part.experts / used : 0, usedShare: used,
        parameters: share * prepared.parametersOfStep, cacheBytes: part.cache,
        layers: Double(part.layers))
      let factor = card.rates.decodeFactor
      let time = step.milliseconds(
        on: card, speed.decode, kernelFactor: speed.decode.kernels.factor(of: prepared.mix),
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
  /// Parameters that a token is multiplied with: those in use of all blocks, and the output matrix.
  var parametersOfStep: Double {
    activeLayerParameters + Double(model.hiddenSize) * Double(model.vocabularySize)
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
