import Sizing

/// Rules of language models.
enum ModelRules {
  static let models = RuleSet("model", shapes + [parameters])

  /// The rules that every possible shape keeps.
  static let shapes: [Rule<Record>] = [
    architecture, headGroups, activeParameters, experts, sharedExperts, denseLayers, layerKinds,
    layerPattern, layerWidths,
    .allOrNone(
      "latent-attention", ["mla_kv_rank", "mla_nope_dim", "mla_rope_dim", "mla_value_dim"]),
    .allOrNone("indexer", ["indexer_layers", "indexer_heads", "indexer_dim"]),
    .allOrNone(
      "linear-state",
      [
        "linear_layers", "linear_kind", "linear_heads", "linear_head_dim", "linear_state_dim",
        "linear_conv_channels",
      ]),
    .allOrNone("window", ["window_attention_layers", "sliding_window_tokens"]),
    .allOrNone("full-layer-heads", ["global_kv_heads", "global_head_dim"]),
  ]

  /// GGUF files know the architecture, and the engine, where it does too, agrees about experts.
  private static let architecture = Rule<Record>("gguf-architecture") { model, _ in
    guard let name = model.text("gguf_architecture") else { return nil }
    let engine = Architecture(named: name)
    guard engine != nil || GGUFArchitectures.names.contains(name) else {
      return .init(
        .unknownArchitecture(name, known: GGUFArchitectures.names), at: "gguf_architecture")
    }
    let hasExperts = model.number("moe_experts") != nil
    guard let expected = engine?.hasExperts, expected != hasExperts else {
      return nil
    }
    return .init(.expertsOfArchitecture(name, expected: expected), at: "gguf_architecture")
  }

  /// Shared experts stand beside routed ones.
  private static let sharedExperts = Rule<Record>("shared-experts") { model, _ in
    guard model.isStated("moe_shared_experts") else { return nil }
    let needed = ["moe_experts", "moe_shared_intermediate_size"]
    guard let missing = needed.first(where: { !model.isStated($0) }) else { return nil }
    return .init(.half(stated: "moe_shared_experts", missing: missing), at: "moe_shared_experts")
  }

  /// Layers of different kinds are not more than there are layers.
  ///
  /// Full attention and a state may share a layer, so each is counted with the windows alone.
  private static let layerKinds = Rule<Record>("layer-kinds") { model, _ in
    guard let layers = model.number("layers") else { return nil }
    let others = ["window_attention_layers", "shared_cache_layers"].compactMap(model.number)
    for column in ["full_attention_layers", "linear_layers", "compressed_cache_layers"] {
      guard let count = model.number(column) else { continue }
      let overlap = column == "compressed_cache_layers" ? 0 : others.reduce(0, +)
      if count + overlap > layers {
        return .init(
          .moreThan(column: column, value: count, base: "layers", most: layers - overlap),
          at: column)
      }
    }
    return nil
  }

  /// The pattern has a letter for each layer, and a star for each layer with full attention.
  private static let layerPattern = Rule<Record>("layer-pattern") { model, _ in
    guard let pattern = model.text("layer_pattern"), let layers = model["layers"].integer else {
      return nil
    }
    guard pattern.utf8.count == layers else {
      return .init(.patternLength(pattern.utf8.count, layers: layers), at: "layer_pattern")
    }
    guard let full = model["full_attention_layers"].integer else { return nil }
    let stars = pattern.utf8.count { $0 == UInt8(ascii: "*") }
    guard stars != full else { return nil }
    return .init(.patternStars(stars, layers: full), at: "layer_pattern")
  }

  /// Widths of layers are one for each layer, and the widest is the width of the model.
  private static let layerWidths = Rule<Record>("layer-widths") { model, _ in
    guard let text = model.text("layer_intermediate_sizes"),
      let layers = model["layers"].integer, let widest = model["intermediate_size"].integer
    else { return nil }
    if let found = LayerWidths(text)?.widths, found.count == layers, found.max() == widest {
      return nil
    }
    return .init(
      .layerWidths(text, layers: layers, widest: widest), at: "layer_intermediate_sizes")
  }

  /// Every key head serves the same number of query heads.
  private static let headGroups = Rule<Record>("head-groups") { model, _ in
    guard let heads = model["attention_heads"].integer, let keys = model["kv_heads"].integer,
      keys > 0, heads % keys != 0
    else { return nil }
    return .init(.headGroups(heads: heads, keyHeads: keys), at: "kv_heads")
  }

  /// A dense model uses all its parameters; 1 % is left for totals that the vendor rounds.
  private static let activeParameters = Rule<Record>("active-parameters") { model, _ in
    guard let active = model.number("params_active"), let total = model.number("params_total"),
      active > total * 1.01
    else { return nil }
    return .init(
      .moreThan(column: "params_active", value: active, base: "params_total", most: total),
      at: "params_active")
  }

  /// A mixture of experts states all of its numbers, a dense model none.
  private static let experts = Rule<Record>("experts") { model, _ in
    let columns = ["moe_experts", "moe_active_experts", "moe_intermediate_size"]
    let stated = columns.filter { model.number($0) != nil }
    if let missing = columns.first(where: { !stated.contains($0) }), let first = stated.first {
      return .init(.half(stated: first, missing: missing), at: missing)
    }
    if stated.isEmpty, model.number("intermediate_size") == nil {
      return .init(.noFeedForward, at: "intermediate_size")
    }
    guard let all = model.number("moe_experts"), let active = model.number("moe_active_experts"),
      active > all
    else { return nil }
    return .init(
      .moreThan(column: "moe_active_experts", value: active, base: "moe_experts", most: all),
      at: "moe_active_experts")
  }

  private static let denseLayers = Rule<Record>("dense-layers") { model, _ in
    guard let dense = model.number("first_dense_layers"), let layers = model.number("layers"),
      dense > layers
    else { return nil }
    return .init(
      .moreThan(column: "first_dense_layers", value: dense, base: "layers", most: layers),
      at: "first_dense_layers")
  }
}
