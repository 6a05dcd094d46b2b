import Testing

/// Configurations with the fields and values that publishers give, written by hand.
struct PublicConfig: Sendable, CustomTestStringConvertible {
  /// The id of the model in the catalog.
  let id: String
  let text: String
  var testDescription: String { id }

  static let all = windows + mixtures + states + hybrids + layered + compressed

  private static let windows = [
    // Heads, their size and the vocabulary are those of the class.
    PublicConfig(
      id: "gemma-3-4b",
      text: """
        {"architectures": ["Gemma3ForConditionalGeneration"], "model_type": "gemma3",
         "mm_tokens_per_image": 256, "torch_dtype": "bfloat16",
         "text_config": {"hidden_size": 2560, "intermediate_size": 10240,
           "model_type": "gemma3_text", "num_hidden_layers": 34,
           "rope_scaling": {"factor": 8.0, "rope_type": "linear"}, "sliding_window": 1024},
         "vision_config": {"hidden_size": 1152, "image_size": 896, "intermediate_size": 4304,
           "model_type": "siglip_vision_model", "num_attention_heads": 16,
           "num_hidden_layers": 27, "patch_size": 14}}
        """),
    PublicConfig(
      id: "gemma-2-9b",
      text: """
        {"model_type": "gemma2", "attention_bias": false, "attn_logit_softcapping": 50.0,
         "cache_implementation": "hybrid", "final_logit_softcapping": 30.0, "head_dim": 256,
         "hidden_act": "gelu_pytorch_tanh", "hidden_activation": "gelu_pytorch_tanh",
         "hidden_size": 3584, "intermediate_size": 14336, "max_position_embeddings": 8192,
         "num_attention_heads": 16, "num_hidden_layers": 42, "num_key_value_heads": 8,
         "query_pre_attn_scalar": 256, "rms_norm_eps": 1e-06, "sliding_window": 4096,
         "sliding_window_size": 4096, "vocab_size": 256000}
        """),
    PublicConfig(
      id: "gpt-oss-20b",
      text: """
        {"architectures": ["GptOssForCausalLM"], "attention_bias": true, "experts_per_token": 4,
         "head_dim": 64, "hidden_act": "silu", "hidden_size": 2880, "initial_context_length": 4096,
         "intermediate_size": 2880, "layer_types": [\(alternating(24))],
         "max_position_embeddings": 131072, "model_type": "gpt_oss", "num_attention_heads": 64,
         "num_experts_per_tok": 4, "num_hidden_layers": 24, "num_key_value_heads": 8,
         "num_local_experts": 32, "output_router_logits": false,
         "quantization_config": {"modules_to_not_convert": ["model.layers.*.self_attn"],
           "quant_method": "mxfp4"},
         "rope_scaling": {"beta_fast": 32.0, "beta_slow": 1.0, "factor": 32.0,
           "original_max_position_embeddings": 4096, "rope_type": "yarn", "truncate": false},
         "rms_norm_eps": 1e-05, "sliding_window": 128, "swiglu_limit": 7.0,
         "tie_word_embeddings": false, "vocab_size": 201088}
        """),
  ]

  private static let mixtures = [
    PublicConfig(
      id: "deepseek-v3",
      text: """
        {"architectures": ["DeepseekV3ForCausalLM"], "attention_bias": false, "ep_size": 1,
         "first_k_dense_replace": 3, "hidden_act": "silu", "hidden_size": 7168,
         "intermediate_size": 18432, "kv_lora_rank": 512, "max_position_embeddings": 163840,
         "model_type": "deepseek_v3", "moe_intermediate_size": 2048, "moe_layer_freq": 1,
         "n_group": 8, "n_routed_experts": 256, "n_shared_experts": 1, "norm_topk_prob": true,
         "num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61,
         "num_key_value_heads": 128, "num_nextn_predict_layers": 1, "q_lora_rank": 1536,
         "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
         "quantization_config": {"activation_scheme": "dynamic", "fmt": "e4m3",
           "quant_method": "fp8", "weight_block_size": [128, 128]},
         "rms_norm_eps": 1e-06, "routed_scaling_factor": 2.5, "scoring_func": "sigmoid",
         "rope_scaling": {"factor": 40, "original_max_position_embeddings": 4096, "type": "yarn"},
         "tie_word_embeddings": false, "topk_group": 4, "topk_method": "noaux_tc",
         "v_head_dim": 128, "vocab_size": 129280}
        """),
    PublicConfig(
      id: "deepseek-v2-lite",
      text: """
        {"architectures": ["DeepseekV2ForCausalLM"], "attention_bias": false,
         "first_k_dense_replace": 1, "hidden_act": "silu", "hidden_size": 2048,
         "intermediate_size": 10944, "kv_lora_rank": 512, "max_position_embeddings": 163840,
         "model_type": "deepseek_v2", "moe_intermediate_size": 1408, "moe_layer_freq": 1,
         "n_group": 1, "n_routed_experts": 64, "n_shared_experts": 2, "norm_topk_prob": false,
         "num_attention_heads": 16, "num_experts_per_tok": 6, "num_hidden_layers": 27,
         "num_key_value_heads": 16, "q_lora_rank": null, "qk_nope_head_dim": 128,
         "qk_rope_head_dim": 64, "rms_norm_eps": 1e-06, "scoring_func": "softmax",
         "tie_word_embeddings": false, "topk_method": "greedy", "v_head_dim": 128,
         "vocab_size": 102400}
        """),
    // Every second layer is dense, with a width of its own.
    PublicConfig(
      id: "llama-4-maverick",
      text: """
        {"architectures": ["Llama4ForConditionalGeneration"], "model_type": "llama4",
         "text_config": {"attention_bias": false, "attention_chunk_size": 8192, "head_dim": 128,
           "hidden_act": "silu", "hidden_size": 5120, "interleave_moe_layer_step": 2,
           "intermediate_size": 8192, "intermediate_size_mlp": 16384,
           "max_position_embeddings": 1048576, "model_type": "llama4_text", "no_rope_layers": [],
           "num_attention_heads": 40, "num_experts_per_tok": 1, "num_hidden_layers": 48,
           "num_key_value_heads": 8, "num_local_experts": 128, "rms_norm_eps": 1e-05,
           "tie_word_embeddings": false, "use_qk_norm": false, "vocab_size": 202048},
         "vision_config": {"hidden_size": 1408, "model_type": "llama4_vision_model",
           "num_hidden_layers": 34}}
        """),
    PublicConfig(
      id: "glm-4.5-air",
      text: """
        {"architectures": ["Glm4MoeForCausalLM"], "attention_bias": true,
         "first_k_dense_replace": 1, "head_dim": 128, "hidden_act": "silu", "hidden_size": 4096,
         "intermediate_size": 10944, "max_position_embeddings": 131072, "model_type": "glm4_moe",
         "moe_intermediate_size": 1408, "n_group": 1, "n_routed_experts": 128,
         "n_shared_experts": 1, "num_attention_heads": 96, "num_experts_per_tok": 8,
         "num_hidden_layers": 46, "num_key_value_heads": 8, "num_nextn_predict_layers": 1,
         "partial_rotary_factor": 0.5, "rms_norm_eps": 1e-05, "tie_word_embeddings": false,
         "topk_group": 1, "use_qk_norm": false, "vocab_size": 151552}
        """),
  ]

  private static let states = [
    PublicConfig(
      id: "qwen3-next-80b-a3b",
      text: """
        {"architectures": ["Qwen3NextForCausalLM"], "attention_bias": false,
         "decoder_sparse_step": 1, "full_attention_interval": 4, "head_dim": 256,
         "hidden_act": "silu", "hidden_size": 2048, "intermediate_size": 5120,
         "linear_conv_kernel_dim": 4, "linear_key_head_dim": 128, "linear_num_key_heads": 16,
         "linear_num_value_heads": 32, "linear_value_head_dim": 128,
         "max_position_embeddings": 262144, "mlp_only_layers": [], "model_type": "qwen3_next",
         "moe_intermediate_size": 512, "norm_topk_prob": true, "num_attention_heads": 16,
         "num_experts": 512, "num_experts_per_tok": 10, "num_hidden_layers": 48,
         "num_key_value_heads": 2, "partial_rotary_factor": 0.25, "rms_norm_eps": 1e-06,
         "shared_expert_intermediate_size": 512, "tie_word_embeddings": false,
         "use_sliding_window": false, "vocab_size": 151936}
        """)
  ]

  private static func alternating(_ count: Int) -> String {
    (0..<count).map { $0 % 2 == 0 ? "\"sliding_attention\"" : "\"full_attention\"" }
      .joined(separator: ", ")
  }
}
