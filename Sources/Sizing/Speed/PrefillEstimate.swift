/// How fast the prompt of one stream is computed, with the parts of its time.
package struct PrefillEstimate: Sendable {
  /// The plan that is run.
  package let plan: Plan
  /// Tokens of the prompt.
  package let promptTokens: Int64
  /// Tokens per second.
  package let tokensPerSecond: Estimate
  /// Micro-batches, the last in part.
  package let chunks: Double
  /// Operations of the weights, idle places of experts' tiles included.
  package let operations: Double
  /// Bytes of weights read.
  package let weightBytes: Double
  /// Operations of attention.
  package let attentionOperations: Double
  /// Seconds for the products with weights.
  package let computeSeconds: Double
  /// Seconds for reading weights.
  package let readSeconds: Double
  /// Seconds for both together, which overlap.
  package let weightSeconds: Double
  /// Seconds for attention.
  package let attentionSeconds: Double
  /// Seconds that layers take beside.
  package let layerSeconds: Double
  /// The part of the time that is left where several cards work on successive micro-batches.
  package let pipelineShare: Double
  /// Seconds for the prompt, with what was measured of the cards.
  package let seconds: Double
  /// Seconds by which unpacking the cache may make the prompt slower, at worst; zero where none is packed.
  package let unpackingSeconds: Double
  /// The width of the range: it is from the rate divided by it to the rate times it.
  package let rangeWidth: Double
  /// Tokens per second at the full rate of the matrix units. No range reaches beyond it.
  package let roof: Double
}

extension Plan {
  /// Estimates how fast a prompt is computed with an empty cache before it.
  ///
  /// - Parameter promptTokens: Tokens of the prompt; at least one and no more than a slot holds count.
  /// - Returns: The estimate.
  /// - Throws: A `SpeedGap` that says what is not known.
  package func prefill(promptTokens: Int64) throws(SpeedGap) -> PrefillEstimate {
    if let gap = modelGap { throw gap }
    guard placement.isOnCards else { throw .hostPrefill }
    let tokens = max(1, min(promptTokens, settings.cellsPerSlot))
    let work = PrefillWork(self, tokens: Double(tokens))
    let shares = ReadShares(self, cachedTokens: 0)
    var time = PrefillTime()
    for index in cards.indices {
      let part = shares.part(ofCard: index, self)
      guard part.dense + part.experts > 0 else { continue }
      let share = (part.dense + part.experts) / (shares.denseBytes + shares.expertBytes)
      try time.add(work, share: share, layers: part.layers, on: cards[index].card, self)
    }
    let count = Double(time.cards)
    let pipelined = (work.chunks + count - 1) / (count * work.chunks)
    let left = 1 - (time.cards > 1 ? CommonSpeed.pipelineEfficiency * (1 - pipelined) : 0)
    let seconds = time.total * left
    // A known card has the wider range in places: no other cache makes it narrower than one of 16 bits.
    let width = max(
      SpeedRange.prefill(isKnown: time.isKnown, evidence: time.evidence, cards: time.cards),
      SpeedRange.prefill(
        isKnown: time.isKnownWithOpenCache, evidence: time.evidence, cards: time.cards))
    let roof = Double(tokens) / (time.floor / count)
    let range = Estimate(
      Double(tokens) / seconds, width: width, roof: roof, isKnown: time.isKnown)
    let unpacking = time.unpacking * left
    let slowest = min(Double(tokens) / (seconds + unpacking), roof) / width
    return PrefillEstimate(
      plan: self, promptTokens: tokens,
      tokensPerSecond: Estimate(
        low: slowest, mid: range.mid, high: range.high, basis: range.basis),
      chunks: work.chunks, operations: time.operations, weightBytes: work.weightBytes,
      attentionOperations: work.attention, computeSeconds: time.compute, readSeconds: time.read,
      weightSeconds: time.weights, attentionSeconds: time.attention, layerSeconds: time.layers,
      pipelineShare: left, seconds: seconds, unpackingSeconds: unpacking, rangeWidth: width,
      roof: roof)
  }
}

/// What there is to do for a prompt.
private struct PrefillWork {
  /// Tokens of the prompt.
  let tokens: Double
  /// Micro-batches, the last in part.
  let chunks: Double
  /// Operations of the weights of layers in use.
  let dense: Double
  /// Operations of the experts in use, for each token that a tile holds and an expert has.
  let expertPadding: Double
  /// Bytes of weights that are read.
  let weightBytes: Double
  /// Operations of attention.
  let attention: Double

  init(_ plan: Plan, tokens: Double) {
    let prepared = plan.prepared
    let batch = min(tokens, Double(plan.settings.batchTokens))
    self.tokens = tokens
    chunks = tokens / batch
    let dense = Double(prepared.cardBytes - prepared.expertBytes)
    self.dense = 2 * prepared.activeLayerParameters * tokens
    if let experts = prepared.model.experts {
      let used = experts.usedShare
      let all = Double(prepared.expertParameters)
      expertPadding = 2 * all * used * tokens / (batch * used)
      let touched = 1 - (1 - used).power(Int(batch))
      weightBytes = chunks * (dense + Double(prepared.expertBytes) * touched)
    } else {
      expertPadding = 0
      weightBytes = chunks * dense
    }
    attention = prepared.attentionOperations(ofPrompt: tokens)
  }
}

/// The time of a prompt as it adds up over cards, in seconds.
private struct PrefillTime {
  var operations = 0.0
  var compute = 0.0
  var read = 0.0
  var weights = 0.0
  var attention = 0.0
  var layers = 0.0
  var total = 0.0
  /// What unpacking the cache may take besides, at worst.
  var unpacking = 0.0
  /// The time at the full rate of the matrix units.
  var floor = 0.0
  var cards = 0
  var isKnown = true
  /// Whether all cards would be known with a cache of 16 bits.
  var isKnownWithOpenCache = true
  var evidence = SpeedEvidence.several

  mutating func add(
    _ work: PrefillWork, share: Double, layers count: Int, on card: Card, _ plan: Plan
  ) throws(SpeedGap) {
    guard let speed = card.speed else { throw .hostPrefill }
    if let gap = card.decodeGap ?? plan.kernelGap(on: card) { throw gap }
    guard card.rates.matrixTeraflops > 0 else { throw .matrixRate }
    let constants = speed.prefill
    let padded = work.dense + work.expertPadding * constants.expertTileTokens
    let computeTime = share * padded / (constants.computeRate(of: card, plan.prepared.mix) * 1e12)
    let readTime = share * work.weightBytes / (constants.readRate(of: card) * 1e9)
    let weightTime = (computeTime * computeTime + readTime * readTime).squareRoot()
    let attentionTime =
      share * work.attention
      / (constants.attentionRate(of: card, plan.settings.flashAttention) * 1e12)
    let hasExperts = plan.prepared.model.experts != nil
    let layerTime =
      work.chunks * Double(count) * constants.layerMicroseconds * 1e-6
      * (0.5 + 1 / card.rates.clockGHz) * (hasExperts ? constants.expertLayerFactor : 1)
    operations += share * padded
    compute += computeTime
    read += readTime
    weights += weightTime
    attention += attentionTime
    layers += layerTime
    total += (weightTime + attentionTime + layerTime) / card.rates.prefillDivisor
    if plan.settings.packsCache {
      unpacking +=
        (speed.decode.slowestPackedCache - 1) * attentionTime / card.rates.prefillDivisor
    }
    floor += share * work.dense / (card.rates.matrixTeraflops * 1e12)
    cards += 1
    let formats = card.rates.prefillFormats
    let isMeasured = card.rates.prefillFactor > 0
    isKnown = isKnown && isMeasured && plan.isBorneOut(by: formats, of: card)
    isKnownWithOpenCache =
      isKnownWithOpenCache && isMeasured && plan.isBorneOutWithOpenCache(by: formats, of: card)
    evidence = max(evidence, speed.promptEvidence(of: card, plan.prepared.mix))
  }
}

extension PrefillConstants {
  /// TFLOP/s at which a card multiplies weights: what its matrix units reach and what its power allows,
  /// joined in quadrature.
  ///
  /// `1 / √(1 / (U · p · w_1 · Φ)² + 1 / (e_W · W)²)`; the second part only where the power is known.
  func computeRate(of card: Card, _ mix: QuantizationMix?) -> Double {
    let units =
      matrixUtilisation * kernels.factor(of: mix)
      * (KernelFactors.isUnpacked(mix) ? 1 : warpShare(of: card)) * card.rates.matrixTeraflops
    guard card.rates.boardWatts > 0 else { return units }
    let power = teraflopsPerWatt * card.rates.boardWatts
    return 1 / (1 / (units * units) + 1 / (power * power)).squareRoot()
  }

  /// The share of a card's matrix rate that kernels of llama.cpp can reach: `w_1 · o_H · CU · f / Φ` where its
  /// matrix units outdo Hopper's.
  func warpShare(of card: Card) -> Double {
    if card.backend == .cudaHopper { return singleWarpShare }
    guard let hopper = card.hopperTeraflops else { return 1 }
    return singleWarpShare * hopper / card.rates.matrixTeraflops
  }

  /// GB/s at which a card reads weights.
  func readRate(of card: Card) -> Double {
    card.readRate(efficiency: weightEfficiency, sharedMemoryFactor: sharedMemoryFactor)
  }

  /// TFLOP/s of attention on a card.
  func attentionRate(of card: Card, _ flashAttention: Bool) -> Double {
    (flashAttention ? attentionUtilisation : unfusedAttentionUtilisation)
      * warpShare(of: card) * card.rates.matrixTeraflops
  }
}

extension Card {
  /// TFLOP/s that Hopper's matrix units would have with this card's units and clock, where its own have more;
  /// `nil` where they do not, and for Hopper itself.
  ///
  /// What they do beyond that takes instructions that llama.cpp's own kernels lack, as Hopper's full rate does:
  /// on data-centre Blackwell those of tensor memory (`tcgen05`). Other makers' matrix units have one kind of
  /// instructions for all of their rate.
  /// Source: NVIDIA, "Parallel Thread Execution ISA", `mma`, `wgmma` and `tcgen05`.
  var hopperTeraflops: Double? {
    guard backend.isCUDA, backend != .cudaHopper else { return nil }
    let rate =
      CommonSpeed.hopperOperationsPerClock * rates.computeUnits * rates.clockGHz / 1e3
    return rate > 0 && rates.matrixTeraflops > rate ? rate : nil
  }
}

extension SpeedConstants {
  /// Which devices a prompt on a card rests on: those of another architecture where the card's matrix units
  /// outdo Hopper's, except for products of 16 bits, whose library has the instructions.
  func promptEvidence(of card: Card, _ mix: QuantizationMix?) -> SpeedEvidence {
    guard card.hopperTeraflops != nil, !KernelFactors.isUnpacked(mix) else {
      return prefillEvidence
    }
    return max(prefillEvidence, .kindred)
  }
}

extension PreparedModel {
  /// Operations of attention over a prompt: of each token with half of the prompt before it, or with a
  /// window.
  fileprivate func attentionOperations(ofPrompt tokens: Double) -> Double {
    var operations = 0.0
    for kind in cacheKinds {
      let parts = model.parts(ofLayer: kind.layer)
      guard parts.contains(.attention) else { continue }
      let heads = model.heads(inLayer: kind.layer)
      let width =
        model.cachedLatent.map { $0.cachedWidth * model.queryHeads }
        ?? heads.queryHeads * heads.keySize
      var seen = tokens / 2
      if parts.contains(.window), let window = model.window {
        seen = min(seen, Double(window.tokens))
      }
      operations += 4 * Double(width) * tokens * seen * Double(kind.countBefore[model.layers])
    }
    return operations
  }
}
