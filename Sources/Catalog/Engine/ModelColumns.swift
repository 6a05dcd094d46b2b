package import Sizing

/// The columns of the table `model` that the shape of a model gives: what the engine reads from a
/// record, the other way round.
///
/// A column that is left out has the value that an empty cell stands for, or is not known from the
/// shape alone.
package enum ModelColumns {
  /// Returns the cells of a model by their columns.
  package static func cells(of model: LanguageModel) -> [String: Cell] {
    let parts = [
      trunk(model), experts(model), window(model), latent(model), compressed(model),
      recurrence(model),
    ]
    return parts.reduce(into: [:]) { cells, part in cells.merge(part) { first, _ in first } }
  }

  private static func trunk(_ model: LanguageModel) -> [String: Cell] {
    let family = model.architecture.block
    let hasAttention = model.architecture.hasAttention
    var cells: [String: Cell] = [
      "gguf_architecture": .text("\(model.architecture.name)"),
      "layers": .integer(Int64(model.layers)), "hidden_size": .integer(model.hiddenSize),
      "intermediate_size": model.feedForwardSize > 0
        ? .integer(model.feedForwardSize) : .notApplicable,
      "attention_heads": hasAttention ? .integer(model.queryHeads) : .notApplicable,
      "kv_heads": hasAttention ? .integer(model.kvHeads) : .notApplicable,
      "head_dim": hasAttention ? .integer(model.keyHeadSize) : .notApplicable,
      "attention_bias": .flag(model.block.hasQueryKeyValueBias),
      "vocab_size": .integer(model.vocabularySize),
      "tied_embeddings": .flag(model.tiesEmbeddings),
    ]
    if model.block.hasUngatedFeedForward { cells["gated_mlp"] = .flag(false) }
    let isNormed = model.block.queryKeyNorm != .none
    if isNormed != (family.queryKeyNorm != .none) { cells["query_key_norm"] = .flag(isNormed) }
    if !model.feedForwardSizes.isEmpty {
      cells["layer_intermediate_sizes"] = .text("\(LayerWidths(model.feedForwardSizes))")
    }
    if model.perLayerSize > 0 { cells["per_layer_embedding_size"] = .integer(model.perLayerSize) }
    if let limit = model.contextLimit { cells["max_context_tokens"] = .integer(limit) }
    return cells
  }

  private static func experts(_ model: LanguageModel) -> [String: Cell] {
    guard let experts = model.experts else {
      let columns = [
        "moe_experts", "moe_active_experts", "moe_intermediate_size", "first_dense_layers",
      ]
      return Dictionary(uniqueKeysWithValues: columns.map { ($0, .notApplicable) })
    }
    var cells: [String: Cell] = [
      "moe_experts": .integer(experts.count), "moe_active_experts": .integer(experts.used),
      "moe_intermediate_size": .integer(experts.feedForwardSize),
      "first_dense_layers": .integer(Int64(experts.leadingDenseLayers)),
    ]
    if experts.layerStep > 1 { cells["moe_layer_every"] = .integer(Int64(experts.layerStep)) }
    if experts.hashedLayers > 0 {
      cells["moe_hashed_layers"] = .integer(Int64(experts.hashedLayers))
    }
    if experts.latentSize > 0 { cells["moe_latent_size"] = .integer(experts.latentSize) }
    if model.block.hasExpertSelectionBias != model.architecture.block.hasExpertSelectionBias {
      cells["expert_selection_bias"] = .flag(model.block.hasExpertSelectionBias)
    }
    let shared = experts.sharedFeedForwardSize
    guard shared > 0 else { return cells }
    cells["moe_shared_intermediate_size"] = .integer(shared)
    // Two widths may be two experts or one that is twice as wide: the shape does not tell.
    if shared == experts.feedForwardSize { cells["moe_shared_experts"] = .integer(1) }
    return cells
  }

  private static func window(_ model: LanguageModel) -> [String: Cell] {
    var cells: [String: Cell] = [:]
    if let cache = model.sharedCache {
      cells["shared_cache_layers"] = .integer(Int64(cache.layers))
      if let size = cache.feedForwardSize {
        cells["shared_cache_intermediate_size"] = .integer(size)
      }
    }
    guard let window = model.window else { return cells }
    let windowed = cachingLayers(of: model, with: .window)
    cells["sliding_window_tokens"] = .integer(window.tokens)
    if window.limited.isEmpty {
      cells["full_attention_every"] = .integer(Int64(window.fullEvery))
    } else {
      cells["layer_pattern"] = .text(window.limited.map { $0 ? "W" : "*" }.joined())
    }
    cells["window_attention_layers"] = .integer(windowed)
    cells["full_attention_layers"] = .integer(cachingLayers(of: model, with: .attention) - windowed)
    if let heads = window.fullKVHeads { cells["global_kv_heads"] = .integer(heads) }
    if let size = window.fullHeadSize { cells["global_head_dim"] = .integer(size) }
    return cells
  }

  private static func latent(_ model: LanguageModel) -> [String: Cell] {
    guard let latent = model.latent else { return [:] }
    var cells: [String: Cell] = [
      "mla_kv_rank": .integer(latent.keyValueRank), "mla_nope_dim": .integer(latent.nopeSize),
      "mla_rope_dim": .integer(latent.ropeSize), "mla_value_dim": .integer(latent.valueSize),
    ]
    if latent.queryRank > 0 { cells["mla_query_rank"] = .integer(latent.queryRank) }
    guard let indexer = latent.indexer else { return cells }
    cells["indexer_heads"] = .integer(indexer.heads)
    cells["indexer_dim"] = .integer(indexer.keySize)
    if indexer.chosen != SparseIndexer.usualChoice {
      cells["indexer_chosen"] = .integer(indexer.chosen)
    }
    let serving = (0..<model.layers).count { indexer.serves(layer: $0) }
    cells["indexer_layers"] = .integer(Int64(serving))
    return cells
  }

  private static func compressed(_ model: LanguageModel) -> [String: Cell] {
    guard let compressed = model.compressed else { return [:] }
    let rows = compressed.layers.count { $0 != .none }
    let pattern = compressed.layers.map { compression in
      switch compression {
      case .none: "W"
      case .fine: "C"
      case .coarse: "H"
      }
    }
    return [
      "mla_query_rank": .integer(compressed.queryRank),
      "attention_output_groups": .integer(compressed.outputGroups),
      "attention_output_rank": .integer(compressed.outputRank),
      "indexer_heads": .integer(compressed.indexer.heads),
      "indexer_dim": .integer(compressed.indexer.keySize),
      "indexer_chosen": .integer(compressed.indexer.chosen),
      "indexer_layers": .integer(Int64(compressed.layers.count { $0 == .fine })),
      "compressed_cache_layers": .integer(Int64(rows)),
      "layer_pattern": .text(pattern.joined()),
    ]
  }

  private static func recurrence(_ model: LanguageModel) -> [String: Cell] {
    guard let recurrence = model.recurrence else { return bareLayers(model) }
    var cells: [String: Cell] = [
      "linear_kind": .text("\(recurrence.kind.name)"),
      "linear_layers": .integer(Int64(model.layers(with: .recurrence, in: 0..<model.layers))),
      "linear_heads": .integer(recurrence.heads),
      "linear_head_dim": .integer(recurrence.headSize),
      "linear_state_dim": .integer(recurrence.stateSize),
      "linear_conv_channels": .integer(recurrence.convolutionChannels),
      "full_attention_layers": .integer(cachingLayers(of: model, with: .attention)),
    ]
    if let element = recurrence.statedElement {
      cells["linear_state_width"] = .text(element == 4 ? "32-bit" : "16-bit")
    }
    switch model.pattern {
    case .uniform: break
    case .fullEvery(let step): cells["full_attention_every"] = .integer(Int64(step))
    case .listed(let mixers):
      let state = recurrence.kind == .kimiDelta ? "K" : "M"
      cells["layer_pattern"] = .text(mixers.map { letter($0, state: state) }.joined())
    }
    return cells
  }

  /// Which layers have attention, where not all do.
  private static func bareLayers(_ model: LanguageModel) -> [String: Cell] {
    guard case .listed(let mixers) = model.pattern else { return [:] }
    return [
      "full_attention_layers": .integer(cachingLayers(of: model, with: .attention)),
      "layer_pattern": .text(mixers.map { letter($0, state: "M") }.joined()),
    ]
  }

  private static func letter(_ mixer: LayerMixer, state: String) -> String {
    switch mixer {
    case .attention: "*"
    case .feedForward: "-"
    case .experts: "E"
    case .recurrence: state
    }
  }

  /// Layers with a kind of attention that have a cache of their own.
  private static func cachingLayers(of model: LanguageModel, with part: LayerParts) -> Int64 {
    let range = 0..<model.layers
    return Int64(
      model.layers(with: part, in: range)
        - model.layers(with: [part, .borrowedCache], in: range))
  }
}
