internal import Sizing

/// The parts of a model's shape that only some models have, read from a record.
struct ModelShapeReading {
  private let record: RecordReader
  private let architecture: Architecture

  init(_ record: RecordReader, _ architecture: Architecture) {
    self.record = record
    self.architecture = architecture
  }

  /// Width of the dense feed-forward part; zero where no layer has one.
  var feedForwardSize: Int64 {
    guard let experts else { return record.count("intermediate_size") }
    let hasDense =
      experts.leadingDenseLayers > 0 || experts.layerStep > 1
      || architecture.block.hasDenseBesideExperts
    return hasDense ? record.count("intermediate_size") : 0
  }

  /// The routed and shared experts, or `nil` for a dense model.
  ///
  /// Gemma 4 states the dense branch beside its experts as a shared one; it is no part of them.
  var experts: Experts? {
    guard let count = record["moe_experts"].integer else { return nil }
    let hasShared =
      record.count("moe_shared_experts") > 0 && !architecture.block.hasDenseBesideExperts
    return Experts(
      count: count, used: record.count("moe_active_experts"),
      feedForwardSize: record.count("moe_intermediate_size"),
      leadingDenseLayers: Int(record.count("first_dense_layers")),
      sharedFeedForwardSize: hasShared ? record.count("moe_shared_intermediate_size") : 0,
      layerStep: Int(record["moe_layer_every"].integer ?? 1),
      latentSize: record.count("moe_latent_size"),
      hashedLayers: Int(record.count("moe_hashed_layers")))
  }

  /// The window of some layers, or `nil` where the model has none or llama.cpp makes no use of it.
  var window: AttentionWindow? {
    guard let tokens = record["sliding_window_tokens"].integer, architecture.canHaveWindow else {
      return nil
    }
    guard let every = record["full_attention_every"].integer else {
      guard let letters = record["layer_pattern"].text else { return nil }
      return AttentionWindow(
        tokens: tokens, limited: letters.utf8.map { $0 == UInt8(ascii: "W") })
    }
    let fullHeads = record["global_kv_heads"].integer
    return AttentionWindow(
      tokens: tokens, fullEvery: Int(every),
      fullKVHeads: fullHeads == record["kv_heads"].integer ? nil : fullHeads,
      fullHeadSize: record["global_head_dim"].integer)
  }

  /// The window that llama.cpp has no use for, where all layers have it.
  var unusedWindow: UnusedWindow? {
    guard let tokens = record["sliding_window_tokens"].integer, !architecture.canHaveWindow,
      record["window_attention_layers"].integer == record["layers"].integer
    else { return nil }
    return UnusedWindow(tokens: tokens)
  }

  /// The layers without a cache of their own, or `nil` where all have one.
  var sharedCache: SharedCache? {
    guard let layers = record["shared_cache_layers"].integer else { return nil }
    return SharedCache(
      layers: Int(layers), feedForwardSize: record["shared_cache_intermediate_size"].integer)
  }

  /// The ranks of latent attention, or `nil` for plain heads.
  var latent: LatentAttention? {
    guard let rank = record["mla_kv_rank"].integer else { return nil }
    return LatentAttention(
      queryRank: record.count("mla_query_rank"), keyValueRank: rank,
      nopeSize: record.count("mla_nope_dim"), ropeSize: record.count("mla_rope_dim"),
      valueSize: record.count("mla_value_dim"), indexer: indexer)
  }

  /// What chooses the tokens of latent attention, or `nil` where it sees all.
  private var indexer: SparseIndexer? {
    guard let heads = record["indexer_heads"].integer else { return nil }
    return SparseIndexer(
      heads: heads, keySize: record.count("indexer_dim"),
      chosen: record["indexer_chosen"].integer ?? SparseIndexer.usualChoice)
  }

  /// The shape of attention to a window and to compressed rows, or `nil` where there is none.
  var compressed: CompressedAttention? {
    guard architecture.hasCompressedAttention, let indexer,
      let letters = record["layer_pattern"].text
    else { return nil }
    return CompressedAttention(
      queryRank: record.count("mla_query_rank"),
      outputGroups: record.count("attention_output_groups"),
      outputRank: record.count("attention_output_rank"), indexer: indexer,
      layers: letters.utf8.map { CompressedAttention.Compression(letter: $0) })
  }

  /// The shape of recurrent layers, or `nil` where there are none.
  var recurrence: Recurrence? {
    guard let name = record["linear_kind"].text,
      let kind = Recurrence.Kind(named: name)
    else { return nil }
    return Recurrence(
      kind: kind, heads: record.count("linear_heads"), headSize: record.count("linear_head_dim"),
      stateSize: record.count("linear_state_dim"),
      convolutionChannels: record.count("linear_conv_channels"),
      statedElement: record["linear_state_width"].text.map { $0 == "32-bit" ? 4 : 2 })
  }

  /// Which layers hold attention and which a state.
  var pattern: LayerPattern {
    guard recurrence != nil || architecture.canHaveUnlikeLayers else { return .uniform }
    if let letters = record["layer_pattern"].text {
      return .listed(letters.utf8.map { LayerMixer(letter: $0) })
    }
    guard let every = record["full_attention_every"].integer else { return .uniform }
    return .fullEvery(Int(every))
  }

  /// Width of each layer's feed-forward part; empty where all have the same.
  var feedForwardSizes: [Int64] {
    record["layer_intermediate_sizes"].text.flatMap(LayerWidths.init)?.widths ?? []
  }

  /// The tensors of a block, where a model differs from its family, or `nil` where it does not.
  ///
  /// GLM-4 has models with and without biases under one name, GLM-4.5 and Llama 4 with and without
  /// norms of queries and keys, Gemma 4 with and without values of their own in layers that see all,
  /// DeepSeek with and without a bias on the choice of experts.
  var block: BlockLayout? {
    let family = architecture.block
    var block = family
    if let hasBias = record["attention_bias"].flag { block.hasQueryKeyValueBias = hasBias }
    switch record["query_key_norm"].flag {
    case false:
      block.queryKeyNorm = .none
      block.normsTurnedHeads = false
    case true where block.queryKeyNorm == .none && !block.normsTurnedHeads:
      block.queryKeyNorm = .head
    default: break
    }
    if let hasBias = record["expert_selection_bias"].flag { block.hasExpertSelectionBias = hasBias }
    if record.count("per_layer_embedding_size") > 0 { block.fullLayersShareKeyAndValue = false }
    return block == family ? nil : block
  }
}

extension CompressedAttention.Compression {
  /// Reads one letter of a pattern: `C` for rows of four tokens, `H` for rows of 128, any other for none.
  fileprivate init(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "C"): self = .fine
    case UInt8(ascii: "H"): self = .coarse
    default: self = .none
    }
  }
}

extension LayerMixer {
  /// Reads one letter of a pattern: `*` for attention, `-` for a dense feed-forward part, `E` for
  /// experts, any other for a recurrent part.
  fileprivate init(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "*"): self = .attention
    case UInt8(ascii: "-"): self = .feedForward
    case UInt8(ascii: "E"): self = .experts
    default: self = .recurrence
    }
  }
}
