extension SpeedConstants {
  /// llama.cpp with CUDA, builds of 2026, fitted to two cards of Hopper and leaning on those of 2025.
  fileprivate static func cuda(_ evidence: SpeedEvidence) -> SpeedConstants {
    SpeedConstants(
      decode: DecodeConstants(
        weightEfficiency: 0.9677, kernelBytesPerClock: 7.658,
        kernels: KernelFactors(
          f16: 4.664, bf16: 4.664, q6K: 1.1, q4K: 1.064, q4v0: 1.008, mxfp4: 0.8861),
        sharedMemoryFactor: 0.889, layerMicroseconds: 38.05, unfusedLayerMicroseconds: 16.24,
        expertLayerFactor: 1.279,
        expertReadFactor: 1.068, cacheEfficiency: 0.97, cacheBytesPerClock: 73.84,
        unfusedCacheEfficiency: 1.218, unfusedCacheBytesPerClock: 999.2,
        origins: ConstantOrigins(
          olderBuilds: .init([.sharedMemoryFactor, .cacheEfficiency], .q8v0, .q4v0),
          assumed: .init([], .q6K, .q5K, .q3K, .q2K, .iq))),
      prefill: PrefillConstants(
        matrixUtilisation: 0.4173,
        kernels: KernelFactors(
          f16: 1.369, bf16: 1, q8v0: 0.8017, q6K: 0.8949, q5K: 0.8949, q4K: 0.8949, q4v0: 1.344,
          q3K: 0.8949, q2K: 0.8949, iq: 0.8949, mxfp4: 0.7004),
        teraflopsPerWatt: 0.565, expertTileTokens: 70.58, layerMicroseconds: 61.53,
        expertLayerFactor: 2.033, singleWarpShare: 0.446, attentionUtilisation: 0.536,
        unfusedAttentionUtilisation: 0.05837,
        weightEfficiency: 0.901, sharedMemoryFactor: 0.8784,
        origins: ConstantOrigins(
          olderBuilds: .init([.sharedMemoryFactor], .q8v0, .q4v0),
          likeFormat: .init([], .q6K, .q5K, .q3K, .q2K, .iq), assumed: .init([], .bf16))),
      decodeBuilds: "llama.cpp/cuda/2026", prefillBuilds: "llama.cpp/cuda/2026",
      decodeEvidence: evidence, prefillEvidence: evidence,
      vectorStreams: CommonSpeed.vectorStreams)
  }

  /// llama.cpp with Metal: decode of builds from mid 2025 on, which ran on one chip, and prefill of all
  /// builds, which ran on two.
  fileprivate static let metal = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.97, kernelBytesPerClock: 15.49,
      kernels: KernelFactors(f16: 0.9679, q6K: 1.1, q4K: 1.006, q4v0: 1.065, mxfp4: 0.9831),
      sharedMemoryFactor: 1, layerMicroseconds: 62.41, unfusedLayerMicroseconds: 19.16,
      expertLayerFactor: 1.56,
      expertReadFactor: 1.084, cacheEfficiency: 0.7527, cacheBytesPerClock: 20.35,
      unfusedCacheEfficiency: 2.112, unfusedCacheBytesPerClock: 271.9,
      origins: ConstantOrigins(
        olderBuilds: .init(unfusedDecode, .f16, .q4v0),
        assumed: .init([], .bf16, .q8v0, .q6K, .q5K, .q3K, .q2K, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.6804,
      kernels: KernelFactors(
        f16: 1.088, bf16: 1, q6K: 0.9367, q5K: 0.9367, q4K: 0.9367, q4v0: 0.9687, q3K: 0.9367,
        q2K: 0.9367, iq: 0.9367),
      teraflopsPerWatt: 0.3937, expertTileTokens: 24, layerMicroseconds: 150.6,
      expertLayerFactor: 2, singleWarpShare: 1, attentionUtilisation: 0.15,
      unfusedAttentionUtilisation: 0.2601,
      weightEfficiency: 0.9018, sharedMemoryFactor: 1,
      origins: ConstantOrigins(
        likeFormat: .init([], .q6K, .q5K, .q3K, .q2K, .iq),
        assumed: .init(
          [.expertTileTokens, .attentionUtilisation, .expertLayerFactor], .bf16, .q8v0, .mxfp4))),
    decodeBuilds: "llama.cpp/metal/2025", prefillBuilds: "llama.cpp/metal", decodeEvidence: .one,
    prefillEvidence: .several, vectorStreams: nil)

  /// llama.cpp with ROCm, builds of 2026. Fitted to one device of RDNA 3.5, a chip that shares its memory
  /// with the processor.
  fileprivate static let rocm = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9548, kernelBytesPerClock: 10.74,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.556, q8v0: 1.01, q6K: 1.103, q5K: 0.9984, q4K: 1.001, q4v0: 1.01,
        q3K: 0.9964, mxfp4: 1.009),
      sharedMemoryFactor: 0.8609, layerMicroseconds: 108, unfusedLayerMicroseconds: 18.63,
      expertLayerFactor: 1.973,
      expertReadFactor: 1.009, cacheEfficiency: 0.97, cacheBytesPerClock: 29.01,
      unfusedCacheEfficiency: 0.1174, unfusedCacheBytesPerClock: 681.1,
      origins: ConstantOrigins(
        olderBuilds: .init(unfusedDecode, .q6K), cuda: .init([.cacheEfficiency]),
        assumed: .init([], .f16, .q2K, .iq))),
    prefill: rocmPrefill, decodeBuilds: "llama.cpp/rocm/2026",
    prefillBuilds: "llama.cpp/rocm/2026", decodeEvidence: .one, prefillEvidence: .one,
    vectorStreams: nil)

  /// llama.cpp with ROCm on cards with memory of their own.
  ///
  /// Decode is of builds of 2025, the newest that ran on such a card (RDNA 3, with reference rates): layers of
  /// the chip that builds of 2026 ran on take longer, those with experts most of all. No prompt was
  /// measured on such a card.
  fileprivate static func rocmCards(_ evidence: SpeedEvidence) -> SpeedConstants {
    SpeedConstants(
      decode: DecodeConstants(
        weightEfficiency: 0.9317, kernelBytesPerClock: 10.68,
        kernels: KernelFactors(
          f16: 3.556, bf16: 3.556, q8v0: 1.002, q6K: 1.103, q4K: 1.009, q4v0: 1.01, q3K: 0.9975,
          mxfp4: 1.006),
        sharedMemoryFactor: 1, layerMicroseconds: 83.45, unfusedLayerMicroseconds: 18.63,
        expertLayerFactor: 1.65,
        expertReadFactor: 1.017, cacheEfficiency: 0.97, cacheBytesPerClock: 35.2,
        unfusedCacheEfficiency: 0.1174, unfusedCacheBytesPerClock: 681.1,
        origins: ConstantOrigins(
          cuda: .init([.cacheEfficiency]),
          assumed: .init([], .f16, .bf16, .q5K, .q2K, .iq))),
      prefill: rocmPrefill, decodeBuilds: "llama.cpp/rocm/2025",
      prefillBuilds: "llama.cpp/rocm/2026", decodeEvidence: evidence, prefillEvidence: .kindred,
      vectorStreams: nil)
  }

  private static let rocmPrefill = PrefillConstants(
    matrixUtilisation: 0.2318,
    kernels: KernelFactors(
      f16: 1.147, bf16: 0.9546, q8v0: 0.9164, q6K: 1.01, q5K: 1.01, q4K: 0.8271, q4v0: 1.104,
      q3K: 1.011, q2K: 1.011, iq: 0.8271, mxfp4: 1.184),
    teraflopsPerWatt: 0.4197, expertTileTokens: 35.49, layerMicroseconds: 94.99,
    expertLayerFactor: 2.052, singleWarpShare: 1, attentionUtilisation: 0.1238,
    unfusedAttentionUtilisation: 0.08146,
    weightEfficiency: 0.895, sharedMemoryFactor: 0.8732,
    origins: ConstantOrigins(
      olderBuilds: .init([.unfusedAttentionUtilisation]), cuda: .init([], .f16),
      likeFormat: .init([], .q6K, .q2K, .iq)))

  /// llama.cpp with Vulkan, builds of 2026. Fitted to a device of AMD; here for Intel's.
  fileprivate static let vulkan = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9518, kernelBytesPerClock: 11.04,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.554, q8v0: 1.008, q6K: 1.107, q5K: 0.9997, q4K: 1.009, q4v0: 1.011,
        q3K: 0.9922, mxfp4: 1.009),
      sharedMemoryFactor: 0.8561, layerMicroseconds: 79.17, unfusedLayerMicroseconds: 13.71,
      expertLayerFactor: 1.696,
      expertReadFactor: 1.096, cacheEfficiency: 0.97, cacheBytesPerClock: 29.16,
      unfusedCacheEfficiency: 0.1348, unfusedCacheBytesPerClock: 886.4,
      origins: ConstantOrigins(
        olderBuilds: .init(unfusedDecode, .q6K), cuda: .init([.cacheEfficiency]),
        assumed: .init([], .f16, .q2K, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.2039,
      kernels: KernelFactors(
        f16: 1.147, bf16: 0.5799, q8v0: 0.9845, q6K: 1.135, q5K: 1.017, q4K: 0.9897, q4v0: 1.26,
        q3K: 1.011, q2K: 1.011, iq: 0.9897, mxfp4: 1.11),
      teraflopsPerWatt: 0.421, expertTileTokens: 37.26, layerMicroseconds: 91.82,
      expertLayerFactor: 2.042, singleWarpShare: 1, attentionUtilisation: 0.09803,
      unfusedAttentionUtilisation: 0.0631,
      weightEfficiency: 0.8992, sharedMemoryFactor: 0.8773,
      origins: ConstantOrigins(
        olderBuilds: .init([.unfusedAttentionUtilisation], .q6K), cuda: .init([], .f16),
        likeFormat: .init([], .q2K, .iq))),
    decodeBuilds: "llama.cpp/vulkan/2026", prefillBuilds: "llama.cpp/vulkan/2026",
    decodeEvidence: .borrowed, prefillEvidence: .borrowed, vectorStreams: nil)

  /// Constants of decode without flash attention, which newer builds were not measured with.
  private static let unfusedDecode: ConstantSet = [
    .unfusedLayerMicroseconds, .unfusedCacheEfficiency, .unfusedCacheBytesPerClock,
  ]

  fileprivate static let fittedCUDA = cuda(.several)
  fileprivate static let kindredCUDA = cuda(.kindred)
  fileprivate static let rdnaCards = rocmCards(.one)
  fileprivate static let cdnaCards = rocmCards(.kindred)
}

extension Backend {
  /// The constants of the class with the newest builds that ran on such devices; `nil` for processors,
  /// which have some of their own in ``CommonSpeed``.
  ///
  /// - Parameter sharesMemory: Whether a PC's processor shares the device's memory.
  /// - Returns: The constants.
  package func speed(sharesMemory: Bool) -> SpeedConstants? {
    switch self {
    case .cudaAda, .cudaAmpere, .cudaHopper: .fittedCUDA
    case .cudaTuring: .kindredCUDA
    case .rocmRDNA: sharesMemory ? SpeedConstants.rocm : SpeedConstants.rdnaCards
    case .rocmCDNA: sharesMemory ? SpeedConstants.rocm : SpeedConstants.cdnaCards
    case .metal: .metal
    case .intel: .vulkan
    case .cpuDesktop, .cpuServer: nil
    }
  }
}

extension Card {
  /// The constants of its class.
  package var speed: SpeedConstants? { backend.speed(sharesMemory: rates.sharesMemory) }
}
