/// Hybrids of attention and state, and latent attention with an indexer.
extension PublicConfig {
  static let hybrids = granite + nemotron + latent

  private static let latent = [
    PublicConfig(
      id: "falcon-h1-7b",
      text: """
        {"architectures": ["FalconH1ForCausalLM"], "attention_bias": false,
         "attention_in_multiplier": 1.0, "attn_layer_indices": null, "head_dim": 128,
         "hidden_act": "silu", "hidden_size": 3072, "intermediate_size": 12288,
         "mamba_chunk_size": 256, "mamba_conv_bias": true, "mamba_d_conv": 4,
         "mamba_d_head": 128, "mamba_d_ssm": 3072, "mamba_d_state": 256, "mamba_expand": 2,
         "mamba_n_groups": 1, "mamba_n_heads": 24, "mamba_norm_before_gate": false,
         "mamba_proj_bias": false, "mamba_rms_norm": true, "mamba_use_mlp": true,
         "max_position_embeddings": 262144, "mlp_bias": false, "mlp_expansion_factor": 8,
         "model_type": "falcon_h1", "num_attention_heads": 12, "num_hidden_layers": 44,
         "num_key_value_heads": 2, "num_logits_to_keep": 1, "projectors_bias": false,
         "rms_norm_eps": 1e-05, "rope_scaling": null, "sliding_window": null,
         "tie_word_embeddings": false, "vocab_size": 130049}
        """),
    PublicConfig(
      id: "kimi-linear-48b-a3b",
      text: """
        {"architectures": ["KimiLinearForCausalLM"], "first_k_dense_replace": 1, "head_dim": 72,
         "hidden_act": "silu", "hidden_size": 2304, "intermediate_size": 9216,
         "kv_lora_rank": 512,
         "linear_attn_config": {"full_attn_layers": [4, 8, 12, 16, 20, 24, 27], "head_dim": 128,
           "kda_layers": [1, 2, 3, 5, 6, 7, 9, 10, 11, 13, 14, 15, 17, 18, 19, 21, 22, 23, 25, 26],
           "num_heads": 32, "short_conv_kernel_size": 4},
         "mla_use_nope": true, "model_max_length": 1048576, "model_type": "kimi_linear",
         "moe_intermediate_size": 1024, "moe_layer_freq": 1, "moe_renormalize": true,
         "moe_router_activation_func": "sigmoid", "num_attention_heads": 32,
         "num_expert_group": 1, "num_experts": 256, "num_experts_per_token": 8,
         "num_hidden_layers": 27, "num_key_value_heads": 32, "num_nextn_predict_layers": 0,
         "num_shared_experts": 1, "q_lora_rank": null, "qk_nope_head_dim": 128,
         "qk_rope_head_dim": 64, "rms_norm_eps": 1e-05, "rope_scaling": null,
         "tie_word_embeddings": false, "topk_group": 1, "use_grouped_topk": true,
         "v_head_dim": 128, "vocab_size": 163840}
        """),
    PublicConfig(
      id: "deepseek-v3.2",
      text: """
        {"architectures": ["DeepseekV32ForCausalLM"], "attention_bias": false,
         "first_k_dense_replace": 3, "hidden_act": "silu", "hidden_size": 7168,
         "index_head_dim": 128, "index_n_heads": 64, "index_topk": 2048,
         "intermediate_size": 18432, "kv_lora_rank": 512, "max_position_embeddings": 163840,
         "model_type": "deepseek_v32", "moe_intermediate_size": 2048, "moe_layer_freq": 1,
         "n_group": 8, "n_routed_experts": 256, "n_shared_experts": 1, "norm_topk_prob": true,
         "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
         "num_key_value_heads": 128, "num_nextn_predict_layers": 1, "q_lora_rank": 1536,
         "qk_nope_head_dim": 128, "qk_rope_head_dim": 64, "rms_norm_eps": 1e-06,
         "scoring_func": "sigmoid", "tie_word_embeddings": false, "topk_method": "noaux_tc",
         "v_head_dim": 128, "vocab_size": 129280}
        """),
    PublicConfig(
      id: "glm-5",
      text: """
        {"architectures": ["GlmMoeDsaForCausalLM"], "attention_bias": false, "dtype": "bfloat16",
         "first_k_dense_replace": 3, "head_dim": 64, "hidden_act": "silu", "hidden_size": 6144,
         "index_head_dim": 128, "index_n_heads": 32, "index_topk": 2048,
         "indexer_rope_interleave": true, "intermediate_size": 12288, "kv_lora_rank": 512,
         "max_position_embeddings": 202752, "model_type": "glm_moe_dsa",
         "moe_intermediate_size": 2048, "moe_layer_freq": 1, "n_group": 1,
         "n_routed_experts": 256, "n_shared_experts": 1, "norm_topk_prob": true,
         "num_attention_heads": 64, "num_experts_per_tok": 8, "num_hidden_layers": 78,
         "num_key_value_heads": 64, "num_nextn_predict_layers": 1, "q_lora_rank": 2048,
         "qk_head_dim": 256, "qk_nope_head_dim": 192, "qk_rope_head_dim": 64,
         "rms_norm_eps": 1e-05, "scoring_func": "sigmoid", "tie_word_embeddings": false,
         "topk_group": 1, "topk_method": "noaux_tc", "v_head_dim": 256, "vocab_size": 154880}
        """),
  ]

  private static let granite = [
    PublicConfig(
      id: "granite-4.0-h-tiny",
      text: """
        {"architectures": ["GraniteMoeHybridForCausalLM"], "attention_bias": false,
         "attention_multiplier": 0.0078125, "embedding_multiplier": 12, "hidden_act": "silu",
         "hidden_size": 1536, "intermediate_size": 512, "layer_types": [\(graniteLayers)],
         "logits_scaling": 6, "mamba_chunk_size": 256, "mamba_conv_bias": true,
         "mamba_d_conv": 4, "mamba_d_head": 64, "mamba_d_state": 128, "mamba_expand": 2,
         "mamba_n_groups": 1, "mamba_n_heads": 48, "mamba_proj_bias": false,
         "max_position_embeddings": 131072, "model_type": "granitemoehybrid",
         "normalization_function": "rmsnorm", "num_attention_heads": 12,
         "num_experts_per_tok": 6, "num_hidden_layers": 40, "num_key_value_heads": 4,
         "num_local_experts": 64, "position_embedding_type": "nope", "rms_norm_eps": 1e-05,
         "rope_scaling": null, "shared_intermediate_size": 1024, "tie_word_embeddings": true,
         "torch_dtype": "bfloat16", "vocab_size": 100352}
        """),
    // The head's size follows from the width; there are no experts.
    PublicConfig(
      id: "granite-4.0-h-micro",
      text: """
        {"architectures": ["GraniteMoeHybridForCausalLM"], "attention_bias": false,
         "hidden_act": "silu", "hidden_size": 2048, "intermediate_size": 8192,
         "layer_types": [\(graniteLayers)], "mamba_conv_bias": true, "mamba_d_conv": 4,
         "mamba_d_head": "auto", "mamba_d_state": 128, "mamba_expand": 2, "mamba_n_groups": 1,
         "mamba_n_heads": 64, "mamba_proj_bias": false, "max_position_embeddings": 131072,
         "model_type": "granitemoehybrid", "num_attention_heads": 32, "num_experts_per_tok": 0,
         "num_hidden_layers": 40, "num_key_value_heads": 8, "num_local_experts": 0,
         "position_embedding_type": "nope", "rms_norm_eps": 1e-05,
         "shared_intermediate_size": 8192, "tie_word_embeddings": true, "vocab_size": 100352}
        """),
  ]

  private static let nemotron = [
    PublicConfig(
      id: "nemotron-nano-9b-v2",
      text: """
        {"architectures": ["NemotronHForCausalLM"], "attention_bias": false, "chunk_size": 128,
         "conv_kernel": 4, "expand": 2, "head_dim": 128, "hidden_size": 4480,
         "hybrid_override_pattern": "M-M-M-MM-M-M-M*-M-M-M*-M-M-M-M*-M-M-M-M*-M-MM-M-M-M-M-M-",
         "intermediate_size": 15680, "layer_norm_epsilon": 1e-05, "mamba_head_dim": 80,
         "mamba_hidden_act": "silu", "mamba_num_heads": 128, "mamba_proj_bias": false,
         "max_position_embeddings": 131072, "mlp_bias": false, "mlp_hidden_act": "relu2",
         "model_type": "nemotron_h", "n_groups": 8, "num_attention_heads": 40,
         "num_hidden_layers": 56, "num_key_value_heads": 8, "num_query_groups": 8,
         "residual_in_fp32": false, "rms_norm_eps": 1e-05, "sliding_window": null,
         "ssm_state_size": 128, "tie_word_embeddings": false, "time_step_floor": 0.0001,
         "time_step_limit": [0.0, Infinity], "use_bias": false, "use_cache": true,
         "use_conv_bias": true, "vocab_size": 131072}
        """),
    PublicConfig(
      id: "nemotron-3-nano-30b-a3b",
      text: """
        {"architectures": ["NemotronHForCausalLM"], "attention_bias": false, "chunk_size": 128,
         "conv_kernel": 4, "expand": 2, "head_dim": 128, "hidden_size": 2688,
         "hybrid_override_pattern": "MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME",
         "intermediate_size": 1856, "layer_norm_epsilon": 1e-05, "mamba_head_dim": 64,
         "mamba_num_heads": 64, "mamba_proj_bias": false, "mamba_ssm_cache_dtype": "float32",
         "max_position_embeddings": 262144,
         "mlp_bias": false, "mlp_hidden_act": "relu2", "model_type": "nemotron_h",
         "moe_intermediate_size": 1856, "moe_shared_expert_intermediate_size": 3712,
         "n_group": 1, "n_groups": 8, "n_routed_experts": 128, "n_shared_experts": 1,
         "norm_eps": 1e-05, "num_attention_heads": 32, "num_experts_per_tok": 6,
         "num_hidden_layers": 52, "num_key_value_heads": 2, "partial_rotary_factor": 1.0,
         "routed_scaling_factor": 2.5, "sliding_window": null, "ssm_state_size": 128,
         "tie_word_embeddings": false, "topk_group": 1, "use_bias": false,
         "use_conv_bias": true, "vocab_size": 131072}
        """),
    // The newer spelling: layers by name, and their number is that of the list.
    PublicConfig(
      id: "nemotron-3-super-120b-a12b",
      text: """
        {"architectures": ["NemotronHForCausalLM"], "attention_bias": false, "conv_kernel": 4,
         "head_dim": 128, "hidden_size": 4096, "layers_block_type": [\(superLayers)],
         "intermediate_size": 2688, "mamba_head_dim": 64, "mamba_num_heads": 128,
         "max_position_embeddings": 262144, "mlp_hidden_act": "relu2", "model_type": "nemotron_h",
         "moe_intermediate_size": 2688, "moe_latent_size": 1024,
         "moe_shared_expert_intermediate_size": 5376, "mtp_layers_block_type": ["attention", "moe"],
         "n_groups": 8, "n_routed_experts": 512, "n_shared_experts": 1,
         "num_attention_heads": 32, "num_experts_per_tok": 22, "num_key_value_heads": 2,
         "num_nextn_predict_layers": 1, "ssm_state_size": 128, "tie_word_embeddings": false,
         "use_bias": false, "use_conv_bias": true, "vocab_size": 131072}
        """),
  ]

  private static let graniteLayers = named("MMMMM*MMMMMMMMM*MMMMMMMMM*MMMMMMMMM*MMMM")

  private static let superLayers = named(
    "MEMEMEM*EMEMEMEM*EMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME")

  private static func named(_ letters: String) -> String {
    letters.map { $0 == "*" ? "\"attention\"" : $0 == "E" ? "\"moe\"" : "\"mamba\"" }
      .joined(separator: ", ")
  }
}

/// Models whose layers have inputs of their own, and whose last layers read another's cache.
extension PublicConfig {
  static let layered = [
    PublicConfig(
      id: "gemma-3n-e4b",
      text: """
        {"architectures": ["Gemma3nForConditionalGeneration"], "model_type": "gemma3n",
         "audio_config": {"hidden_size": 1536, "model_type": "gemma3n_audio"},
         "text_config": {"activation_sparsity_pattern": [0.95, 0.0], "altup_active_idx": 0,
           "altup_num_inputs": 4, "attention_bias": false, "final_logit_softcapping": 30.0,
           "head_dim": 256, "hidden_activation": "gelu_pytorch_tanh", "hidden_size": 2048,
           "hidden_size_per_layer_input": 256, "laurel_rank": 64,
           "intermediate_size": [\([String](repeating: "16384", count: 35).joined(separator: ", "))],
           "layer_types": [\(sliding(35, every: 5))], "max_position_embeddings": 32768,
           "model_type": "gemma3n_text", "num_attention_heads": 8, "num_hidden_layers": 35,
           "num_key_value_heads": 2, "num_kv_shared_layers": 15, "rms_norm_eps": 1e-06,
           "rope_scaling": null, "sliding_window": 512, "vocab_size": 262400,
           "vocab_size_per_layer_input": 262144},
         "vision_config": {"hidden_size": 2048, "model_type": "gemma3n_vision"}}
        """),
    PublicConfig(
      id: "gemma-4-e2b",
      text: """
        {"architectures": ["Gemma4ForConditionalGeneration"], "model_type": "gemma4",
         "text_config": {"attention_bias": false, "attention_k_eq_v": false,
           "enable_moe_block": false, "final_logit_softcapping": 30.0, "global_head_dim": 512,
           "head_dim": 256, "hidden_activation": "gelu_pytorch_tanh", "hidden_size": 1536,
           "hidden_size_per_layer_input": 256, "intermediate_size": 6144,
           "layer_types": [\(sliding(35, every: 5))], "max_position_embeddings": 131072,
           "model_type": "gemma4_text", "moe_intermediate_size": null,
           "num_attention_heads": 8, "num_experts": null, "num_global_key_value_heads": null,
           "num_hidden_layers": 35, "num_key_value_heads": 1, "num_kv_shared_layers": 20,
           "rms_norm_eps": 1e-06, "sliding_window": 512, "tie_word_embeddings": true,
           "top_k_experts": null, "use_double_wide_mlp": true, "vocab_size": 262144,
           "vocab_size_per_layer_input": 262144},
         "vision_config": {"hidden_size": 768, "model_type": "gemma4_vision"}}
        """),
  ]

  private static func sliding(_ count: Int, every period: Int) -> String {
    (1...count).map { $0 % period == 0 ? "\"full_attention\"" : "\"sliding_attention\"" }
      .joined(separator: ", ")
  }
}
