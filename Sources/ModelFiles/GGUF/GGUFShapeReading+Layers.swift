internal import Sizing

/// The heads of a file's layers.
struct GGUFHeads {
  var kvHeads: Int64
  var keySize: Int64
  var valueSize: Int64
  /// Key and value heads of layers that see all, where others see a window.
  var fullKVHeads: Int64?
  /// Elements of a head of those layers.
  var fullSize: Int64?
}

extension GGUFShapeReading {
  /// Which layers see the whole context, where the others see a window; `nil` where all do.
  mutating func readWindowedLayers(_ architecture: Architecture) -> [Bool]? {
    if kind.origin == .tensors { return inferredWindowedLayers() }
    guard architecture.canHaveWindow, windowTokens(architecture) ?? 0 > 0 else { return nil }
    let seesAll: [Bool]
    if architecture == .gemma4 {
      guard let flags = perLayer("attention.sliding_window_pattern") else { return nil }
      seesAll = flags.map { $0 == 0 }
    } else {
      // Other loaders take a period, and pass a list over.
      let period =
        file.integer(prefix + "attention.sliding_window_pattern")
        ?? Self.windowPeriod(of: architecture)
      guard period >= 0 else { return nil }
      seesAll = (0..<Int64(layers)).map { period > 0 && ($0 + 1) % period == 0 }
    }
    return seesAll.contains(false) ? seesAll : nil
  }

  /// The window: stated, or what the loader assumes. EXAONE 4 has one in its large model only.
  private mutating func windowTokens(_ architecture: Architecture) -> Int64? {
    let stated = optional("attention.sliding_window")
    switch architecture {
    case .gemma2: return stated ?? 4096
    case .exaone4: return layers == 64 ? stated ?? 4096 : nil
    // The loader has one number for all Llama 4 models that do not state zero.
    case .llama4: return stated == 0 ? nil : 8192
    default: return stated
    }
  }

  /// Each how many layers one sees all, where the file does not say.
  private static func windowPeriod(of architecture: Architecture) -> Int64 {
    switch architecture {
    case .gemma2, .gptOSS: 2
    case .gemma3n: 5
    case .gemma3: 6
    case .deepseek4: 0
    default: 4
    }
  }

  /// The window of the layers that do not see all.
  mutating func readWindow(
    _ architecture: Architecture, _ seesAll: [Bool]?, _ heads: GGUFHeads
  ) -> AttentionWindow? {
    guard let seesAll, let tokens = windowTokens(architecture) else { return nil }
    guard let period = LayerPeriod.of(seesAll) else {
      if kind.origin == .tensors, heads.fullKVHeads == nil, heads.fullSize == nil {
        return AttentionWindow(tokens: tokens, limited: seesAll.map { !$0 })
      }
      if let entry = entry("attention.sliding_window_pattern") {
        reportUncovered(.unevenLayers, entry)
      }
      return nil
    }
    return AttentionWindow(
      tokens: tokens, fullEvery: period, fullKVHeads: heads.fullKVHeads,
      fullHeadSize: heads.fullSize)
  }

  /// Reads the heads: of latent attention by its parts, else by the entries; those of layers that
  /// see all may differ, and layers without attention have none.
  mutating func readHeads(
    _ architecture: Architecture, hidden: Int64, heads: Int64, _ latent: LatentAttention?,
    _ seesAll: [Bool]?
  ) -> GGUFHeads? {
    if let latent {
      if latent.cachesHeads, let cached = optional("attention.head_count_kv"), cached != heads {
        _ = refuse(
          "attention.head_count_kv",
          "\(cached) heads are cached, expected all \(heads), since they are no compressed rows")
        return nil
      }
      return GGUFHeads(
        kvHeads: heads, keySize: latent.nopeSize + latent.ropeSize, valueSize: latent.valueSize)
    }
    guard architecture.hasAttention else {
      let none = HeadShape.absent
      return GGUFHeads(kvHeads: none.kvHeads, keySize: none.keySize, valueSize: none.valueSize)
    }
    let keySize = optional("attention.key_length") ?? hidden / heads
    let valueSize = optional("attention.value_length") ?? hidden / heads
    guard let entry = entry("attention.head_count_kv") else {
      return GGUFHeads(kvHeads: heads, keySize: keySize, valueSize: valueSize)
    }
    guard let counts = perLayer("attention.head_count_kv") else { return nil }
    let kind = architecture.recurrenceKind
    if counts.contains(0), kind == nil || kind == .gatedDeltaNet, !architecture.canHaveUnlikeLayers
    {
      reportUncovered(.layerwiseShapes, entry)
      return nil
    }
    var full: Set<Int64> = []
    var others: Set<Int64> = []
    for (layer, count) in counts.enumerated() where count > 0 {
      if let seesAll, seesAll[layer] { full.insert(count) } else { others.insert(count) }
    }
    if others.isEmpty { swap(&full, &others) }
    guard let kvHeads = others.first, others.count == 1, full.count <= 1 else {
      reportUncovered(.layerwiseShapes, entry)
      return nil
    }
    var result = GGUFHeads(kvHeads: kvHeads, keySize: keySize, valueSize: valueSize)
    if let count = full.first, count != kvHeads { result.fullKVHeads = count }
    if seesAll != nil, let size = optional("attention.key_length_swa"), size != keySize {
      result.fullSize = keySize
      result.keySize = size
      result.valueSize = optional("attention.value_length_swa") ?? size
    }
    return result
  }

  /// Which layers keep a state: those without key and value heads, or by a period.
  mutating func readPattern(_ architecture: Architecture) -> LayerPattern {
    switch architecture.recurrenceKind {
    case nil: return architecture.canHaveUnlikeLayers ? readBareLayers() : .uniform
    case .gatedDeltaNet: return pattern(ofStates: statesByPeriod())
    case .kimiDelta, .mamba2, .shortConvolution:
      if architecture.block.hasParallelRecurrence || !architecture.hasAttention { return .uniform }
      guard let counts = perLayer("attention.head_count_kv") else { return .uniform }
      guard architecture.block.mixersStandAlone else {
        return pattern(ofStates: counts.map { $0 == 0 })
      }
      guard let widths = perLayer("feed_forward_length") else { return .uniform }
      return .listed(
        zip(counts, widths).enumerated().map { layer, sizes in
          if sizes.0 > 0 { return .attention }
          return sizes.1 == 0 ? .recurrence : loneFeedForward(inLayer: layer)
        })
    }
  }

  /// What a layer has that is a feed-forward part alone.
  private mutating func loneFeedForward(inLayer layer: Int) -> LayerMixer {
    guard optional("expert_count") ?? 0 > 0 else { return .feedForward }
    return shapes["blk.\(layer).ffn_up.weight"] == nil ? .experts : .feedForward
  }

  private mutating func statesByPeriod() -> [Bool] {
    if let flags = perLayer("attention.recurrent_layers") { return flags.map { $0 != 0 } }
    let period = max(optional("full_attention_interval") ?? 4, 1)
    return (0..<Int64(layers)).map { ($0 + 1) % period != 0 }
  }

  private func pattern(ofStates states: [Bool]) -> LayerPattern {
    if let period = LayerPeriod.of(states.map { !$0 }) { return .fullEvery(period) }
    return .listed(states.map { $0 ? .recurrence : .attention })
  }
}
