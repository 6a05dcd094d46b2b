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

  /// llama.cpp with Metal: decode of builds from 2025 on, and prefill of all builds. One chip informs most of
  /// it, an M2 Ultra; of the others there are few rates, some with settings that were inferred.
  fileprivate static let metal = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.97,
      kernelBytesPerClock: 15.62,
      kernels: KernelFactors(
        f16: 0.9679, q8v0: 1.018, q6K: 1.1, q4K: 0.9834, q4v0: 1.057, mxfp4: 1.001),
      sharedMemoryFactor: 1,
      layerMicroseconds: 85.96,
      unfusedLayerMicroseconds: 19.16,
      expertLayerFactor: 1.604,
      expertReadFactor: 1.051,
      cacheEfficiency: 0.9597,
      cacheBytesPerClock: 30.45,
      unfusedCacheEfficiency: 2.112,
      unfusedCacheBytesPerClock: 271.9,
      origins: ConstantOrigins(
        olderBuilds: .init(
          [
            .weightEfficiency, .unfusedLayerMicroseconds, .unfusedCacheEfficiency,
            .unfusedCacheBytesPerClock,
          ], .f16), assumed: .init([], .bf16, .q6K, .q5K, .q3K, .q2K, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.7044,
      kernels: KernelFactors(
        f16: 1.06, bf16: 1, q8v0: 1.026, q6K: 0.9253, q5K: 0.9253, q4K: 0.9253, q4v0: 0.955,
        q3K: 0.9253, q2K: 0.9253, iq: 0.9253, mxfp4: 1.034),
      teraflopsPerWatt: 0.3937,
      expertTileTokens: 23.06,
      layerMicroseconds: 189.3,
      expertLayerFactor: 2.016,
      singleWarpShare: 1,
      attentionUtilisation: 0.4396,
      unfusedAttentionUtilisation: 0.2471,
      weightEfficiency: 0.9018,
      sharedMemoryFactor: 1,
      origins: ConstantOrigins(
        likeFormat: .init([], .q6K, .q5K, .q3K, .q2K, .iq), assumed: .init([], .bf16))),
    decodeBuilds: "llama.cpp/metal/2025", prefillBuilds: "llama.cpp/metal",
    decodeEvidence: .few, prefillEvidence: .few, vectorStreams: nil)

  /// llama.cpp with ROCm, builds of 2026. Fitted to one device of RDNA 3.5, a chip that shares its memory
  /// with the processor.
  fileprivate static let rocm = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9648,
      kernelBytesPerClock: 10.22,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.559, q8v0: 1.014, q6K: 1.099, q5K: 0.9982, q4K: 0.9927, q4v0: 1.013,
        q3K: 0.9932, mxfp4: 1.008),
      sharedMemoryFactor: 0.8817,
      layerMicroseconds: 181.1,
      unfusedLayerMicroseconds: 16.19,
      expertLayerFactor: 1.31,
      expertReadFactor: 1.005,
      cacheEfficiency: 0.97,
      cacheBytesPerClock: 31.52,
      unfusedCacheEfficiency: 0.123,
      unfusedCacheBytesPerClock: 819.5,
      slowestPackedCache: CommonSpeed.slowestPackedCacheROCm,
      origins: ConstantOrigins(
        olderBuilds: .init(
          [.unfusedLayerMicroseconds, .unfusedCacheEfficiency, .unfusedCacheBytesPerClock], .q6K),
        cuda: .init([.cacheEfficiency]), assumed: .init([], .f16, .q2K, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.2279,
      kernels: KernelFactors(
        f16: 1.147, bf16: 1.076, q8v0: 0.9515, q6K: 0.931, q5K: 0.931, q4K: 0.8483, q4v0: 1.146,
        q3K: 0.9124, q2K: 0.9124, iq: 0.9703, mxfp4: 1.195),
      teraflopsPerWatt: 0.4187,
      expertTileTokens: 32.21,
      layerMicroseconds: 102.3,
      expertLayerFactor: 2.075,
      singleWarpShare: 1,
      attentionUtilisation: 0.1157,
      unfusedAttentionUtilisation: 0.04593,
      weightEfficiency: 0.8939,
      sharedMemoryFactor: 0.872,
      origins: ConstantOrigins(
        olderBuilds: .init([.unfusedAttentionUtilisation]), nearest: .init([], .iq),
        cuda: .init([], .f16), likeFormat: .init([], .q6K, .q2K))),
    decodeBuilds: "llama.cpp/rocm/2026", prefillBuilds: "llama.cpp/rocm/2026",
    decodeEvidence: .one, prefillEvidence: .one, vectorStreams: nil)

  /// llama.cpp with ROCm on graphics cards, builds of 2026. Fitted to three cards of RDNA 3 and 4, by runs of
  /// which flash attention was not stated, and leaning on builds of 2025 on three.
  fileprivate static let rocmCards = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9693,
      kernelBytesPerClock: 10.28,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.558, q8v0: 1.003, q6K: 1.093, q5K: 1.003, q4K: 1.017, q4v0: 1.01,
        q3K: 0.9926, q2K: 0.9957, mxfp4: 1.003),
      sharedMemoryFactor: 1,
      layerMicroseconds: 126.1,
      unfusedLayerMicroseconds: 18.31,
      expertLayerFactor: 1.304,
      expertReadFactor: 0.9605,
      cacheEfficiency: 0.97,
      cacheBytesPerClock: 60.95,
      unfusedCacheEfficiency: 1.217,
      unfusedCacheBytesPerClock: 1006,
      slowestPackedCache: CommonSpeed.slowestPackedCacheROCm,
      origins: ConstantOrigins(
        olderBuilds: .init([], .bf16, .q8v0, .q4v0),
        cuda: .init([
          .unfusedLayerMicroseconds, .cacheEfficiency, .unfusedCacheEfficiency,
          .unfusedCacheBytesPerClock,
        ]), assumed: .init([], .f16, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.4324,
      kernels: KernelFactors(
        f16: 1.147, bf16: 1.126, q8v0: 0.8639, q6K: 0.8551, q5K: 0.9315, q4K: 1.122, q4v0: 1.305,
        q3K: 0.8595, q2K: 0.8595, iq: 0.9703, mxfp4: 0.9523),
      teraflopsPerWatt: 0.3606,
      expertTileTokens: 68.13,
      layerMicroseconds: 445.2,
      expertLayerFactor: 2.065,
      singleWarpShare: 1,
      attentionUtilisation: 0.1316,
      unfusedAttentionUtilisation: 0.06984,
      weightEfficiency: 0.8991,
      sharedMemoryFactor: 1,
      origins: ConstantOrigins(
        olderBuilds: .init([], .bf16, .q8v0, .q4v0, .q3K, .iq),
        cuda: .init([.unfusedAttentionUtilisation], .f16), likeFormat: .init([], .q2K))),
    decodeBuilds: "llama.cpp/rocm-cards/2026", prefillBuilds: "llama.cpp/rocm-cards/2026",
    decodeEvidence: .few, prefillEvidence: .few, vectorStreams: nil)

  /// llama.cpp with ROCm on compute cards, whose wavefronts and matrix instructions are others. Ten runs of
  /// text and 43 of prompts inform it, of an MI100, an MI300X and an MI355X, most with settings that were
  /// inferred; of half of the formats it has what graphics cards have.
  fileprivate static let rocmCDNA = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9677,
      kernelBytesPerClock: 10.04,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.558, q8v0: 1.003, q6K: 1.087, q5K: 1.003, q4K: 1.017, q4v0: 1.016,
        q3K: 0.9842, q2K: 0.9957, mxfp4: 1.005),
      sharedMemoryFactor: 1,
      layerMicroseconds: 106.6,
      unfusedLayerMicroseconds: 15.35,
      expertLayerFactor: 1.513,
      expertReadFactor: 0.9628,
      cacheEfficiency: 0.97,
      cacheBytesPerClock: 49.86,
      unfusedCacheEfficiency: 1.218,
      unfusedCacheBytesPerClock: 1017,
      slowestPackedCache: CommonSpeed.slowestPackedCacheROCm,
      origins: ConstantOrigins(
        nearest: .init([], .bf16, .q8v0, .q5K, .q2K), cuda: .init([.cacheEfficiency]),
        assumed: .init([], .f16, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.2346,
      kernels: KernelFactors(
        f16: 1.147, bf16: 1.126, q8v0: 0.8639, q6K: 0.8551, q5K: 0.7433, q4K: 1.113, q4v0: 1.108,
        q3K: 0.8595, q2K: 0.8595, iq: 1.158, mxfp4: 0.9523),
      teraflopsPerWatt: 0.3508,
      expertTileTokens: 89.05,
      layerMicroseconds: 440.9,
      expertLayerFactor: 2.111,
      singleWarpShare: 1,
      attentionUtilisation: 0.1311,
      unfusedAttentionUtilisation: 0.02308,
      weightEfficiency: 0.8991,
      sharedMemoryFactor: 1,
      origins: ConstantOrigins(
        nearest: .init([], .bf16, .q8v0, .q6K, .q3K, .mxfp4),
        cuda: .init([], .f16), likeFormat: .init([], .q2K))),
    decodeBuilds: "llama.cpp/rocm-cdna/2026", prefillBuilds: "llama.cpp/rocm-cdna/2026",
    decodeEvidence: .scarce, prefillEvidence: .scarce, vectorStreams: nil)

  /// llama.cpp with Vulkan, builds of 2026. Fitted to a device of AMD; here for Intel's.
  fileprivate static let vulkan = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9553,
      kernelBytesPerClock: 10.44,
      kernels: KernelFactors(
        f16: 3.556, bf16: 3.557, q8v0: 1.011, q6K: 1.102, q5K: 0.9995, q4K: 0.9994, q4v0: 1.014,
        q3K: 0.9883, mxfp4: 1.008),
      sharedMemoryFactor: 0.8663,
      layerMicroseconds: 115.5,
      unfusedLayerMicroseconds: 12.98,
      expertLayerFactor: 1.242,
      expertReadFactor: 1.125,
      cacheEfficiency: 0.97,
      cacheBytesPerClock: 34.2,
      unfusedCacheEfficiency: 0.1348,
      unfusedCacheBytesPerClock: 1005,
      origins: ConstantOrigins(
        olderBuilds: .init(
          [.unfusedLayerMicroseconds, .unfusedCacheEfficiency, .unfusedCacheBytesPerClock], .q6K),
        cuda: .init([.cacheEfficiency]), assumed: .init([], .f16, .q2K, .iq))),
    prefill: PrefillConstants(
      matrixUtilisation: 0.203,
      kernels: KernelFactors(
        f16: 1.147, bf16: 0.6265, q8v0: 1.004, q6K: 1.105, q5K: 0.9431, q4K: 0.9948, q4v0: 1.301,
        q3K: 0.9834, q2K: 0.9834, iq: 0.9703, mxfp4: 1.161),
      teraflopsPerWatt: 0.4219,
      expertTileTokens: 34.83,
      layerMicroseconds: 96.23,
      expertLayerFactor: 2.057,
      singleWarpShare: 1,
      attentionUtilisation: 0.08939,
      unfusedAttentionUtilisation: 0.04319,
      weightEfficiency: 0.8988,
      sharedMemoryFactor: 0.8768,
      origins: ConstantOrigins(
        olderBuilds: .init([.unfusedAttentionUtilisation], .q6K), nearest: .init([], .iq),
        cuda: .init([], .f16), likeFormat: .init([], .q2K))),
    decodeBuilds: "llama.cpp/vulkan/2026", prefillBuilds: "llama.cpp/vulkan/2026",
    decodeEvidence: .borrowed, prefillEvidence: .borrowed, vectorStreams: nil)

  fileprivate static let fittedCUDA = cuda(.several)
  fileprivate static let kindredCUDA = cuda(.kindred)
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
    case .rocmRDNA: sharesMemory ? SpeedConstants.rocm : SpeedConstants.rocmCards
    case .rocmCDNA: sharesMemory ? SpeedConstants.rocm : SpeedConstants.rocmCDNA
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
