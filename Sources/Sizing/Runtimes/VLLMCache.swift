/// What vLLM's cache takes on a rank.
///
/// Layers of one kind form groups of equal size, and every group takes blocks from the same pool: where
/// a kind's layers do not fill its last group, the group takes as much as if they did. Layers with a
/// window give up the blocks behind it. Where layers keep states, the blocks of attention are made long
/// enough to hold a state, which takes one of them.
struct VLLMCache: Sendable, Equatable {
  /// Bytes of a sequence of the context.
  let perSequence: Int64
  /// Bytes that are needed once, however many sequences there are: window layers hold a batch of the
  /// prompt beside their window.
  let once: Int64
  /// Bytes of a block over all layers where each holds the whole context; `nil` where some do not.
  let plainBlock: Int64?

  /// Bytes for so many sequences.
  func bytes(sequences: Int64) -> Int64 { once + perSequence * sequences }

  /// - Parameters:
  ///   - model: The model.
  ///   - ranks: How it is cut.
  ///   - tokens: Tokens of each sequence.
  ///   - batch: Tokens computed at once.
  ///   - cacheType: The format of keys and values.
  ///   - stateElement: Bytes of an element of a state; `nil` for what vLLM takes by itself.
  ///   - packsRows: Whether rows in FP8 of a model with an indexer have scales of their own.
  init(
    _ model: LanguageModel, ranks: TensorRanks, tokens: Int64, batch: Int64,
    cacheType: RuntimeCacheType, stateElement: Int64? = nil, packsRows: Bool = true
  ) {
    let kinds = Kinds(model, ranks: ranks, cacheType: cacheType, packsRows: packsRows)
    var block = VLLMSettings.blockTokens
    var state: Int64 = 0
    if let recurrence = model.recurrence, kinds.recurrent > 0 {
      state = recurrence.vllmState(
        ranks: ranks.count, stateElement: stateElement ?? recurrence.vllmElement)
      if kinds.full > 0 {
        // A block of attention is as large as a state, and the state is padded to it.
        let perToken = max(1, kinds.fullBytes / kinds.full)
        block = state.parts(of: perToken * block) * block
        state = perToken * block
      }
    }
    let length = tokens.rounded(upTo: block)
    var sequence = kinds.padded(kinds.fullBytes, kinds.full) * length
    sequence += state * kinds.paddedCount(kinds.recurrent)
    var extra: Int64 = 0
    if let window = model.window?.tokens ?? model.unusedWindow?.tokens, kinds.windowed > 0 {
      let bytes = kinds.padded(kinds.windowBytes, kinds.windowed)
      let kept = min(length, ((window - 1).parts(of: block) + 1) * block)
      sequence += bytes * kept
      extra = bytes * min(batch, length - kept).rounded(upTo: block)
    }
    perSequence = sequence
    once = extra
    plainBlock =
      kinds.recurrent == 0 && kinds.windowed == 0 ? kinds.fullBytes * block : nil
  }
}

/// The layers of a model by what they cache, with the bytes that a token leaves in all of a kind.
private struct Kinds {
  var full: Int64 = 0
  var windowed: Int64 = 0
  var recurrent: Int64 = 0
  var fullBytes: Int64 = 0
  var windowBytes: Int64 = 0

  init(
    _ model: LanguageModel, ranks: TensorRanks, cacheType: RuntimeCacheType, packsRows: Bool
  ) {
    for layer in 0..<model.layers {
      let parts = model.parts(ofLayer: layer)
      if parts.keepsCache {
        let bytes = model.vllmBytesPerToken(
          inLayer: layer, ranks: ranks, cacheType: cacheType, packsRows: packsRows)
        if model.runtimeWindow(inLayer: layer) != nil {
          windowed += 1
          windowBytes += bytes
        } else {
          full += 1
          fullBytes += bytes
        }
      }
      if parts.contains(.recurrence) { recurrent += 1 }
    }
  }

  /// Layers of a group: as many as the rarest kind has, or as the commonest where that is hardly more.
  private var groupSize: Int64 {
    var (least, most) = (Int64.max, Int64(0))
    for count in [full, windowed, recurrent] where count > 0 {
      least = min(least, count)
      most = max(most, count)
    }
    return most * 4 < least * 5 ? most : least
  }

  /// Layers of a kind with those that fill its last group.
  func paddedCount(_ count: Int64) -> Int64 {
    count == 0 ? 0 : count.parts(of: groupSize) * groupSize
  }

  /// The bytes of a kind with those that fill its last group.
  func padded(_ bytes: Int64, _ count: Int64) -> Int64 {
    count == 0 ? 0 : bytes / count * paddedCount(count) + bytes % count
  }
}
