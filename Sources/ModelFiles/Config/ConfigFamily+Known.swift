internal import Sizing

extension ConfigFamily {
  /// The family of a `model_type`, or `nil` when it says nothing beyond its fields.
  static func of(_ modelType: String) -> ConfigFamily? {
    plain(modelType) ?? windowed(modelType) ?? mixture(modelType)
  }

  /// Families whose layers all see the whole context and have at most routed experts.
  private static func plain(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "llama": ConfigFamily(architecture: .llama)
    case "mistral", "mixtral": ConfigFamily(architecture: .llama, ignoresWindow: true)
    case "mistral3", "ministral3": ConfigFamily(architecture: .mistral3, ignoresWindow: true)
    case "qwen2", "qwen2_vl", "qwen2_5_vl", "qwen2_5_vl_text":
      ConfigFamily(architecture: .qwen2, biasesOutput: false, alwaysBiases: true)
    case "qwen3", "qwen3_vl_text": ConfigFamily(architecture: .qwen3)
    case "qwen3_moe", "qwen3_vl_moe_text": ConfigFamily(architecture: .qwen3moe)
    case "phi3": ConfigFamily(architecture: .phi3, ignoresWindow: true)
    case "phimoe": ConfigFamily(architecture: .phimoe, ignoresWindow: true)
    case "glm4": ConfigFamily(architecture: .glm4, biasesOutput: false)
    case "cohere": ConfigFamily(architecture: .commandR, tiesByDefault: true)
    case "granite", "granitemoehybrid":
      ConfigFamily(architecture: .granite, tiesByDefault: modelType == "granitemoehybrid")
    case "olmo2": ConfigFamily(architecture: .olmo2)
    case "seed_oss": ConfigFamily(architecture: .seedOSS, biasesOutput: false)
    case "ernie4_5": ConfigFamily(architecture: .ernie45, tiesByDefault: true)
    case "smollm3": ConfigFamily(architecture: .smollm3, tiesByDefault: true)
    case "starcoder2":
      ConfigFamily(
        architecture: .starcoder2, tiesByDefault: true, ignoresWindow: true,
        covers: [.ungatedFeedForward, .feedForwardBias])
    default: nil
    }
  }

  /// Families with layers that see a window, their chunk or only a state.
  private static func windowed(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "gemma2":
      ConfigFamily(
        architecture: .gemma2, tiesByDefault: true, covers: [.slidingWindow], period: 2,
        defaults: gemmaDefaults(vocabulary: 256_000, window: 4096))
    case "gemma3_text", "gemma3":
      ConfigFamily(
        architecture: .gemma3, tiesByDefault: true, covers: [.slidingWindow], period: 6,
        defaults: gemmaDefaults(vocabulary: 262_208, window: 4096))
    case "gemma4_text", "gemma4": gemma4
    case "cohere2":
      ConfigFamily(
        architecture: .cohere2, tiesByDefault: true, covers: [.slidingWindow], period: 4)
    case "exaone4": ConfigFamily(architecture: .exaone4, covers: [.slidingWindow], period: 4)
    case "olmo3": ConfigFamily(architecture: .olmo2, covers: [.slidingWindow], period: 4)
    case "gpt_oss": ConfigFamily(architecture: .gptOSS, covers: [.slidingWindow], period: 2)
    case "llama4_text", "llama4":
      ConfigFamily(
        architecture: .llama4, covers: [.chunkedAttention, .scatteredExperts], period: 4,
        alwaysShares: true)
    case "qwen3_next":
      ConfigFamily(
        architecture: .qwen3next, covers: [.linearAttention, .sharedExperts], period: 4)
    case "qwen3_5_text", "qwen3_5":
      ConfigFamily(architecture: .qwen35, covers: [.linearAttention], period: 4)
    case "qwen3_5_moe_text", "qwen3_5_moe":
      ConfigFamily(
        architecture: .qwen35moe, covers: [.linearAttention, .sharedExperts], period: 4)
    default: nil
    }
  }

  /// Families with shared experts, and of these those with latent attention.
  private static func mixture(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "ernie4_5_moe":
      ConfigFamily(architecture: .ernie45moe, tiesByDefault: true, covers: [.sharedExperts])
    case "minimax_m2", "minimax":
      ConfigFamily(architecture: .minimaxM2, covers: [.sharedExperts])
    case "qwen2_moe":
      ConfigFamily(
        architecture: .qwen2moe, biasesOutput: false, alwaysBiases: true, covers: [.sharedExperts])
    case "glm4_moe":
      ConfigFamily(architecture: .glm4moe, biasesOutput: false, covers: [.sharedExperts])
    case "hunyuan_v1_moe":
      ConfigFamily(architecture: .hunyuanMoE, covers: [.sharedExperts])
    case "deepseek_v2":
      ConfigFamily(
        architecture: .deepseek2, covers: [.latentAttention, .sharedExperts],
        choosesWithBias: false)
    case "deepseek_v3", "kimi_k2", "kimi_k25":
      ConfigFamily(architecture: .deepseek2, covers: [.latentAttention, .sharedExperts])
    case "glm4_moe_lite":
      ConfigFamily(
        architecture: .deepseek2, covers: [.latentAttention, .sharedExperts],
        defaults: ["first_k_dense_replace": 1])
    case "mistral4":
      ConfigFamily(architecture: .mistral4, covers: [.latentAttention, .sharedExperts])
    default: nil
    }
  }

  private static let gemma4: ConfigFamily = {
    var defaults = gemmaDefaults(vocabulary: 262_144, window: 512)
    defaults["global_head_dim"] = 512
    defaults["hidden_size_per_layer_input"] = 256
    return ConfigFamily(
      architecture: .gemma4, tiesByDefault: true, covers: [.slidingWindow], period: 6,
      defaults: defaults)
  }()

  /// Published Gemma files leave out what the class assumes.
  private static func gemmaDefaults(vocabulary: Int64, window: Int64) -> [String: Int64] {
    [
      "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
      "vocab_size": vocabulary, "sliding_window": window,
    ]
  }
}
