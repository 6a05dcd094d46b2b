/// How vLLM serves a model, by the names of its options.
package struct VLLMSettings: Sendable, Equatable {
  /// Tokens of a block of the cache.
  package static let blockTokens: Int64 = 16
  /// The most tokens computed at once that the engine accepts.
  package static let batchBound: Int64 = 1 << 20

  /// Tokens of each sequence, prompt and answer (`max_model_len`).
  package let contextTokens: Int64
  /// Sequences that are to be in the cache at once.
  package let sequences: Int64
  /// The share of a card's memory that vLLM takes (`gpu_memory_utilization`).
  package let utilisation: Double
  /// Tokens computed at once (`max_num_batched_tokens`); `nil` for vLLM's default on the card.
  package let batchedTokens: Int64?
  /// The most sequences served at once (`max_num_seqs`); `nil` for vLLM's default on the card.
  package let sequenceLimit: Int64?
  /// The format of the cache (`kv_cache_dtype`).
  package let cacheType: RuntimeCacheType
  /// Whether CUDA graphs are captured (no `enforce_eager`).
  package let capturesGraphs: Bool

  /// Creates settings.
  ///
  /// - Parameters:
  ///   - contextTokens: Tokens of each sequence.
  ///   - sequences: Sequences that are to be in the cache at once.
  ///   - utilisation: The share of a card's memory that vLLM takes, above zero and at most one.
  ///   - batchedTokens: Tokens computed at once; `nil` for vLLM's default on the card.
  ///   - sequenceLimit: The most sequences served at once; `nil` for vLLM's default on the card.
  ///   - cacheType: The format of the cache.
  ///   - capturesGraphs: Whether CUDA graphs are captured.
  /// - Throws: A `RuntimeFault` that says which setting cannot be.
  package init(
    contextTokens: Int64, sequences: Int64 = 1, utilisation: Double = 0.9,
    batchedTokens: Int64? = nil, sequenceLimit: Int64? = nil, cacheType: RuntimeCacheType = .auto,
    capturesGraphs: Bool = true
  ) throws(RuntimeFault) {
    try RuntimeSettings.check(contextTokens: contextTokens, sequences: sequences)
    guard utilisation > 0, utilisation <= 1 else { throw .utilisationOutOfRange }
    if let batchedTokens {
      guard batchedTokens >= 1, batchedTokens <= Self.batchBound else {
        throw .batchOutOfRange
      }
    }
    if let sequenceLimit {
      guard sequenceLimit >= 1, sequenceLimit <= RuntimeSettings.sequenceBound else {
        throw .sequencesOutOfRange
      }
      guard sequences <= sequenceLimit else { throw .sequencesBeyondLimit }
    }
    self.contextTokens = contextTokens
    self.sequences = sequences
    self.utilisation = utilisation
    self.batchedTokens = batchedTokens
    self.sequenceLimit = sequenceLimit
    self.cacheType = cacheType
    self.capturesGraphs = capturesGraphs
  }

  /// Whether vLLM takes a card for one of its large ones: 70 GiB or more, but no A100.
  private func isLarge(_ card: Card) -> Bool {
    card.usableBytes >= 70 << 30 && card.backend != .cudaAmpere
  }

  /// Tokens computed at once on a card: by default 8192 on large ones and 2048 on others, as its
  /// server sets them.
  package func batchedTokens(on card: Card) -> Int64 {
    batchedTokens ?? (isLarge(card) ? 8192 : 2048)
  }

  /// The most sequences served at once on a card: by default 1024 on large ones and 256 on others, but
  /// never fewer than are asked for.
  package func sequenceLimit(on card: Card) -> Int64 {
    sequenceLimit ?? max(sequences, isLarge(card) ? 1024 : 256)
  }
}
