/// How a model is loaded and used: context, slots, cache and micro-batch.
package struct LoadSettings: Sendable, Equatable {
  /// The largest total context that the engine accepts, in tokens.
  package static let contextBound: Int64 = 1 << 27

  /// The most slots that llama.cpp takes.
  package static let slotBound: Int64 = 256

  /// llama.cpp's default micro-batch, in tokens.
  package static let assumedMicroBatch: Int64 = 512
  /// llama.cpp's default batch, in tokens: what it takes on at once and cuts into micro-batches.
  package static let assumedBatch: Int64 = 2048
  /// The largest batch and micro-batch that the engine accepts, in tokens.
  package static let microBatchBound: Int64 = 16_384

  /// Which rows of logits are kept.
  package enum Logits: UInt8, Sendable, CaseIterable {
    /// One row for each slot, as a server needs them; with a draft model one more for each guess.
    case server
    /// One row for each token of the micro-batch, as evaluation needs them.
    case all

    /// The name for options and case files.
    package var name: StaticString {
      switch self {
      case .server: "server"
      case .all: "all"
      }
    }
  }

  /// Tokens of context over all slots together.
  package internal(set) var contextTokens: Int64
  /// Slots: sequences that are held at once, each with its own part of the context (symbol `S`).
  package let slots: Int64
  /// Tokens that are taken on at once, which bound a micro-batch.
  package let batch: Int64
  /// Tokens that are computed at once in prefill (symbol `ub`): what was asked for, at most a batch.
  package let microBatch: Int64
  /// Format of cached keys.
  package internal(set) var cacheTypeK: CacheType
  /// Format of cached values.
  package internal(set) var cacheTypeV: CacheType
  /// Whether attention runs as one fused operator.
  package let flashAttention: Bool
  /// Which rows of logits are kept.
  package internal(set) var logits: Logits
  /// Units on cards, counted from the end: the output matrix, then the last layer, and so on; `nil`
  /// when all are.
  package internal(set) var gpuLayers: Int?
  /// Layers at the start whose experts stay in host memory; `Int.max` for all.
  package internal(set) var hostExpertLayers: Int
  /// Tokens that a draft model guesses ahead, whose logits a server keeps too; those of the draft model
  /// that the plan has.
  package internal(set) var guessedTokens: Int64 = 0

  /// Creates settings.
  ///
  /// - Parameters:
  ///   - contextTokens: Tokens over all slots together, at least one for each slot.
  ///   - slots: Sequences held at once, at most `slotBound`.
  ///   - batch: Tokens taken on at once, llama.cpp's `-b`; its default is 2048.
  ///   - microBatch: Tokens computed at once in prefill, llama.cpp's `-ub`; its default is 512. It is
  ///     never larger than a batch, as in llama.cpp's `llama-context.cpp`.
  ///   - cacheTypeK: Format of cached keys.
  ///   - cacheTypeV: Format of cached values; a block format needs flash attention.
  ///   - flashAttention: Whether attention runs as one fused operator.
  ///   - logits: Which rows of logits are kept.
  ///   - gpuLayers: Units on cards, counted from the end; `nil` for all.
  ///   - hostExpertLayers: Layers at the start whose experts stay in host memory.
  /// - Throws: A `SettingsFault` that says which setting cannot be.
  package init(
    contextTokens: Int64, slots: Int64 = 1, batch: Int64 = Self.assumedBatch,
    microBatch: Int64 = Self.assumedMicroBatch, cacheTypeK: CacheType = .f16,
    cacheTypeV: CacheType = .f16, flashAttention: Bool = true, logits: Logits = .server,
    gpuLayers: Int? = nil, hostExpertLayers: Int = 0
  ) throws(SettingsFault) {
    guard slots >= 1, slots <= Self.slotBound else { throw .slotsOutOfRange }
    guard contextTokens >= slots, contextTokens <= Self.contextBound else {
      throw .contextOutOfRange
    }
    guard batch >= 1, batch <= Self.microBatchBound else { throw .batchOutOfRange }
    guard microBatch >= 1, microBatch <= Self.microBatchBound else { throw .microBatchOutOfRange }
    guard flashAttention || !cacheTypeV.isQuantized else {
      throw .quantizedValuesNeedFlashAttention
    }
    guard (gpuLayers ?? 0) >= 0, hostExpertLayers >= 0 else { throw .layersOutOfRange }
    self.contextTokens = contextTokens
    self.slots = slots
    self.batch = batch
    self.microBatch = min(microBatch, batch)
    self.cacheTypeK = cacheTypeK
    self.cacheTypeV = cacheTypeV
    self.flashAttention = flashAttention
    self.logits = logits
    self.gpuLayers = gpuLayers
    self.hostExpertLayers = hostExpertLayers
  }

  /// Tokens of context that each slot has.
  package var contextPerSlot: Int64 { contextTokens / slots }

  /// Cells of the cache for each slot: its share of the context, which is rounded up to 256 before
  /// and after it is divided.
  package var cellsPerSlot: Int64 {
    Self.rounded(Self.rounded(contextTokens) / slots)
  }

  private static func rounded(_ tokens: Int64) -> Int64 { (tokens + 255) / 256 * 256 }

  /// Cells of the cache over all slots.
  package var cells: Int64 { cellsPerSlot * slots }

  /// Tokens of the largest batch: never more than the context.
  var batchTokens: Int64 { min(microBatch, contextTokens) }

  /// Tokens that the graph is laid out for: those of the largest batch, a multiple of the slots.
  package var graphTokens: Int64 { (batchTokens + slots - 1) / slots * slots }

  /// Rows of logits that are kept.
  package var logitRows: Int64 {
    switch logits {
    case .server: min(slots * (1 + guessedTokens), batchTokens)
    case .all: batchTokens
    }
  }

  /// Returns the same settings with some of them changed.
  package func with(
    contextTokens: Int64? = nil, slots: Int64? = nil, cacheTypeK: CacheType? = nil,
    cacheTypeV: CacheType? = nil, gpuLayers: Int? = nil, hostExpertLayers: Int? = nil
  ) throws(SettingsFault) -> LoadSettings {
    var settings = try LoadSettings(
      contextTokens: contextTokens ?? self.contextTokens, slots: slots ?? self.slots,
      batch: batch, microBatch: microBatch, cacheTypeK: cacheTypeK ?? self.cacheTypeK,
      cacheTypeV: cacheTypeV ?? self.cacheTypeV, flashAttention: flashAttention, logits: logits,
      gpuLayers: gpuLayers ?? self.gpuLayers,
      hostExpertLayers: hostExpertLayers ?? self.hostExpertLayers)
    settings.guessedTokens = guessedTokens
    return settings
  }
}

/// Why settings cannot be.
package enum SettingsFault: Error, Sendable, Equatable {
  /// No slots, or more than `LoadSettings.slotBound`.
  case slotsOutOfRange
  /// Fewer tokens than slots, or more than `LoadSettings.contextBound`.
  case contextOutOfRange
  /// No tokens in a batch, or more than 16384.
  case batchOutOfRange
  /// No tokens, or more than 16384.
  case microBatchOutOfRange
  /// Fewer than no layers on cards, or with experts in host memory.
  case layersOutOfRange
  /// Without flash attention the value cache is stored across rows, which blocks cannot be.
  case quantizedValuesNeedFlashAttention
}
