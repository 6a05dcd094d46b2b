extension LanguageModel {
  /// Bytes that one token leaves in a layer's cache on a rank, in vLLM.
  ///
  /// Latent attention keeps its compressed row, the same on every rank, and an indexer its key in
  /// FP8 with a scale for each 128 elements. Where heads are cached, values are padded to the width of keys
  /// (vLLM's `minicpm3.py`, 2025-10).
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - ranks: How the model is cut.
  ///   - cacheType: The format of keys and values.
  ///   - packsRows: Whether rows in FP8 of a model with an indexer have scales of their own.
  /// - Returns: The bytes.
  func vllmBytesPerToken(
    inLayer layer: Int, ranks: TensorRanks, cacheType: RuntimeCacheType, packsRows: Bool = true
  ) -> Int64 {
    if let latent, latent.cachesHeads {
      return 2 * ranks.kvHeads(kvHeads) * keyHeadSize * cacheType.elementBytes
    }
    if let latent {
      let isPacked = packsRows && cacheType == .fp8 && latent.indexer != nil
      let row = isPacked ? latent.packedRowBytes : latent.cachedWidth * cacheType.elementBytes
      guard let indexer = latent.indexer, indexer.serves(layer: layer) else { return row }
      return row + indexer.keySize + 4 * indexer.keySize.parts(of: 128)
    }
    let heads = heads(inLayer: layer)
    let width = ranks.kvHeads(heads.kvHeads) * (heads.keySize + heads.valueSize)
    return width * cacheType.elementBytes
  }

  /// Bytes that one token leaves in a layer's cache in transformers, which expands latent rows to
  /// keys and values of all heads before it caches them.
  func expandedBytesPerToken(inLayer layer: Int) -> Int64 {
    let heads = heads(inLayer: layer)
    return 2 * (heads.keyWidth + heads.valueWidth)
  }

  /// Tokens that the attention of a layer sees in runtimes other than llama.cpp; `nil` where all.
  func runtimeWindow(inLayer layer: Int) -> Int64? {
    let parts = parts(ofLayer: layer)
    if parts.contains(.window) { return window?.tokens }
    guard parts.contains(.attention), let unusedWindow, unusedWindow.limits(layer: layer) else {
      return nil
    }
    return unusedWindow.tokens
  }

  /// Bytes of cache and state that a layer holds for a sequence of so many tokens in transformers.
  ///
  /// - Parameters:
  ///   - layer: The layer.
  ///   - tokens: Tokens of the sequence.
  ///   - widening: What an element takes in place of 16 bits, as a multiple.
  ///   - stateElement: Bytes of an element of a state.
  /// - Returns: The bytes.
  func expandedCacheBytes(
    inLayer layer: Int, tokens: Int64, widening: Int64, stateElement: Int64
  ) -> Int64 {
    let parts = parts(ofLayer: layer)
    var bytes: Int64 = 0
    if parts.keepsCache {
      let kept = min(tokens, runtimeWindow(inLayer: layer) ?? tokens)
      bytes = kept * expandedBytesPerToken(inLayer: layer) * widening
    }
    if let recurrence, parts.contains(.recurrence) {
      bytes += recurrence.transformersState(widening: widening, stateElement: stateElement)
    }
    return bytes
  }
}

extension LatentAttention {
  /// Bytes of a row in vLLM's format `fp8_ds_mla`, which it takes for any cache in FP8 of a model with an
  /// indexer: FP8 with a scale of 32 bits for each 128 elements, and 16 bits for the part that carries the
  /// position. DeepSeek-V3.2 and GLM-5 have 656.
  ///
  /// Source: `DeepseekV32ForCausalLM` in vLLM's `model_executor/models/config.py` (2025-10),
  /// `FlashMLASparseBackend.get_kv_cache_shape` in `v1/attention/backends/mla/flashmla_sparse.py` (2026).
  fileprivate var packedRowBytes: Int64 {
    keyValueRank + 4 * keyValueRank.parts(of: 128) + 2 * ropeSize
  }
}

extension Recurrence {
  /// Bytes of the widest element that a state has in any runtime.
  static let widestElement: Int64 = 4

  /// Bytes of an element of the state in vLLM unless its options say otherwise.
  ///
  /// Kimi Delta Attention keeps 32 bits. Others keep what the configuration asks for, and the model's
  /// type where it asks for nothing (`mamba_ssm_cache_dtype`, *auto*).
  var vllmElement: Int64 { kind == .kimiDelta ? Self.widestElement : statedElement ?? 2 }

  /// Channels of the convolution that every rank holds: those of the one group of a state space.
  var wholeChannels: Int64 { kind == .mamba2 && groups == 1 ? sideWidth : 0 }

  /// Channels of the convolution on a rank.
  func channels(ranks: Int64) -> Int64 {
    (convolutionChannels - wholeChannels) / ranks + wholeChannels
  }

  /// Bytes of the state of a sequence and layer on a rank in vLLM: the last inputs of the convolution in
  /// the model's type, one fewer than it has taps, and the state.
  func vllmState(ranks: Int64, stateElement: Int64) -> Int64 {
    2 * (convolutionWidth - 1) * channels(ranks: ranks) + stateElement * headState / ranks
  }

  /// Bytes of the state of a sequence and layer in transformers: as many inputs of the convolution as it
  /// has taps, in the model's type, and the state.
  func transformersState(widening: Int64, stateElement: Int64) -> Int64 {
    2 * widening * convolutionWidth * convolutionChannels + stateElement * headState
  }
}
