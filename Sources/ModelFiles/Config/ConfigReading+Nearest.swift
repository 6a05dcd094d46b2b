internal import Sizing

extension ConfigReading {
  /// The family for a model type that is not known whose fields describe latent attention, layers that keep
  /// a state, or both; `nil` where they do not, or leave out what tells one architecture from another.
  ///
  /// The architecture is the one whose fields they are. Such fields say what a layer holds and caches, and
  /// which layers have what; what they leave to a model's class (norms of heads, a gate) is that of the
  /// architecture, and the remark names it.
  var nearestFamily: ConfigFamily? {
    guard !sortsLayersUnread else { return nil }
    if let family = hybridFamily { return family }
    // Results of attention in groups are DeepSeek V4's.
    guard statesLatent, !isAnyInUse(["o_lora_rank", "o_groups"]) else { return nil }
    return ConfigFamily(
      architecture: .deepseek2, isKnown: false, covers: [.latentAttention, .sharedExperts])
  }

  /// The same with layers that keep a state.
  private var hybridFamily: ConfigFamily? {
    guard !hasAttentionOnly else { return nil }
    return kimiDelta ?? gatedDeltaNet ?? loneMixers ?? mambaHybrid ?? shortConvolution
  }

  /// Whether the fields of latent attention are complete: those of the compressed row and of the parts of
  /// heads. They are names that DeepSeek V2 gave and others took over (MiniCPM3, Youtu, GLM, Kimi, Mistral 4).
  private var statesLatent: Bool {
    scope.object.flag("use_mla") != false
      && states("kv_lora_rank", "qk_nope_head_dim", "qk_rope_head_dim", "v_head_dim")
  }

  /// Kimi Delta Attention beside latent attention, with experts, in an object that names each layer.
  private var kimiDelta: ConfigFamily? {
    guard let inner = scope.object.object("linear_attn_config"), statesLatent,
      isAnyInUse(Self.expertFields), inner["kda_layers"] != nil, inner["full_attn_layers"] != nil,
      ["num_heads", "head_dim", "short_conv_kernel_size"].allSatisfy({
        inner.integer($0) ?? 0 > 0
      })
    else { return nil }
    return ConfigFamily(
      architecture: .kimiLinear, isKnown: false,
      covers: [.linearAttention, .latentAttention, .sharedExperts],
      sharedField: "num_shared_experts")
  }

  /// Gated DeltaNet beside full attention.
  ///
  /// Whether a gate is behind full attention, a field says (`attn_output_gate`, Qwen 3.5) or the names of
  /// the experts, which are Qwen3-Next's. OLMo Hybrid names its linear layers alike and has no gate and other
  /// norms, so that without either the family stays unsized.
  private var gatedDeltaNet: ConfigFamily? {
    let isListed =
      lists(only: ["linear_attention", "full_attention"])
      || scope.member(["layer_types", "layers_block_type"]) == nil
        && scope.object.integer("full_attention_interval") ?? 0 > 1
    guard isListed,
      states(
        "linear_num_value_heads", "linear_num_key_heads", "linear_key_head_dim",
        "linear_value_head_dim", "linear_conv_kernel_dim")
    else { return nil }
    let isGated = scope.object.flag("attn_output_gate")
    guard isAnyInUse(Self.expertFields) else {
      guard isGated == true else { return nil }
      return ConfigFamily(
        architecture: .qwen35, isKnown: false, covers: [.linearAttention, .gatedAttention])
    }
    guard isGated != false, states("shared_expert_intermediate_size") else { return nil }
    return ConfigFamily(
      architecture: isGated == true ? .qwen35moe : .qwen3next, isKnown: false,
      covers: [.linearAttention, .gatedAttention, .sharedExperts],
      sharedField: "shared_expert_intermediate_size")
  }

  /// Mamba-2, attention and feed-forward parts that each stand alone in a layer, by Nemotron-H's names.
  ///
  /// Its feed-forward parts have no gate, which their activation tells. Files name the constant of its
  /// norms, which are those of root mean squares, as for norms about the mean.
  private var loneMixers: ConfigFamily? {
    let names: Set<String> = ["mamba", "mamba2", "attention", "full_attention", "mlp", "moe"]
    let isListed =
      scope.object.text("hybrid_override_pattern") != nil
      || lists(only: names) && (listsLayers("mlp") || listsLayers("moe"))
    guard isListed, scope.object.text("mlp_hidden_act") == "relu2",
      states("mamba_num_heads", "mamba_head_dim", "ssm_state_size", "n_groups", "conv_kernel")
    else { return nil }
    let hasExperts = listsLayers("moe", "E")
    return ConfigFamily(
      architecture: hasExperts ? .nemotronHMoE : .nemotronH, isKnown: false,
      covers: [
        .linearAttention, .stateSpace, .sharedExperts, .latentExperts, .loneMixers,
        .ungatedFeedForward, .centredNorm,
      ],
      sharedField: "moe_shared_expert_intermediate_size", ignoresExperts: !hasExperts)
  }

  /// Mamba-2 in some layers and attention in the others, by the names of Granite 4 and Bamba. Falcon-H1 has
  /// both in each layer, and states an inner width by a name of its own.
  private var mambaHybrid: ConfigFamily? {
    let isListed =
      lists(only: ["mamba", "mamba2", "attention", "full_attention"])
      || isAnyInUse(["attn_layer_indices"])
    let others = ["mamba_d_ssm", "linear_num_value_heads", "linear_num_key_heads"]
    guard isListed, !isAnyInUse(others),
      states("mamba_n_heads", "mamba_d_state", "mamba_n_groups", "mamba_d_conv", "mamba_expand")
    else { return nil }
    return ConfigFamily(
      architecture: .graniteHybrid, isKnown: false,
      covers: [.linearAttention, .stateSpace, .sharedExperts],
      sharedField: "shared_intermediate_size")
  }

  /// Short convolutions in some layers and attention in the others, by LFM2's names. Without experts it
  /// makes another width of the one that it states, unless a switch says otherwise, so that the switch
  /// must be there.
  private var shortConvolution: ConfigFamily? {
    guard lists(only: ["conv", "attention", "full_attention"]) || isAnyInUse(["full_attn_idxs"]),
      states("conv_L_cache")
    else { return nil }
    let hasExperts = isAnyInUse(Self.expertFields)
    guard hasExperts || scope.object.flag("block_auto_adjust_ff_dim") != nil else { return nil }
    return ConfigFamily(
      architecture: hasExperts ? .lfm2moe : .lfm2, isKnown: false,
      covers: [.linearAttention, .stateSpace])
  }

  // MARK: Fields

  /// Whether a field that nothing reads seems to sort the layers: those of Ling 2.5 have latent attention or
  /// a state by `layer_group_size` alone.
  private var sortsLayersUnread: Bool {
    scope.object.fields.contains { member in
      Self.mayShape(member) && !Self.sortingWords.isDisjoint(with: Self.words(of: member.key))
    }
  }

  private static let sortingWords: Set<String> = [
    "every", "interval", "layer", "layers", "linear", "period",
  ]

  /// Fields that state sizes of layers which keep a state, where attention has others.
  static let stateShapes: Set<String> = [
    "linear_attn_config", "linear_head_dim", "linear_key_head_dim", "linear_num_heads",
    "linear_value_head_dim", "mamba_head_dim", "mamba_n_heads", "mamba_num_heads",
  ]

  /// Whether each of some fields states a whole number above zero.
  private func states(_ names: String...) -> Bool {
    names.allSatisfy { scope.object.integer($0) ?? 0 > 0 }
  }

  /// Whether one of some fields states something.
  private func isAnyInUse(_ names: [String]) -> Bool {
    names.contains { name in scope.object[name].map { Self.isInUse($0) } ?? false }
  }

  /// Whether the layers are listed, all of them of some kinds.
  private func lists(only kinds: Set<String>) -> Bool {
    guard let member = scope.member(["layer_types", "layers_block_type"]),
      case .list(let items) = member.value.kind, !items.isEmpty
    else { return false }
    return items.allSatisfy { item in
      guard case .text(let text) = item.kind else { return false }
      return kinds.contains(text)
    }
  }
}
