/// What a class of devices reaches under llama.cpp.
///
/// Constants are fitted to published measurements; docs/decisions tells how, and
/// `Content/Catalog/speed-constants.csv` holds them with unit, rows used, spread, source and date.
package struct SpeedConstants: Sendable {
  /// Constants of decode.
  package let decode: DecodeConstants
  /// Constants of prefill.
  package let prefill: PrefillConstants
  /// The class of runs and builds that the constants of decode are of, as the catalog names it.
  package let decodeBuilds: StaticString
  /// The same of prefill.
  package let prefillBuilds: StaticString
  /// Which devices the constants of decode rest on.
  package let decodeEvidence: SpeedEvidence
  /// The same of prefill.
  package let prefillEvidence: SpeedEvidence
  /// Streams up to which packed weights are multiplied by kernels for vectors, and beyond which by those
  /// of the matrix units, even where these are slower. `nil` where no run of several streams showed it:
  /// then each step is taken to use the faster, as whoever chose such a bound meant it to.
  let vectorStreams: Int64?
}

/// Which measured devices the constants of a class rest on, the best first.
package enum SpeedEvidence: Int, Comparable, Sendable {
  /// Several of the class.
  case several
  /// Several of the class, most of them by few runs or by such whose settings had to be inferred.
  case few
  /// One of the class, or of its kind.
  case one
  /// Those of another architecture that runs the same kernels.
  case kindred
  /// Few of the class, by few runs of text, most of which had settings that were inferred.
  case scarce
  /// Those of another maker.
  case borrowed

  package static func < (one: SpeedEvidence, other: SpeedEvidence) -> Bool {
    one.rawValue < other.rawValue
  }
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
  /// What a layer takes longer without flash attention, whose parts are kernels of their own then.
  package let unfusedLayerMicroseconds: Double
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
  /// How many times as long as one of 16 bits a packed cache may take to be read, at worst.
  package var slowestPackedCache = CommonSpeed.slowestPackedCache
  /// Where those come from that no run of the class informs.
  var origins = ConstantOrigins()
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
  /// Fraction of Hopper's matrix rate that instructions of one warp reach (symbol `w_1`): its full rate is
  /// for those of several warps together, which llama.cpp's own kernels do not have. Older cards have no such
  /// difference, nor products of 16 bits, which go to cuBLAS; of newer units that do more for each clock than
  /// Hopper's, these kernels are taken to reach what they reach of Hopper's.
  package let singleWarpShare: Double
  /// Fraction of the rate of the matrix units that flash attention reaches (symbol `U_a`).
  package let attentionUtilisation: Double
  /// The same without flash attention.
  package let unfusedAttentionUtilisation: Double
  /// Fraction of the bandwidth that reading weights reaches.
  package let weightEfficiency: Double
  /// Fraction of the bandwidth left where the processor shares the memory.
  package let sharedMemoryFactor: Double
  /// Where those come from that no run of the class informs.
  var origins = ConstantOrigins()
}

/// Constants that no class of cards changes.
package enum CommonSpeed {
  /// Milliseconds for which a token passes from one card to the next (symbol `t_hop`).
  package static let hopMilliseconds = 0.3011
  /// By how much a kernel made for one stream takes longer for each further one (symbol `β`).
  package static let batchGrowth = 0.3136
  /// Weights that pass through a compute unit for each clock where matrix units multiply them with a
  /// few tokens, whatever their format (symbol `κ_m`).
  package static let batchWeightsPerClock = 6.127
  /// Operations that Hopper's matrix units do in 16 bits for each unit and clock (symbol `o_H`): 989.4 TFLOP/s
  /// of 132 units at 1.98 GHz, by the data sheets of the H100 SXM5 and the H200 SXM, on which
  /// ``PrefillConstants/singleWarpShare`` rests.
  package static let hopperOperationsPerClock = 3785.0
  /// The share of a model's experts that texts of one kind choose between at all (symbol `c`).
  package static let chosenExperts = 0.5758
  /// Streams up to which llama.cpp multiplies packed weights by its kernels for vectors on CUDA, where
  /// runs of up to 64 streams on four cards show the change.
  /// Source: `MMVQ_MAX_BATCH_SIZE` of llama.cpp, 2026-09.
  package static let vectorStreams: Int64 = 8
  /// What of the ideal gain several cards reach in prefill, working on successive micro-batches
  /// (symbol `ψ`).
  package static let pipelineEfficiency = 0.8282
  /// Fraction of the memory's bandwidth that a processor reaches with weights, routed experts among them
  /// (symbol `η_cpu`).
  package static let processorEfficiency = 0.7307
  /// GB/s that one fast core takes in (symbol `b_core`).
  package static let coreGBPerSecond = 14.06
  /// Time beside reading of a layer on a processor, or of one on a card whose experts are in host memory,
  /// in milliseconds: threads start, meet and stop.
  package static let processorLayerMilliseconds = 0.1548
  /// How many times as long as one of 16 bits a packed cache may take to be read, at worst, where no run says
  /// more: assumed. Level with 16 bits or a little slower are CUDA (ikawrakow/ik_llama.cpp, pull request 252) and
  /// Metal (Mesh-LLM/mesh-llm, pull request 1532).
  package static let slowestPackedCache = 2.0
  /// The same under ROCm: a cache of Q4_1 on an RX 9070 XT cost a token of Qwen3.8 27B at 106,496 tokens 57 ms,
  /// where its bytes in 16 bits take 12. Source: ggml-org/llama.cpp, issue 27796.
  package static let slowestPackedCacheROCm = 5.0
  /// Fraction of the bandwidth of several sockets that is left (symbol `u_s`).
  package static let socketFactor = 0.6733
}
