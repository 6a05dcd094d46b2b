extension ConfigFamily {
  /// The sizes of a configuration class, which files leave out of an object inside another where
  /// the model has the same.
  ///
  /// Source: the configuration classes of Hugging Face transformers; the tool that writes files drops
  /// what equals the class of an inner object.
  static func classSizes(_ modelType: String) -> [String: Int64] {
    dense(modelType) ?? windowed(modelType) ?? expert(modelType) ?? stateSpace(modelType) ?? [:]
  }

  /// Those that a file may leave out at the outermost level too, where others in their place would
  /// give another model: as many heads of keys as of queries, or experts as wide as dense layers.
  static let sizesLeftOut: Set<String> = [
    "num_key_value_heads", "moe_intermediate_size", "num_local_experts", "num_experts",
    "n_routed_experts",
  ]

  private static func dense(_ modelType: String) -> [String: Int64]? {
    switch modelType {
    case "llama", "granite": sizes(32_000, 4096, 11_008, 32, 32)
    case "gemma": sizes(256_000, 3072, 24_576, 28, 16, 16)
    case "mistral": sizes(32_000, 4096, 14_336, 32, 32, 8)
    case "mistral3", "ministral3": sizes(131_072, 4096, 14_336, 34, 32, 8)
    case "qwen2": sizes(151_936, 4096, 22_016, 32, 32, 32)
    case "qwen2_vl_text", "qwen2_5_vl_text": sizes(152_064, 8192, 29_568, 80, 64, 8)
    case "qwen3", "qwen3_vl", "qwen3_vl_text": sizes(151_936, 4096, 22_016, 32, 32, 32)
    case "phi3": sizes(32_064, 3072, 8192, 32, 32)
    case "glm4": sizes(151_552, 4096, 13_696, 40, 32, 2)
    case "cohere", "cohere2": sizes(256_000, 8192, 22_528, 40, 64)
    case "lfm2": sizes(65_536, 2560, 12_288, 32, 32, 8)
    case "smollm3": sizes(128_256, 2048, 11_008, 36, 16, 4)
    case "qwen3_5_text", "qwen3_5": sizes(248_320, 4096, 12_288, 32, 16, 4).adding(deltaNet)
    default: nil
    }
  }

  private static func windowed(_ modelType: String) -> [String: Int64]? {
    switch modelType {
    case "gemma2", "vaultgemma": sizes(256_000, 2304, 9216, 26, 8, 4)
    case "gemma3_text", "gemma3": sizes(262_208, 2304, 9216, 26, 8, 4)
    case "gemma3n_text", "gemma3n": sizes(262_400, 2048, 16_384, 35, 8, 2)
    case "gemma4_text", "gemma4", "gemma4_unified_text", "gemma4_unified":
      sizes(262_144, 2304, 9216, 30, 8, 4)
    case "gpt_oss":
      sizes(201_088, 2880, 2880, 36, 64, 8).adding([
        "num_local_experts": 128, "num_experts_per_tok": 4,
      ])
    case "llama4_text", "llama4":
      sizes(202_048, 5120, 8192, 48, 40, 8).adding([
        "num_local_experts": 16, "num_experts_per_tok": 1, "intermediate_size_mlp": 16_384,
        "interleave_moe_layer_step": 1,
      ])
    default: nil
    }
  }

  private static func expert(_ modelType: String) -> [String: Int64]? {
    switch modelType {
    case "mixtral":
      sizes(32_000, 4096, 14_336, 32, 32, 8).adding([
        "num_local_experts": 8, "num_experts_per_tok": 2,
      ])
    case "qwen3_moe":
      sizes(151_936, 2048, 6144, 24, 32, 4).adding([
        "num_experts": 128, "num_experts_per_tok": 8, "moe_intermediate_size": 768,
      ])
    case "qwen3_vl_moe", "qwen3_vl_moe_text":
      sizes(151_936, 2048, 5632, 24, 16, 16).adding([
        "num_experts": 60, "num_experts_per_tok": 4, "moe_intermediate_size": 1408,
      ])
    case "qwen3_5_moe_text", "qwen3_5_moe":
      sizes(248_320, 2048, 512, 40, 16, 2).adding([
        "num_experts": 256, "num_experts_per_tok": 8, "moe_intermediate_size": 512,
        "shared_expert_intermediate_size": 512,
      ]).adding(deltaNet)
    case "deepseek_v3", "kimi_k2", "kimi_k25":
      sizes(129_280, 7168, 18_432, 61, 128, 128).adding([
        "n_routed_experts": 256, "num_experts_per_tok": 8, "moe_intermediate_size": 2048,
        "n_shared_experts": 1, "kv_lora_rank": 512, "qk_nope_head_dim": 128,
        "qk_rope_head_dim": 64, "v_head_dim": 128,
      ])
    case "mistral4":
      sizes(131_072, 4096, 12_288, 36, 32, 32).adding([
        "n_routed_experts": 128, "num_experts_per_tok": 4, "moe_intermediate_size": 2048,
        "n_shared_experts": 1, "kv_lora_rank": 256, "qk_nope_head_dim": 64,
        "qk_rope_head_dim": 64, "v_head_dim": 128,
      ])
    default: nil
    }
  }

  private static func stateSpace(_ modelType: String) -> [String: Int64]? {
    switch modelType {
    case "mamba2":
      [
        "vocab_size": 32_768, "hidden_size": 4096, "num_hidden_layers": 64, "num_heads": 128,
        "head_dim": 64, "state_size": 128, "n_groups": 8, "conv_kernel": 4, "expand": 2,
      ]
    default: nil
    }
  }

  private static let deltaNet: [String: Int64] = [
    "linear_num_value_heads": 32, "linear_num_key_heads": 16, "linear_key_head_dim": 128,
    "linear_value_head_dim": 128, "linear_conv_kernel_dim": 4,
  ]

  /// Without a number, there are as many key and value heads as query heads.
  private static func sizes(
    _ vocabulary: Int64, _ hidden: Int64, _ feedForward: Int64, _ layers: Int64, _ heads: Int64,
    _ kvHeads: Int64? = nil
  ) -> [String: Int64] {
    var sizes = [
      "vocab_size": vocabulary, "hidden_size": hidden, "intermediate_size": feedForward,
      "num_hidden_layers": layers, "num_attention_heads": heads,
    ]
    sizes["num_key_value_heads"] = kvHeads
    return sizes
  }
}

extension [String: Int64] {
  fileprivate func adding(_ others: Self) -> Self { merging(others) { own, _ in own } }
}
