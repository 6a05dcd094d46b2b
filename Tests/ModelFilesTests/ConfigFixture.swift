import Sizing

/// Configurations with the public dimensions of models, and what must come out.
///
/// The parameter counts are those of the checkpoints' metadata (the catalog's column
/// `params_total`); for models with a vision tower those of the language model alone.
enum ConfigFixture: String, CaseIterable, Sendable {
  case llama31x8b
  case llama32x1b
  case mistral7b
  case ministral8b
  case mistralSmall31
  case ministral3x3b
  case qwen25x05b
  case qwen25x72b
  case qwen3x4b
  case qwen3x30bA3b
  case qwen3Coder480b
  case mixtral8x7b
  case phi35mini
  case phi4mini
  case phi35moe
  case glm4x9b
  case glm4x32b
  case commandR35b
  case commandRPlus
  case granite33x8b
  case granite40micro
  case olmo2x7b
  case seedOSS36b
  case ernie45x03b
  case ernie45x300b
  case smollm3
  case minimaxM2

  /// The file's text.
  var text: String {
    switch self {
    case .llama31x8b:
      """
      {
        "architectures": ["LlamaForCausalLM"],
        "attention_bias": false,
        "attention_dropout": 0.0,
        "bos_token_id": 128000,
        "eos_token_id": [128001, 128008, 128009],
        "hidden_act": "silu",
        "hidden_size": 4096,
        "initializer_range": 0.02,
        "intermediate_size": 14336,
        "max_position_embeddings": 131072,
        "mlp_bias": false,
        "model_type": "llama",
        "num_attention_heads": 32,
        "num_hidden_layers": 32,
        "num_key_value_heads": 8,
        "pretraining_tp": 1,
        "rms_norm_eps": 1e-05,
        "rope_scaling": {
          "factor": 8.0,
          "low_freq_factor": 1.0,
          "high_freq_factor": 4.0,
          "original_max_position_embeddings": 8192,
          "rope_type": "llama3"
        },
        "rope_theta": 500000.0,
        "tie_word_embeddings": false,
        "torch_dtype": "bfloat16",
        "use_cache": true,
        "vocab_size": 128256
      }
      """
    case .llama32x1b:
      Self.plain(
        "llama", 16, 2048, 8192, 32, 8, 128_256,
        #""head_dim": 64, "tie_word_embeddings": true, "mlp_bias": false"#)
    case .mistral7b:
      Self.plain("mistral", 32, 4096, 14_336, 32, 8, 32_768, #""sliding_window": null"#)
    case .ministral8b:
      Self.plain(
        "mistral", 36, 4096, 12_288, 32, 8, 131_072,
        #""sliding_window": 32768, "max_position_embeddings": 32768, "head_dim": 128"#)
    case .mistralSmall31:
      """
      {"architectures": ["Mistral3ForConditionalGeneration"], "model_type": "mistral3",
       "image_token_index": 10, "spatial_merge_size": 2, "torch_dtype": "bfloat16",
       "text_config": {"model_type": "mistral", "hidden_size": 5120, "intermediate_size": 32768,
         "num_hidden_layers": 40, "num_attention_heads": 32, "num_key_value_heads": 8,
         "head_dim": 128, "hidden_act": "silu", "vocab_size": 131072, "sliding_window": null,
         "max_position_embeddings": 131072, "rms_norm_eps": 1e-05, "rope_theta": 1000000000.0},
       "vision_config": {"model_type": "pixtral", "hidden_size": 1024, "num_hidden_layers": 24,
         "num_attention_heads": 16, "intermediate_size": 4096, "patch_size": 14}}
      """
    case .ministral3x3b:
      """
      {"architectures": ["Mistral3ForConditionalGeneration"], "model_type": "mistral3",
       "tie_word_embeddings": true,
       "quantization_config": {"quant_method": "fp8", "activation_scheme": "static"},
       "text_config": {"model_type": "ministral3", "hidden_size": 3072, "intermediate_size": 9216,
         "num_hidden_layers": 26, "num_attention_heads": 32, "num_key_value_heads": 8,
         "head_dim": 128, "hidden_act": "silu", "vocab_size": 131072, "sliding_window": null,
         "max_position_embeddings": 262144, "rms_norm_eps": 1e-05,
         "rope_parameters": {"factor": 16.0, "original_max_position_embeddings": 16384,
           "rope_type": "yarn"}},
       "vision_config": {"model_type": "pixtral", "hidden_size": 1024, "num_hidden_layers": 24}}
      """
    case .qwen25x05b:
      Self.plain(
        "qwen2", 24, 896, 4864, 14, 2, 151_936,
        #""tie_word_embeddings": true, "sliding_window": 32768, "use_sliding_window": false"#)
    case .qwen25x72b:
      Self.plain(
        "qwen2", 80, 8192, 29_568, 64, 8, 152_064,
        #""tie_word_embeddings": false, "sliding_window": 131072, "use_sliding_window": false"#)
    case .qwen3x4b:
      Self.plain(
        "qwen3", 36, 2560, 9728, 32, 8, 151_936,
        #""tie_word_embeddings": true, "head_dim": 128, "attention_bias": false"#)
    case .qwen3x30bA3b:
      Self.plain(
        "qwen3_moe", 48, 2048, 6144, 32, 4, 151_936,
        #"""
        "tie_word_embeddings": false, "head_dim": 128, "attention_bias": false,
        "num_experts": 128, "num_experts_per_tok": 8, "moe_intermediate_size": 768,
        "mlp_only_layers": [], "decoder_sparse_step": 1, "norm_topk_prob": true,
        "use_sliding_window": false, "sliding_window": null
        """#)
    case .qwen3Coder480b:
      Self.plain(
        "qwen3_moe", 62, 6144, 8192, 96, 8, 151_936,
        #"""
        "tie_word_embeddings": false, "head_dim": 128, "num_experts": 160,
        "num_experts_per_tok": 8, "moe_intermediate_size": 2560, "mlp_only_layers": [],
        "shared_expert_intermediate_size": 0, "qkv_bias": false, "use_qk_norm": true
        """#)
    case .mixtral8x7b:
      Self.plain(
        "mixtral", 32, 4096, 14_336, 32, 8, 32_000,
        #""num_local_experts": 8, "num_experts_per_tok": 2, "sliding_window": null"#)
    case .phi35mini:
      Self.plain(
        "phi3", 32, 3072, 8192, 32, 32, 32_064,
        #"""
        "sliding_window": 262144, "attention_bias": false, "max_position_embeddings": 131072,
        "original_max_position_embeddings": 4096, "tie_word_embeddings": false
        """#)
    case .phi4mini:
      Self.plain(
        "phi3", 32, 3072, 8192, 24, 8, 200_064,
        #""tie_word_embeddings": true, "attention_bias": false, "partial_rotary_factor": 0.75"#)
    case .phi35moe:
      Self.plain(
        "phimoe", 32, 4096, 6400, 32, 8, 32_064,
        #"""
        "num_local_experts": 16, "num_experts_per_tok": 2, "attention_bias": true,
        "lm_head_bias": true, "sliding_window": 131072, "tie_word_embeddings": false
        """#)
    case .glm4x9b:
      Self.plain(
        "glm4", 40, 4096, 13_696, 32, 2, 151_552,
        #""head_dim": 128, "attention_bias": true, "tie_word_embeddings": false"#)
    case .glm4x32b:
      Self.plain(
        "glm4", 61, 6144, 23_040, 48, 2, 151_552,
        #""head_dim": 128, "attention_bias": false, "tie_word_embeddings": false"#)
    case .commandR35b:
      Self.plain(
        "cohere", 40, 8192, 22_528, 64, 64, 256_000,
        #""layer_norm_eps": 1e-05, "use_qk_norm": false, "logit_scale": 0.0625"#)
    case .commandRPlus:
      Self.plain(
        "cohere", 64, 12_288, 33_792, 96, 8, 256_000,
        #""layer_norm_eps": 1e-05, "use_qk_norm": true, "logit_scale": 0.8333333333333334"#)
    case .granite33x8b:
      Self.plain(
        "granite", 40, 4096, 12_800, 32, 8, 49_159,
        #""tie_word_embeddings": true, "attention_bias": false, "mlp_bias": false"#)
    case .granite40micro:
      Self.plain(
        "granitemoehybrid", 40, 2560, 8192, 40, 8, 100_352,
        #"""
        "shared_intermediate_size": 8192, "num_local_experts": 0, "num_experts_per_tok": 0,
        "mamba_d_state": 256, "mamba_n_heads": 80, "tie_word_embeddings": true,
        "layer_types": [\#(Self.each(40, "\"attention\""))]
        """#)
    case .olmo2x7b:
      Self.plain(
        "olmo2", 32, 4096, 11_008, 32, 32, 100_352,
        #""tie_word_embeddings": false, "attention_bias": false"#)
    case .seedOSS36b:
      Self.plain(
        "seed_oss", 64, 5120, 27_648, 80, 8, 155_136,
        #"""
        "head_dim": 128, "attention_bias": true, "attention_out_bias": false, "mlp_bias": false,
        "tie_word_embeddings": false
        """#)
    case .ernie45x03b:
      Self.plain(
        "ernie4_5", 18, 1024, 3072, 16, 2, 103_424,
        #""head_dim": 128, "use_bias": false, "tie_word_embeddings": true"#)
    case .ernie45x300b:
      Self.plain(
        "ernie4_5_moe", 54, 8192, 28_672, 64, 8, 103_424,
        #"""
        "use_bias": false, "tie_word_embeddings": false, "moe_num_experts": 64, "moe_k": 8,
        "moe_intermediate_size": 3584, "moe_layer_start_index": 3, "moe_layer_end_index": 53,
        "moe_layer_interval": 1, "moe_num_shared_experts": 0
        """#)
    case .smollm3:
      Self.plain(
        "smollm3", 36, 2048, 11_008, 16, 4, 128_256,
        #"""
        "attention_bias": false, "mlp_bias": false, "sliding_window": null,
        "use_sliding_window": false, "no_rope_layers": [\#(Self.each(9, "1, 1, 1, 0"))]
        """#)
    case .minimaxM2:
      Self.plain(
        "minimax_m2", 62, 3072, 1536, 48, 8, 200_064,
        #"""
        "head_dim": 128, "num_local_experts": 256, "num_experts_per_tok": 8, "use_qk_norm": true,
        "qk_norm_type": "per_layer", "attn_type_list": [\#(Self.each(62, "1"))], "shared_intermediate_size": 0,
        "tie_word_embeddings": false, "use_mtp": true, "num_mtp_modules": 3
        """#)
    }
  }

  /// Parameters of the language model.
  var parameters: Int64 {
    switch self {
    case .llama31x8b: 8_030_261_248
    case .llama32x1b: 1_235_814_400
    case .mistral7b: 7_248_023_552
    case .ministral8b: 8_019_808_256
    case .mistralSmall31: 23_572_403_200
    case .ministral3x3b: 3_429_006_336
    case .qwen25x05b: 494_032_768
    case .qwen25x72b: 72_706_203_648
    case .qwen3x4b: 4_022_468_096
    case .qwen3x30bA3b: 30_532_122_624
    case .qwen3Coder480b: 480_154_875_392
    case .mixtral8x7b: 46_702_792_704
    case .phi35mini: 3_821_079_552
    case .phi4mini: 3_836_021_760
    case .phi35moe: 41_873_153_344
    case .glm4x9b: 9_400_279_040
    case .glm4x32b: 32_566_081_536
    case .commandR35b: 34_980_831_232
    case .commandRPlus: 103_810_674_688
    case .granite33x8b: 8_170_864_640
    case .granite40micro: 3_402_836_480
    case .olmo2x7b: 7_298_617_344
    case .seedOSS36b: 36_151_104_512
    case .ernie45x03b: 360_748_032
    case .ernie45x300b: 299_484_163_264
    case .smollm3: 3_075_098_624
    case .minimaxM2: 228_689_764_864
    }
  }

  /// The architecture that GGUF files of the model name.
  var architecture: Architecture {
    switch self {
    case .llama31x8b, .llama32x1b, .mistral7b, .ministral8b, .mistralSmall31, .mixtral8x7b: .llama
    case .ministral3x3b: .mistral3
    case .qwen25x05b, .qwen25x72b: .qwen2
    case .qwen3x4b: .qwen3
    case .qwen3x30bA3b, .qwen3Coder480b: .qwen3moe
    case .phi35mini, .phi4mini: .phi3
    case .phi35moe: .phimoe
    case .glm4x9b, .glm4x32b: .glm4
    case .commandR35b, .commandRPlus: .commandR
    case .granite33x8b, .granite40micro: .granite
    case .olmo2x7b: .olmo2
    case .seedOSS36b: .seedOSS
    case .ernie45x03b: .ernie45
    case .ernie45x300b: .ernie45moe
    case .smollm3: .smollm3
    case .minimaxM2: .minimaxM2
    }
  }

  private static func each(_ count: Int, _ entry: String) -> String {
    [String](repeating: entry, count: count).joined(separator: ", ")
  }

  /// The fields that most configurations share, and others behind them.
  static func plain(
    _ type: String, _ layers: Int, _ hidden: Int, _ feedForward: Int, _ heads: Int, _ kvHeads: Int,
    _ vocabulary: Int, _ others: String
  ) -> String {
    let context = others.contains("max_position") ? "" : #""max_position_embeddings": 131072,"#
    return """
      {"model_type": "\(type)", "num_hidden_layers": \(layers), "hidden_size": \(hidden),
      "intermediate_size": \(feedForward), "num_attention_heads": \(heads),
      "num_key_value_heads": \(kvHeads), "vocab_size": \(vocabulary), \(context)
      "hidden_act": "silu", "rms_norm_eps": 1e-06, "torch_dtype": "bfloat16",
      \(others)}
      """
  }
}
