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

/// Constants of vLLM on CUDA, builds from release 0.6 on.
///
/// Fitted to what Qwen's pages measured of it on A100; the kernels' rate is that of all programs with
/// kernels of their kind, on four cards. Source: `Benchmarks/Accuracy/fit.py`, class `vllm/cuda/2025`.
package enum VLLMSpeed {
  /// Constants of decode. Without flash attention there is none.
  package static let decode = DecodeConstants(
    weightEfficiency: 0.9252, kernelBytesPerClock: 32.92,
    kernels: KernelFactors(f16: 0.7898, bf16: 0.8409, w4: 0.969, w8: 0.9973),
    sharedMemoryFactor: 1, layerMicroseconds: 52.71, unfusedLayerMicroseconds: 0,
    expertLayerFactor: 1.4,
    expertReadFactor: 1.05, cacheEfficiency: 0.97, cacheBytesPerClock: 68.27,
    unfusedCacheEfficiency: 1, unfusedCacheBytesPerClock: 800,
    origins: ConstantOrigins(
      llamaCpp: .init([.cacheEfficiency]), likeKernels: .init([.kernelBytesPerClock], .f16),
      assumed: .init([.expertReadFactor, .expertLayerFactor])))
  /// Microseconds, at 2 GHz, that the kernels of a layer with fewer than 16 bits take beside reading
  /// and beyond those of 16 bits, whatever the size of its matrices (symbol `t_q`).
  package static let quantisedLayerMicroseconds = 18.54
  /// Milliseconds of the scheduler for each token (symbol `t_0`).
  package static let hostMilliseconds = 1.364
  /// Microseconds of a sum over cards that NVLink joins (symbol `α`).
  package static let fastReduceMicroseconds = 9.201
  /// The same over PCIe.
  package static let reduceMicroseconds = 46.6
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
    let total = weights + cache + layers + sums + VLLMSpeed.hostMilliseconds
    return RuntimeDecodeEstimate(
      cachedTokens: tokens,
      tokensPerSecond: Estimate(
        1e3 / total, width: SpeedRange.vllm, roof: 1e3 / floor, isKnown: false),
      weightMilliseconds: weights, cacheMilliseconds: cache, layerMilliseconds: layers,
      reduceMilliseconds: sums, hostMilliseconds: VLLMSpeed.hostMilliseconds, milliseconds: total,
      weightBytes: bytes.dense + bytes.experts, expertBytes: bytes.experts,
      cacheBytes: bytes.cache, rangeWidth: SpeedRange.vllm, roof: 1e3 / floor)
  }

  /// What sums over the cards take whatever their size, and how fast they pass: over NVLink where it joins
  /// all cards. Bridges and boards join cards of one kind only; between others sums pass over PCIe.
  package var reduceLink: (microseconds: Double, gigabytesPerSecond: Double) {
    let first = cards.first?.card
    let areJoined = cards.allSatisfy {
      $0.card == first && $0.card.rates.fastLinkCards >= cards.count
    }
    guard areJoined else {
      return (
        microseconds: VLLMSpeed.reduceMicroseconds, gigabytesPerSecond: VLLMSpeed.linkGBPerSecond
      )
    }
    return (
      microseconds: VLLMSpeed.fastReduceMicroseconds,
      gigabytesPerSecond: VLLMSpeed.fastLinkGBPerSecond
    )
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
