/// Why a speed is not stated.
package enum SpeedGap: UInt8, Error, Sendable, CaseIterable {
  /// The bandwidth of a card is not known.
  case bandwidth
  /// The number of a card's compute units is not known.
  case computeUnits
  /// The rate of a card's matrix units is not known.
  case matrixRate
  /// Something that is read for each token is in host memory, and the processor is not known.
  case processor
  /// Prefill with weights in host memory: no run of llama.cpp itself informs it, only of other programs.
  case hostPrefill
  /// Several streams with weights in host memory: no measurement informs it.
  case hostStreams
  /// No measurement informs how fast the runtime is on such cards.
  case runtime
  /// With a draft model the text decides how many of its guesses are right.
  case draft
  /// Attention to compressed rows takes several times what its bytes do, and no constant is fitted.
  case compressedRows
  /// No default build has kernels of fused attention for the types of the cache.
  case cacheKernels
  /// Weights in host memory exceed it, or may, and the disk that they are read from is not known.
  case disk
  /// Host memory does not even hold the cache and the buffers that are in it.
  case hostMemory
  /// How a card is joined to the machine is not known.
  case link
  /// The clock of a card's compute units is not known, nor a rate that it follows from.
  case clock
}

extension Plan {
  /// Why no speed of what is loaded is stated, whatever it is loaded on.
  var modelGap: SpeedGap? {
    if companions.draft != nil { return .draft }
    return prepared.model.architecture.hasCompressedAttention ? .compressedRows : nil
  }

  /// Why no speed is stated on a card: builds of CUDA and ROCm without `GGML_CUDA_FA_ALL_QUANTS` have kernels of
  /// fused attention for like types of keys and values, of few formats; else the processor computes it.
  ///
  /// Source: `ggml_cuda_get_best_fattn_kernel` in ggml's `fattn.cu`; how slow that is: ggml-org/llama.cpp, issues
  /// 27109 and 28633.
  func kernelGap(on card: Card) -> SpeedGap? {
    let backend = card.backend
    guard settings.flashAttention,
      backend.isCUDA || backend == .rocmRDNA || backend == .rocmCDNA
    else { return nil }
    let hasAttention = prepared.cacheKinds.contains {
      prepared.model.parts(ofLayer: $0.layer).contains(.attention)
    }
    guard hasAttention else { return nil }
    let key = settings.cacheTypeK
    // Latent rows are keys and values in one.
    let value = prepared.model.cachedLatent == nil ? settings.cacheTypeV : key
    let built: [CacheType] = [.f32, .f16, .bf16, .q8v0, .q4v0]
    return key == value && built.contains(key) ? nil : .cacheKernels
  }
}
