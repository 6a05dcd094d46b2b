/// How fast a runtime other than llama.cpp decodes one stream, with the parts of a token's time.
package struct RuntimeDecodeEstimate: Sendable, Equatable {
  /// Tokens in the cache of the stream.
  package let cachedTokens: Int64
  /// Tokens per second.
  package let tokensPerSecond: Estimate
  /// Milliseconds that a card takes to read its part of the weights.
  package let weightMilliseconds: Double
  /// Milliseconds that a card takes to read its part of the cache.
  package let cacheMilliseconds: Double
  /// Milliseconds that layers take beside reading.
  package let layerMilliseconds: Double
  /// Milliseconds that cards take to add up their results.
  package let reduceMilliseconds: Double
  /// Milliseconds that the program takes for each token.
  package let hostMilliseconds: Double
  /// Milliseconds for a token.
  package let milliseconds: Double
  /// Bytes of weights read for a token over all cards.
  package let weightBytes: Double
  /// Bytes of experts among them.
  package let expertBytes: Double
  /// Bytes of cache and state that move for a token over all cards.
  package let cacheBytes: Double
  /// The width of the range: it is from the rate divided by it to the rate times it.
  package let rangeWidth: Double
  /// Tokens per second if every byte moved at the full bandwidth. No range reaches beyond it.
  package let roof: Double
}

/// Constants of vLLM on CUDA, builds with its second engine (V1), most of 2026.
///
/// Fitted to published runs of one stream without drafted tokens, on one card to four, and leaning on
/// release 0.6.3, which ran on A100; the kernels' rate is that of all programs with kernels of their
/// kind. Source: `Benchmarks/Accuracy/fit.py`, class `vllm/cuda/2026`.
package enum VLLMSpeed {
  /// Constants of decode. Without flash attention there is none.
  package static let decode = DecodeConstants(
    weightEfficiency: 0.912, kernelBytesPerClock: 31.48,
    kernels: KernelFactors(f16: 0.7898, bf16: 0.8309, w4: 0.9695, w8: 0.9989),
    sharedMemoryFactor: 0.8457, layerMicroseconds: 45.57, unfusedLayerMicroseconds: 0,
    expertLayerFactor: 1.243,
    expertReadFactor: 1.196, cacheEfficiency: 0.97, cacheBytesPerClock: 58.9,
    unfusedCacheEfficiency: 1, unfusedCacheBytesPerClock: 800,
    origins: ConstantOrigins(
      llamaCpp: .init([.cacheEfficiency]), likeKernels: .init([.kernelBytesPerClock], .f16)))
  /// Microseconds, at 2 GHz, that the kernels of a layer with fewer than 16 bits take beside reading
  /// and beyond those of 16 bits, whatever the size of its matrices (symbol `t_q`).
  package static let quantisedLayerMicroseconds = 12.82
  /// Milliseconds of the scheduler for each token (symbol `t_0`).
  package static let hostMilliseconds = 0.919
  /// Microseconds of a sum over more than two cards that NVLink joins (symbol `α`), by builds of 2025.
  package static let fastReduceMicroseconds = 9.201
  /// The same of two equal cards, fitted over PCIe. vLLM sums them by a kernel of its own on either link,
  /// so that NVLink is taken to wait no longer.
  package static let pairReduceMicroseconds = 5.791
  /// The same of more cards over PCIe, or of unlike ones, whose sums are NCCL's.
  package static let reduceMicroseconds = 39.43
  /// GB/s of NVLink in each direction, as in the fit.
  static let fastLinkGBPerSecond = 300.0
  /// GB/s of PCIe in each direction, as in the fit.
  static let linkGBPerSecond = 25.0

  /// Microseconds, at 2 GHz, that a layer takes longer than one of 16 bits.
  static func unpackMicroseconds(_ format: CheckpointFormat) -> Double {
    format.storage.bits < 16 ? quantisedLayerMicroseconds : 0
  }
}

extension RuntimePlan {
  /// Estimates how fast one stream decodes, with each matrix cut over the cards.
  ///
  /// `t = (weights + cache) / N + layers + t_0 + 2 · L · (α + 2 · (N − 1) / N · 2 · E / link)`; the
  /// slowest card decides, and each layer adds up results twice. A layer takes
  /// `(t_l + t_q) · (0.5 + 1/f)`, `t_q` only where its kernels unpack weights.
  ///
  /// - Parameter cachedTokens: Tokens in the cache of the stream; the more, the slower.
  /// - Returns: The estimate.
  /// - Throws: A `SpeedGap` that says what is not known; `runtime` for transformers, whose speed its
  ///   own overhead decides, and for vLLM on cards of other makers.
  package func decode(cachedTokens: Int64) throws(SpeedGap) -> RuntimeDecodeEstimate {
    guard case .vllm(let settings) = settings else { throw .runtime }
    if cards.contains(where: { ledger in ledger.terms.contains { $0.item == .addedCache } }) {
      throw .draft
    }
    let tokens = max(0, min(cachedTokens, settings.contextTokens))
    let bytes = checkpoint.bytesReadPerToken(cachedTokens: tokens, settings.cacheType)
    let count = Double(cards.count)
    var (weights, cache, layers, floor) = (0.0, 0.0, 0.0, 0.0)
    for ledger in cards {
      let card = ledger.card
      guard card.backend.isCUDA else { throw .runtime }
      if let gap = card.decodeGap { throw gap }
      let constants = VLLMSpeed.decode
      let factor = constants.kernels.factor(of: checkpoint.format)
      let rate = constants.weightRate(of: card, kernelFactor: factor)
      let read = bytes.dense + bytes.experts * constants.expertReadFactor
      weights = max(weights, read / count / rate / 1e6)
      let cacheRate = constants.cacheRate(
        of: card, queriesPerKey: checkpoint.model.speedQueriesPerKey, flashAttention: true)
      cache = max(cache, bytes.cache / count / cacheRate / 1e6)
      let layer = constants.layerMilliseconds(
        on: card, hasExperts: checkpoint.model.experts != nil,
        unpacking: VLLMSpeed.unpackMicroseconds(checkpoint.format))
      layers = max(layers, Double(checkpoint.model.layers) * layer)
      let all = bytes.dense + bytes.experts + bytes.cache
      floor = max(floor, all / count / card.bandwidthGBPerSecond / 1e6)
    }
    let sums = reduceMilliseconds
    let width = SpeedRange.vllm(
      hasExperts: checkpoint.model.experts != nil, cards: cards.count)
    let total = weights + cache + layers + sums + VLLMSpeed.hostMilliseconds
    return RuntimeDecodeEstimate(
      cachedTokens: tokens,
      tokensPerSecond: Estimate(
        1e3 / total, width: width, roof: 1e3 / floor, isKnown: false),
      weightMilliseconds: weights, cacheMilliseconds: cache, layerMilliseconds: layers,
      reduceMilliseconds: sums, hostMilliseconds: VLLMSpeed.hostMilliseconds, milliseconds: total,
      weightBytes: bytes.dense + bytes.experts, expertBytes: bytes.experts,
      cacheBytes: bytes.cache, rangeWidth: width, roof: 1e3 / floor)
  }

  /// What sums over the cards take whatever their size, and how fast they pass: over NVLink where it joins
  /// all cards. Bridges and boards join cards of one kind only; between others sums pass over PCIe. A pair of
  /// equal cards waits less than NCCL's sums.
  package var reduceLink: (microseconds: Double, gigabytesPerSecond: Double) {
    let first = cards.first?.card
    let areEqual = cards.allSatisfy { $0.card == first }
    let areJoined = areEqual && cards.allSatisfy { $0.card.rates.fastLinkCards >= cards.count }
    let rate = areJoined ? VLLMSpeed.fastLinkGBPerSecond : VLLMSpeed.linkGBPerSecond
    if areEqual && cards.count == 2 {
      return (microseconds: VLLMSpeed.pairReduceMicroseconds, gigabytesPerSecond: rate)
    }
    let wait = areJoined ? VLLMSpeed.fastReduceMicroseconds : VLLMSpeed.reduceMicroseconds
    return (microseconds: wait, gigabytesPerSecond: rate)
  }

  /// What adding up results of all layers over the cards takes.
  private var reduceMilliseconds: Double {
    guard cards.count > 1 else { return 0 }
    let count = Double(cards.count)
    let link = reduceLink
    let moved = 2 * (count - 1) / count * 2 * Double(checkpoint.model.hiddenSize)
    let each = link.microseconds + moved / (link.gigabytesPerSecond * 1e3)
    return 2 * Double(checkpoint.model.layers) * each / 1e3
  }
}

extension PreparedCheckpoint {
  /// Bytes that are read for a token: weights outside of routed experts, experts in use, and the
  /// cache with states.
  fileprivate func bytesReadPerToken(
    cachedTokens: Int64, _ cacheType: RuntimeCacheType
  ) -> (dense: Double, experts: Double, cache: Double) {
    let experts = Double(expertBytes)
    // The embedding is a look-up of one row, but where it is the output matrix too.
    let output = model.tiesEmbeddings ? 0 : embeddingBytes
    let used = model.experts?.usedShare ?? 0
    let ranks = TensorRanks(whole: model)
    var cache = 0.0
    for layer in 0..<model.layers {
      let parts = model.parts(ofLayer: layer)
      if parts.contains(.attention) {
        let seen = min(cachedTokens, model.runtimeWindow(inLayer: layer) ?? .max)
        let row = model.vllmBytesPerToken(inLayer: layer, ranks: ranks, cacheType: cacheType)
        cache += Double(row) * Double(seen)
      }
      if let recurrence = model.recurrence, parts.contains(.recurrence) {
        let state = recurrence.vllmState(ranks: 1, stateElement: recurrence.vllmElement)
        cache += 2 * Double(state)
      }
    }
    return (Double(fileBytes - output) - experts, experts * used, cache)
  }
}
