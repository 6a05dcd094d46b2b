extension SpeedConstants {
  /// llama.cpp with CUDA, builds from mid 2025 on.
  fileprivate static func cuda(isFitted: Bool) -> SpeedConstants {
    SpeedConstants(
      decode: DecodeConstants(
        weightEfficiency: 0.9636, kernelBytesPerClock: 10.65,
        kernels: KernelFactors(f16: 0.7736, q6K: 1.1, q4K: 1.015, q4v0: 1.009, mxfp4: 1.001),
        sharedMemoryFactor: 0.8911, layerMicroseconds: 56.93, expertLayerFactor: 1.242,
        expertReadFactor: 0.9641, cacheEfficiency: 0.97, cacheBytesPerClock: 43.2,
        unfusedCacheEfficiency: 1.164, unfusedCacheBytesPerClock: 967.1),
      prefill: PrefillConstants(
        matrixUtilisation: 0.4238,
        kernels: KernelFactors(
          f16: 1.147, bf16: 1, q8v0: 0.8017, q4K: 1.005, q4v0: 1.344, mxfp4: 0.7488),
        teraflopsPerWatt: 0.4041, expertTileTokens: 62.84, layerMicroseconds: 91.61,
        expertLayerFactor: 2.03, attentionUtilisation: 0.2907,
        unfusedAttentionUtilisation: 0.06984, weightEfficiency: 0.9003,
        sharedMemoryFactor: 0.8784), isFitted: isFitted)
  }

  /// llama.cpp with Metal, builds from mid 2025 on.
  fileprivate static let metal = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.97, kernelBytesPerClock: 15.68,
      kernels: KernelFactors(f16: 0.9688, q6K: 1.1, q4K: 1.012, q4v0: 1.067, mxfp4: 0.9837),
      sharedMemoryFactor: 1, layerMicroseconds: 64.99, expertLayerFactor: 1.533,
      expertReadFactor: 1.08, cacheEfficiency: 0.7535, cacheBytesPerClock: 20.44,
      unfusedCacheEfficiency: 2.121, unfusedCacheBytesPerClock: 278.8),
    prefill: PrefillConstants(
      matrixUtilisation: 0.6804,
      kernels: KernelFactors(f16: 1.088, bf16: 1, q4K: 0.9367, q4v0: 0.9687),
      teraflopsPerWatt: 0.3937, expertTileTokens: 24, layerMicroseconds: 150.6,
      expertLayerFactor: 2, attentionUtilisation: 0.15, unfusedAttentionUtilisation: 0.2601,
      weightEfficiency: 0.9018, sharedMemoryFactor: 1), isFitted: true)

  /// llama.cpp with ROCm, builds of 2026. Fitted to one device of RDNA 3.5 and reference rates of one
  /// of RDNA 3, which say little about other generations.
  fileprivate static let rocm = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9575, kernelBytesPerClock: 11.01,
      kernels: KernelFactors(
        f16: 0.7736, bf16: 0.8043, q8v0: 1.009, q6K: 1.104, q5K: 0.9985, q4K: 0.9985,
        q4v0: 1.011, q3K: 0.9965, mxfp4: 1.01),
      sharedMemoryFactor: 0.861, layerMicroseconds: 105.8, expertLayerFactor: 2.039,
      expertReadFactor: 0.9986, cacheEfficiency: 0.97, cacheBytesPerClock: 29.31,
      unfusedCacheEfficiency: 0.1152, unfusedCacheBytesPerClock: 549.2),
    prefill: PrefillConstants(
      matrixUtilisation: 0.2318,
      kernels: KernelFactors(
        f16: 1.147, bf16: 0.9546, q8v0: 0.9164, q5K: 1.01, q4K: 0.8271, q4v0: 1.104,
        q3K: 1.011, mxfp4: 1.184),
      teraflopsPerWatt: 0.4197, expertTileTokens: 35.49, layerMicroseconds: 94.99,
      expertLayerFactor: 2.052, attentionUtilisation: 0.1238,
      unfusedAttentionUtilisation: 0.08146, weightEfficiency: 0.895,
      sharedMemoryFactor: 0.8732), isFitted: false)

  /// llama.cpp with Vulkan, builds of 2026. Fitted to a device of AMD; here for Intel's.
  fileprivate static let vulkan = SpeedConstants(
    decode: DecodeConstants(
      weightEfficiency: 0.9547, kernelBytesPerClock: 10.73,
      kernels: KernelFactors(
        f16: 0.7736, bf16: 0.7943, q8v0: 1.008, q6K: 1.107, q5K: 0.9996, q4K: 1.006,
        q4v0: 1.012, q3K: 0.9921, mxfp4: 1.01),
      sharedMemoryFactor: 0.8565, layerMicroseconds: 73.27, expertLayerFactor: 1.879,
      expertReadFactor: 1.091, cacheEfficiency: 0.97, cacheBytesPerClock: 29.91,
      unfusedCacheEfficiency: 0.1329, unfusedCacheBytesPerClock: 740.1),
    prefill: PrefillConstants(
      matrixUtilisation: 0.2039,
      kernels: KernelFactors(
        f16: 1.147, bf16: 0.5799, q8v0: 0.9845, q6K: 1.135, q5K: 1.017, q4K: 0.9897,
        q4v0: 1.26, q3K: 1.011, mxfp4: 1.11),
      teraflopsPerWatt: 0.421, expertTileTokens: 37.26, layerMicroseconds: 91.82,
      expertLayerFactor: 2.042, attentionUtilisation: 0.09803,
      unfusedAttentionUtilisation: 0.0631, weightEfficiency: 0.8992,
      sharedMemoryFactor: 0.8773), isFitted: false)

  fileprivate static let fittedCUDA = cuda(isFitted: true)
  fileprivate static let borrowedCUDA = cuda(isFitted: false)
}

extension Backend {
  /// The constants of the class with the newest builds; `nil` for processors, which have some of
  /// their own in ``CommonSpeed``.
  package var speed: SpeedConstants? {
    switch self {
    case .cudaAda, .cudaAmpere: .fittedCUDA
    case .cudaHopper, .cudaTuring: .borrowedCUDA
    case .rocmRDNA, .rocmCDNA: .rocm
    case .metal: .metal
    case .intel: .vulkan
    case .cpuDesktop, .cpuServer: nil
    }
  }
}
