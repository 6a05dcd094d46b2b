/// How fast one stream decodes, with the parts of a token's time.
package struct DecodeEstimate: Sendable {
  /// The plan that is run.
  package let plan: Plan
  /// Tokens in the cache of the stream.
  package let cachedTokens: Int64
  /// Tokens per second.
  package let tokensPerSecond: Estimate
  /// Milliseconds that reading weights takes.
  package let weightMilliseconds: Double
  /// Milliseconds that reading the cache takes.
  package let cacheMilliseconds: Double
  /// Milliseconds that the layers take beside reading.
  package let layerMilliseconds: Double
  /// Bytes of weights read for a token.
  package let weightBytes: Double
  /// Bytes of cache read for a token.
  package let cacheBytes: Double
  /// The fraction of the bandwidth that reading weights reaches, experts considered.
  package let weightEfficiency: Double
  /// Half the range of the rate, as a fraction.
  package let band: Double
  /// The constants used.
  package let constants: SpeedConstants
  /// The bandwidth used, in GB/s.
  package let bandwidthGBPerSecond: Double
  /// Tokens per second if every byte were read at the full bandwidth. No program can pass it, so
  /// no range reaches beyond it.
  package let roof: Double

  /// Milliseconds for a token.
  package var milliseconds: Double {
    weightMilliseconds + cacheMilliseconds + layerMilliseconds
  }
}

extension Plan {
  /// Estimates how fast one stream decodes.
  ///
  /// With layers split over cards a token passes one card after the other, so times add up.
  ///
  /// - Parameter cachedTokens: Tokens in the cache of the stream; the more, the slower.
  /// - Returns: The estimate, or `nil` when a card's bandwidth is not known, when something that is
  ///   read for each token stays in host memory, or with a draft model: how many of its guesses are
  ///   right depends on the text.
  package func decode(cachedTokens: Int64) -> DecodeEstimate? {
    guard placement.isOnCards, companions.draft == nil else { return nil }
    let model = prepared.model
    let tokens = max(0, min(cachedTokens, settings.cellsPerSlot))
    let cacheBytes = prepared.cacheBytesRead(tokens, settings)
    let weightBytes = prepared.bytesReadPerToken
    let constants = cards[0].card.backend.speed
    let efficiency =
      constants.weightEfficiency * (model.experts == nil ? 1 : SpeedConstants.expertFactor)
    // The share of reading on each card follows its share of the weights.
    var inverseBandwidth = 0.0
    for ledger in cards {
      guard ledger.card.bandwidthGBPerSecond > 0 else { return nil }
      let share = Double(ledger.weights) / Double(prepared.cardBytes)
      inverseBandwidth += share / ledger.card.bandwidthGBPerSecond
    }
    let weightTime = weightBytes * inverseBandwidth / efficiency / 1e6
    let cacheTime = cacheBytes * inverseBandwidth / constants.cacheEfficiency / 1e6
    let layerTime = Double(model.layers) * constants.layerMicroseconds / 1e3
    let rate = 1e3 / (weightTime + cacheTime + layerTime)
    let roof = 1e9 / (inverseBandwidth * (weightBytes + cacheBytes))
    let band =
      model.experts == nil ? constants.band : max(constants.band, SpeedConstants.expertBand)
    return DecodeEstimate(
      plan: self, cachedTokens: tokens,
      tokensPerSecond: Estimate(
        low: rate * (1 - band), mid: rate, high: min(rate * (1 + band), roof),
        basis: .estimated),
      weightMilliseconds: weightTime, cacheMilliseconds: cacheTime, layerMilliseconds: layerTime,
      weightBytes: weightBytes, cacheBytes: cacheBytes, weightEfficiency: efficiency, band: band,
      constants: constants, bandwidthGBPerSecond: 1 / inverseBandwidth, roof: roof)
  }
}
