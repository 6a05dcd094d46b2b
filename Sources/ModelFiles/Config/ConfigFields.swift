/// The fields of a configuration that are read, and the kinds of value that some of them take.
enum ConfigFields {
  /// Kinds of JSON value.
  struct Kinds: OptionSet, Sendable {
    let rawValue: UInt8
    static let number = Kinds(rawValue: 1)
    static let flag = Kinds(rawValue: 2)
    static let text = Kinds(rawValue: 4)
    static let list = Kinds(rawValue: 8)
    static let object = Kinds(rawValue: 16)

    /// The kind of a value; empty for `null`.
    static func of(_ value: JSONValue) -> Kinds {
      switch value.kind {
      case .null: []
      case .number: .number
      case .flag: .flag
      case .text: .text
      case .list: .list
      case .object: .object
      }
    }

    /// The kinds in words: `a number or a list`.
    var words: String {
      let all: [(Kinds, String)] = [
        (.number, "a number"), (.flag, "true or false"), (.text, "a text"), (.list, "a list"),
        (.object, "an object"),
      ]
      return all.filter { contains($0.0) }.map(\.1).joined(separator: " or ")
    }
  }

  /// Whether a field of the language model is read, or passed over on purpose.
  static func isKnown(_ name: String) -> Bool { known.contains(name) }

  /// Whether a `null` in a field leaves it unsaid: the class of a model with experts has a number of
  /// them, so that none would be another model.
  static func isUnsaid(byNull name: String) -> Bool {
    ConfigReading.expertFields.contains(name) || ConfigReading.usedFields.contains(name)
      || ConfigReading.expertWidthFields.contains(name)
  }

  /// Fields that are looked at by the kind of their value, so that one of another kind would be passed
  /// over in silence. Numbers, flags and lists of texts are checked where they are read.
  static let kinds: [String: Kinds] = [
    "architectures": .list, "attn_layer_indices": .list, "attn_type_list": .list,
    "block_configs": .list,
    "block_ffn_dim_multiplier": .number, "compress_rates": .object, "compress_ratios": .list,
    "decoder_sparse_step": .number, "dtype": .text, "full_attention_interval": .number,
    "full_attn_idxs": .list, "global_attn_every_n_layers": .number,
    "hybrid_override_pattern": .text, "index_topk_pattern": .text,
    "interleave_moe_layer_step": .number, "is_moe_layer": .list, "linear_attn_config": .object,
    "mamba_d_head": [.number, .text], "mamba_ssm_cache_dtype": .text, "mamba_ssm_dtype": .text,
    "mlp_only_layers": .list, "model_type": .text,
    "moe_layer_freq": [.number, .list], "moe_layer_interval": .number, "moe_layers": .list,
    "no_rope_layers": .list, "per_layer_config": .object, "quantization_config": .object,
    "rope_parameters": .object, "rope_scaling": .object, "sliding_window": .number,
    "sliding_window_pattern": [.number, .text], "topk_method": .text, "torch_dtype": .text,
    "window_size": .number,
  ]

  /// Fields around the object of the language model.
  static let outerKinds: [String: Kinds] = [
    "architectures": .list, "compression_config": .object, "dtype": .text,
    "language_config": .object, "llm_config": .object, "model_type": .text,
    "quantization_config": .object, "text_config": .object, "thinker_config": .object,
    "tie_word_embeddings": .flag, "torch_dtype": .text, "vocab_size": .number,
  ]

  /// Fields of `rope_scaling` and `rope_parameters`.
  static let scalingKinds: [String: Kinds] = [
    "factor": .number, "original_max_position_embeddings": .number, "rope_type": .text,
    "type": .text,
  ]

  /// The fields that state how a checkpoint is quantized; compressed-tensors wrote the second first.
  static let quantizationFields = ["quantization_config", "compression_config"]

  /// Fields of their objects.
  static let quantizationKinds: [String: Kinds] = [
    "bits": .number, "bnb_4bit_use_double_quant": .flag, "config_groups": .object,
    "exclude_modules": .list, "group_size": .number, "ignore": .list, "ignored_layers": .list,
    "llm_int8_skip_modules": .list, "load_in_4bit": .flag, "load_in_8bit": .flag,
    "modules_to_not_convert": .list, "q_group_size": .number, "quant_algo": .text,
    "packing_format": .text, "quant_method": .text, "w_bit": .number, "weight_block_size": .list,
  ]

  private static let known = Set(kinds.keys).union(outerKinds.keys).union(others)

  private static let others: Set<String> = [
    "activation_function", "add_qkv_bias", "altup_num_inputs", "attention_bias",
    "attention_chunk_size", "attention_head_dim", "attention_head_size", "attention_k_eq_v",
    "attention_out_bias", "attn_output_gate", "attn_res_block_size", "block_auto_adjust_ff_dim",
    "block_ff_dim",
    "block_multiple_of", "cla_share_factor", "compress_rate_csa", "compress_rate_hca",
    "compress_ratio", "compressed_sparse_attention", "conv_L_cache", "conv_bias", "conv_kernel",
    "cross_attention_layers", "d_ff", "d_model", "decoder_retention_heads", "encoder_layers",
    "expand", "expert_ffn_hidden_size", "experts_per_token", "ffn_hidden_size",
    "first_k_dense_replace",
    "global_head_dim", "hc_mult", "head_dim", "head_size", "heavily_compressed_attention",
    "hidden_act", "hidden_activation", "hidden_size", "hidden_size_per_layer_input",
    "index_head_dim", "index_n_heads", "index_skip_topk_offset", "index_topk", "index_topk_freq",
    "indexer_types", "intermediate_size", "intermediate_size_mlp", "is_encoder_decoder",
    "kv_channels", "kv_lora_rank", "kv_mirror_layers", "laurel_rank", "layer_norm_eps",
    "layer_norm_epsilon", "layer_types", "layernorm_epsilon", "layers_block_type",
    "linear_conv_kernel_dim", "linear_head_dim", "linear_key_head_dim", "linear_num_heads",
    "linear_num_key_heads", "linear_num_value_heads", "linear_value_head_dim", "lm_head_bias",
    "loop_count", "mamba_conv_bias", "mamba_d_conv", "mamba_d_ssm", "mamba_d_state", "mamba_expand",
    "mamba_head_dim", "mamba_n_groups", "mamba_n_heads", "mamba_num_heads", "mamba_proj_bias",
    "mamba_rms_norm", "mamba_ssm_cache_dtype", "mamba_ssm_dtype", "max_position_embeddings",
    "max_sequence_length", "max_window_layers",
    "mean_recurrence", "mla_use_output_gate", "mlp_bias", "mlp_hidden_act", "mlp_layer_types",
    "model_max_length", "moe_intermediate_size", "moe_k", "moe_latent_size",
    "moe_layer_start_index", "moe_num_experts", "moe_num_shared_experts",
    "moe_shared_expert_intermediate_size", "moe_top_k", "moe_topk", "multi_query",
    "multi_query_attention", "multi_query_group_num", "n_embd", "n_groups", "n_head", "n_head_kv",
    "n_heads", "n_inner", "n_kv_heads", "n_layer", "n_layers", "n_positions", "n_routed_experts",
    "n_shared_experts", "new_decoder_architecture", "no_rope_layer_interval", "norm_epsilon",
    "num_attention_heads", "num_dense_layers", "num_encoder_layers", "num_experts",
    "num_experts_per_tok", "num_experts_per_token", "num_global_key_value_heads", "num_hash_layers",
    "num_heads", "num_hidden_layers", "num_key_value_heads", "num_key_value_heads_per_layer",
    "num_kv_heads", "num_kv_shared_layers", "num_layers", "num_local_experts", "num_loops",
    "num_query_groups", "num_shared_expert", "num_shared_experts", "o_groups", "o_lora_rank",
    "padded_vocab_size", "parallel_attn", "parallel_attn_mlp_res", "parallel_residual",
    "projectors_bias", "q_lora_rank",
    "qk_layernorm", "qk_nope_head_dim", "qk_norm", "qk_rope_head_dim", "qkv_bias", "rms_norm_eps",
    "rmsnorm", "seq_length", "share_embedding", "share_expert_dim",
    "shared_expert_intermediate_size",
    "shared_intermediate_size", "short_conv_kernel_size", "ssm_cfg", "ssm_state_size", "state_size",
    "tie_embedding", "top_k_experts", "total_ut_steps", "type_vocab_size", "use_bias", "use_cla",
    "use_conv_bias", "use_double_wide_mlp", "use_mla", "use_parallel_residual", "use_qk_norm",
    "use_qkv_bias", "use_sliding_window", "v_head_dim", "weight_tying", "zero_expert_num",
  ]
}
