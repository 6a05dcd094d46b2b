extension ConfigReading {
  /// A field that states a feature when its value is in use: true, above zero or not empty.
  struct Rule {
    let feature: ModelFeature
    let names: [String]
    var needsExperts = false
    /// The largest number that states nothing.
    var plain = 0.0
    /// The field that turns the feature off where it is false.
    var unless: String?

    /// Whether no switch turns the feature off.
    func isOn(in object: ConfigObject) -> Bool { unless.flatMap { object.flag($0) } != false }

    /// Whether a value is no number, or a larger one than that of a plain model.
    func exceeds(_ member: JSONMember) -> Bool {
      guard case .number(let number) = member.value.kind, let value = number.double else {
        return true
      }
      return value > plain || value < 0
    }
  }

  static let rules = [
    Rule(feature: .latentAttention, names: ["kv_lora_rank"]),
    Rule(feature: .sparseIndexer, names: ["index_topk", "index_n_heads"]),
    Rule(feature: .compressedAttention, names: ["compress_ratios", "compress_ratio"]),
    Rule(
      feature: .linearAttention,
      names: [
        "linear_attn_config", "linear_num_value_heads", "linear_num_key_heads",
        "linear_num_heads", "decoder_retention_heads",
      ]),
    Rule(
      feature: .stateSpace,
      names: [
        "hybrid_override_pattern", "mamba_d_state", "mamba_d_ssm", "ssm_state_size", "ssm_cfg",
        "mamba_num_heads", "state_size", "full_attn_idxs", "attn_layer_indices",
      ]),
    Rule(
      feature: .sharedExperts,
      names: [
        "n_shared_experts", "num_shared_experts", "moe_num_shared_experts", "num_shared_expert",
        "share_expert_dim", "shared_expert_intermediate_size", "shared_intermediate_size",
      ], needsExperts: true),
    Rule(feature: .denseBesideExperts, names: ["parallel_attn_mlp_res"], needsExperts: true),
    Rule(feature: .latentExperts, names: ["moe_latent_size"], needsExperts: true),
    Rule(feature: .idleExperts, names: ["zero_expert_num"], needsExperts: true),
    Rule(feature: .gatedLatent, names: ["mla_use_output_gate"]),
    Rule(feature: .gatedAttention, names: ["attn_output_gate"]),
    Rule(feature: .residualStreams, names: ["hc_mult", "attn_res_block_size"]),
    Rule(
      feature: .perLayerEmbeddings, names: ["hidden_size_per_layer_input", "altup_num_inputs"]),
    Rule(feature: .sharedCache, names: ["num_kv_shared_layers"]),
    Rule(feature: .crossLayerCache, names: ["use_cla", "kv_mirror_layers"]),
    // Hunyuan's files state the factor where the switch beside it is off, too.
    Rule(feature: .crossLayerCache, names: ["cla_share_factor"], plain: 1, unless: "use_cla"),
    Rule(
      feature: .repeatedLayers,
      names: ["total_ut_steps", "num_loops", "loop_count", "mean_recurrence"], plain: 1),
    Rule(feature: .layerwiseShapes, names: ["block_configs", "per_layer_config"]),
    Rule(feature: .chunkedAttention, names: ["attention_chunk_size"]),
    Rule(feature: .feedForwardBias, names: ["mlp_bias"]),
    Rule(feature: .crossAttention, names: ["cross_attention_layers"]),
    Rule(
      feature: .encoder,
      names: ["is_encoder_decoder", "encoder_layers", "num_encoder_layers", "type_vocab_size"]),
  ]
}
