/// What a class of devices reaches under llama.cpp.
///
/// Constants are fitted to published measurements; docs/decisions tells how, and
/// `Benchmarks/Accuracy/constants.csv` holds them with unit, rows used, spread, source and date.
package struct SpeedConstants: Sendable, Equatable {
  /// Constants of decode.
  package let decode: DecodeConstants
  /// Constants of prefill.
  package let prefill: PrefillConstants
  /// Whether devices of the class were measured, or the constants are those of the nearest class.
  package let isFitted: Bool
}

/// Constants of decode: one token of one stream.
package struct DecodeConstants: Sendable, Equatable {
  /// Fraction of the bandwidth that reading weights can reach (symbol `η`).
  package let weightEfficiency: Double
  /// Bytes that matrix-vector kernels take in, for each clock and compute unit (symbol `κ`).
  package let kernelBytesPerClock: Double
  /// The same for formats, relative to that (symbol `r`).
  package let kernels: KernelFactors
  /// Fraction of the bandwidth left where the processor shares the memory (symbol `u_m`).
  package let sharedMemoryFactor: Double
  /// Time of a layer beside reading in microseconds, at a clock of 2 GHz (symbol `t_l`): it is taken
  /// times 0.5 + 1 / GHz.
  package let layerMicroseconds: Double
  /// The same of a model with experts, relative to that (symbol `m_l`).
  package let expertLayerFactor: Double
  /// Bytes of experts that are read, relative to those of the experts in use (symbol `e_x`).
  package let expertReadFactor: Double
  /// Fraction of the bandwidth that reading the cache can reach (symbol `η_kv`).
  package let cacheEfficiency: Double
  /// Bytes of cache that one query head takes in, for each clock and compute unit (symbol `κ_kv`).
  package let cacheBytesPerClock: Double
  /// The fraction of the bandwidth without flash attention, whose kernels were measured together
  /// with the next constant: it alone may be above one.
  package let unfusedCacheEfficiency: Double
  /// Bytes of cache that one query head takes in for each clock of the whole card, without flash
  /// attention.
  package let unfusedCacheBytesPerClock: Double
}

/// Constants of prefill: a prompt in micro-batches.
package struct PrefillConstants: Sendable, Equatable {
  /// Fraction of the rate of the matrix units that is reached (symbol `U`).
  package let matrixUtilisation: Double
  /// The same for formats, relative to that.
  package let kernels: KernelFactors
  /// TFLOP/s that a board reaches for each watt of its power (symbol `e_W`).
  package let teraflopsPerWatt: Double
  /// Tokens of a tile: an expert with fewer tokens takes as long as with so many (symbol `m_0`).
  package let expertTileTokens: Double
  /// Time of a layer and micro-batch beside its products in microseconds, at 2 GHz (symbol `t_p`).
  package let layerMicroseconds: Double
  /// The same of a model with experts, relative to that.
  package let expertLayerFactor: Double
  /// Fraction of the rate of the matrix units that flash attention reaches (symbol `U_a`).
  package let attentionUtilisation: Double
  /// The same without flash attention.
  package let unfusedAttentionUtilisation: Double
  /// Fraction of the bandwidth that reading weights reaches.
  package let weightEfficiency: Double
  /// Fraction of the bandwidth left where the processor shares the memory.
  package let sharedMemoryFactor: Double
}

/// Constants that no class of cards changes.
package enum CommonSpeed {
  /// Milliseconds for which a token passes from one card to the next (symbol `t_hop`).
  package static let hopMilliseconds = 0.3043
  /// By how much a kernel made for one stream takes longer for each further one (symbol `β`).
  package static let batchGrowth = 0.3193
  /// Tokens by which a tile of the matrix units exceeds the streams in it.
  package static let batchTileTokens = 36.21
  /// What of the ideal gain several cards reach in prefill, working on successive micro-batches
  /// (symbol `ψ`).
  package static let pipelineEfficiency = 0.8282
  /// Fraction of the memory's bandwidth that a processor reaches (symbol `η_cpu`).
  package static let processorEfficiency = 0.664
  /// GB/s that one fast core takes in (symbol `b_core`).
  package static let coreGBPerSecond = 15.18
  /// Time of a layer on a processor beside reading, in milliseconds.
  package static let processorLayerMilliseconds = 0.1033
  /// Fraction of the memory's bandwidth that experts in host memory reach (symbol `η_exp`).
  package static let hostExpertEfficiency = 0.3992
  /// Fraction of the bandwidth of several sockets that is left (symbol `u_s`).
  package static let socketFactor = 0.7962
}
