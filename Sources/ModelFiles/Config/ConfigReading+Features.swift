internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// Notes each feature of the configuration that the engine does not size in the family, once and
  /// at its field.
  mutating func reportUncovered(_ family: ConfigFamily?, hasExperts: Bool) {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    for rule in Self.rules {
      guard !found.contains(where: { $0.feature == rule.feature }),
        !rule.needsExperts || hasExperts,
        let member = usedMember(rule.names)
      else { continue }
      found.append((rule.feature, member))
    }
    found += layerTypeFeatures()
    if hasAttentionOnly { found.removeAll { $0.feature == .stateSpace } }
    if let window = window(family) { found.append((.slidingWindow, window)) }
    if family == nil { found += unknownFamilyFeatures() }
    if modelType.isEmpty, let first = found.first {
      scope.missing(
        "model_type",
        "the family of the model, which says how \(QuotedText.of(first.member.key)) is meant")
      return
    }
    var seen: Set<ModelFeature> = []
    for item in found
    where family?.covers.contains(item.feature) != true && seen.insert(item.feature).inserted {
      scope.report(uncovered(item.feature, item.member))
    }
  }

  /// Notes a model type that stands for models the engine does not size, whatever their fields say.
  mutating func reportUncovered(_ modelType: String, _ feature: ModelFeature) {
    let names = ["model_type", "architectures"]
    let member = names.compactMap { scope.object[$0] ?? scope.outer?[$0] }.first
    scope.report(
      Diagnostic(
        "model-not-covered",
        "the model type \(QuotedText.of(modelType)) stands for models with \(feature.words), "
          + "which the engine does not size",
        at: member.map { scope.span($0.value) },
        help: ["take another model; a figure for this one would be a guess"]))
  }

  /// The diagnostic for a feature that is not covered.
  func uncovered(_ feature: ModelFeature, _ member: JSONMember) -> Diagnostic {
    Diagnostic(
      "model-not-covered",
      "the field \(QuotedText.of(member.key)) describes \(feature.words), "
        + "which the engine does not size",
      at: scope.span(member.value))
  }

  /// The first field of those names that is in use, were it only by the family's default.
  private func usedMember(_ names: [String]) -> JSONMember? {
    for name in names {
      if let member = scope.object[name], Self.isInUse(member) { return member }
      guard !scope.object.states(name), scope.defaults[name, default: 0] > 0 else { continue }
      let place = scope.object.range.lowerBound..<scope.object.range.lowerBound + 1
      return JSONMember(key: name, keyRange: place, value: JSONValue(.null, place))
    }
    return nil
  }

  /// A field that states a feature when its value is in use: true, above zero or not empty.
  private struct Rule {
    let feature: ModelFeature
    let names: [String]
    var needsExperts = false
  }

  private static let rules = [
    Rule(feature: .latentAttention, names: ["kv_lora_rank"]),
    Rule(feature: .sparseIndexer, names: ["index_topk", "index_n_heads"]),
    Rule(feature: .compressedAttention, names: ["compress_ratios", "compress_ratio"]),
    Rule(
      feature: .linearAttention,
      names: ["linear_attn_config", "linear_num_value_heads", "linear_num_key_heads"]),
    Rule(
      feature: .stateSpace,
      names: [
        "hybrid_override_pattern", "mamba_d_state", "mamba_d_ssm", "ssm_state_size", "ssm_cfg",
        "mamba_num_heads", "state_size",
      ]),
    Rule(
      feature: .sharedExperts,
      names: [
        "n_shared_experts", "num_shared_experts", "moe_num_shared_experts", "num_shared_expert",
        "shared_expert_intermediate_size", "shared_intermediate_size",
      ], needsExperts: true),
    Rule(feature: .latentExperts, names: ["moe_latent_size"], needsExperts: true),
    Rule(feature: .gatedLatent, names: ["mla_use_output_gate"]),
    Rule(feature: .residualStreams, names: ["hc_mult", "attn_res_block_size"]),
    Rule(
      feature: .perLayerEmbeddings, names: ["hidden_size_per_layer_input", "altup_num_inputs"]),
    Rule(feature: .sharedCache, names: ["num_kv_shared_layers"]),
    Rule(feature: .layerwiseShapes, names: ["block_configs"]),
    Rule(feature: .chunkedAttention, names: ["attention_chunk_size"]),
    Rule(feature: .feedForwardBias, names: ["mlp_bias"]),
    Rule(feature: .crossAttention, names: ["cross_attention_layers"]),
    Rule(
      feature: .encoder,
      names: ["is_encoder_decoder", "encoder_layers", "num_encoder_layers", "type_vocab_size"]),
  ]

  /// Whether a value states something: not false, zero, an empty text or a list of nothing else.
  private static func isInUse(_ member: JSONMember) -> Bool { isInUse(member.value) }

  private static func isInUse(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .null: false
    case .flag(let flag): flag
    case .number(let number): number.double != 0
    case .text(let text): !text.isEmpty
    case .list(let items): items.contains(where: isInUse)
    case .object: true
    }
  }

  /// What the list of layer kinds holds beyond full attention.
  private mutating func layerTypeFeatures() -> [(feature: ModelFeature, member: JSONMember)] {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    if let types = scope.texts("layer_types", "layers_block_type"),
      let member = scope.object[types.name]
    {
      for type in types.value {
        guard let feature = Self.feature(ofLayerType: type) else { continue }
        found.append((feature, member))
      }
    }
    if let member = scope.object["attn_type_list"], case .list(let items) = member.value.kind,
      !items.allSatisfy(Self.isInUse)
    {
      found.append((.linearAttention, member))
    }
    if let member = scope.object["full_attention_interval"],
      case .number(let number) = member.value.kind, number.integer ?? 0 > 1
    {
      found.append((.linearAttention, member))
    }
    for name in [
      "decoder_sparse_step", "interleave_moe_layer_step", "moe_layer_interval",
      "moe_layer_freq",
    ] {
      guard let member = scope.object[name], case .number(let number) = member.value.kind,
        number.integer ?? 0 > 1
      else { continue }
      found.append((.scatteredExperts, member))
    }
    return found
  }

  private static func feature(ofLayerType type: String) -> ModelFeature? {
    switch type {
    case "full_attention", "attention": nil
    case "sliding_attention": .slidingWindow
    case "chunked_attention": .chunkedAttention
    case "linear_attention": .linearAttention
    case "mamba", "mamba2", "hybrid", "conv", "recurrent": .stateSpace
    case "indexed_attention": .sparseIndexer
    case "mlp", "moe": .loneMixers
    default: .layerwiseShapes
    }
  }

  /// The window, when layers attend within one that is shorter than the context.
  private mutating func window(_ family: ConfigFamily?) -> JSONMember? {
    guard family?.ignoresWindow != true, !hasAttentionOnly,
      let member = scope.member(["sliding_window", "window_size"]),
      case .number(let number) = member.value.kind, let window = number.integer, window > 0
    else { return nil }
    if let use = scope.flag("use_sliding_window"), !use.value { return nil }
    if let limit = scope.object.integer("max_position_embeddings"), window >= limit { return nil }
    return member
  }

  /// What a family that is not known would have to say to be a plain decoder.
  private func unknownFamilyFeatures() -> [(feature: ModelFeature, member: JSONMember)] {
    var found: [(feature: ModelFeature, member: JSONMember)] = []
    let activations = ["hidden_act", "hidden_activation", "mlp_hidden_act", "activation_function"]
    if let member = scope.member(activations), case .text(let text) = member.value.kind,
      !["silu", "swish", "swiglu"].contains(text)
    {
      found.append((.ungatedFeedForward, member))
    }
    if scope.object["rms_norm_eps"] == nil,
      let member = scope.member([
        "layer_norm_epsilon", "layer_norm_eps", "norm_epsilon", "layernorm_epsilon",
      ])
    {
      found.append((.centredNorm, member))
    }
    if let member = scope.object["architectures"] ?? scope.outer?["architectures"],
      case .list(let items) = member.value.kind, !items.isEmpty, items.allSatisfy(Self.fillsGaps)
    {
      found.append((.encoder, member))
    }
    for name in ["parallel_attn", "use_parallel_residual", "parallel_residual"] {
      guard let member = scope.object[name], Self.isInUse(member) else { continue }
      found.append((.parallelBlocks, member))
    }
    return found
  }

  /// Whether a class of a model predicts words that were masked, as encoders do.
  private static func fillsGaps(_ architecture: JSONValue) -> Bool {
    guard case .text(let name) = architecture.kind else { return false }
    return name.hasSuffix("ForMaskedLM")
  }
}
