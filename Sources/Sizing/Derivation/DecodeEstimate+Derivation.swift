extension DecodeEstimate {
  /// The steps from bytes and bandwidth to tokens per second.
  package var derivation: Derivation {
    var steps = Derivation()
    let speedSource: TermSource = constants.isFitted ? .fittedSpeed : .borrowedSpeed
    let bandwidth = steps.input(
      .bandwidth, bandwidthGBPerSecond, .gigabytesPerSecond, .deviceRecord)
    let weights = steps.addWeightBytes(self)
    let efficiency = steps.add(
      .weightEfficiency, weightEfficiency, .fraction,
      weightEfficiency == constants.weightEfficiency ? nil : .expertEfficiency, speedSource, [])
    let weightTime = steps.add(
      .weightTime, weightMilliseconds, .milliseconds, .weightTime, .arithmetic,
      [weights, efficiency, bandwidth])
    let cache = steps.addCacheBytes(self)
    let cacheEfficiency = steps.input(
      .cacheEfficiency, constants.cacheEfficiency, .fraction, speedSource)
    let cacheTime = steps.add(
      .cacheTime, cacheMilliseconds, .milliseconds, .cacheTime, .arithmetic,
      [cache, cacheEfficiency, bandwidth])
    let layer = steps.input(
      .layerTime, constants.layerMicroseconds, .microseconds, speedSource)
    let layers = steps.input(.layers, Double(plan.prepared.model.layers), .count, .modelShape)
    let layersTime = steps.add(
      .layersTime, layerMilliseconds, .milliseconds, .layersTime, .arithmetic, [layers, layer])
    let time = steps.add(
      .tokenTime, milliseconds, .milliseconds, .tokenTime, .arithmetic,
      [weightTime, cacheTime, layersTime])
    let band = steps.input(.rateBand, band, .fraction, .rangeRule)
    steps.add(
      .decodeRate, tokensPerSecond.mid, .tokensPerSecond, .decodeRate, .arithmetic, [time, band])
    return steps
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
}
