internal import Sizing

extension ConfigFamily {
  /// The family of a `model_type`, or `nil` when it says nothing beyond its fields.
  static func of(_ modelType: String) -> ConfigFamily? {
    plain(modelType) ?? windowed(modelType) ?? mixture(modelType) ?? latent(modelType)
      ?? recurrent(modelType)
  }

  /// Families whose layers all see the whole context and have at most routed experts.
  private static func plain(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "llama": ConfigFamily(architecture: .llama, covers: [.feedForwardBias])
    case "mistral", "mixtral": ConfigFamily(architecture: .llama, ignoresWindow: true)
    case "mistral3", "ministral3":
      ConfigFamily(architecture: .mistral3, ignoresWindow: true, defaults: ["head_dim": 128])
    case "qwen2", "qwen2_vl", "qwen2_vl_text", "qwen2_5_vl", "qwen2_5_vl_text", "qwen2_5_omni",
      "qwen2_5_omni_text":
      ConfigFamily(
        architecture: .qwen2, biasesOutput: false, alwaysBiases: true, ignoresWindow: true,
        switchesWindow: true, defaults: ["max_window_layers": 28])
    case "qwen3", "qwen3_vl", "qwen3_vl_text":
      ConfigFamily(
        architecture: .qwen3, ignoresWindow: true, switchesWindow: true,
        defaults: ["head_dim": 128, "max_window_layers": 28])
    case "qwen3_moe", "qwen3_vl_moe", "qwen3_vl_moe_text", "qwen3_omni_moe",
      "qwen3_omni_moe_text":
      ConfigFamily(
        architecture: .qwen3moe, ignoresWindow: true, switchesWindow: true,
        defaults: ["max_window_layers": 28])
    case "phi3": ConfigFamily(architecture: .phi3, ignoresWindow: true)
    case "phimoe":
      ConfigFamily(architecture: .phimoe, ignoresWindow: true, biasesByDefault: false)
    case "glm4":
      ConfigFamily(
        architecture: .glm4, biasesOutput: false, biasesByDefault: true,
        defaults: ["head_dim": 128])
    case "nemotron-nas": ConfigFamily(architecture: .deci, covers: [.layerwiseShapes])
    case "gemma":
      ConfigFamily(architecture: .llama, tiesByDefault: true, defaults: ["head_dim": 256])
    case "exaone": ConfigFamily(architecture: .llama, tiesByDefault: true)
    case "cohere": ConfigFamily(architecture: .commandR, tiesByDefault: true)
    case "granite": ConfigFamily(architecture: .granite, covers: [.feedForwardBias])
    case "olmo2": ConfigFamily(architecture: .olmo2)
    case "seed_oss":
      ConfigFamily(architecture: .seedOSS, biasesOutput: false, defaults: ["head_dim": 128])
    case "ernie4_5":
      ConfigFamily(architecture: .ernie45, tiesByDefault: true, defaults: ["head_dim": 128])
    case "smollm3":
      ConfigFamily(
        architecture: .smollm3, tiesByDefault: true, ignoresWindow: true, switchesWindow: true)
    case "starcoder2":
      ConfigFamily(
        architecture: .starcoder2, tiesByDefault: true, ignoresWindow: true,
        covers: [.ungatedFeedForward, .feedForwardBias])
    // llama.cpp's blocks of both are StarCoder2's, with biases only where fields say so.
    case "nemotron", "arcee":
      ConfigFamily(
        architecture: .starcoder2, covers: [.ungatedFeedForward, .feedForwardBias],
        biasesByDefault: false, feedForwardBiasByDefault: false,
        hasPlainNorms: modelType == "arcee")
    default: nil
    }
  }

  /// Families with layers that see a window or their chunk.
  private static func windowed(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "gemma2":
      ConfigFamily(
        architecture: .gemma2, tiesByDefault: true, covers: [.slidingWindow], period: 2,
        defaults: gemmaDefaults(vocabulary: 256_000, window: 4096))
    // Gemma 2 without norms behind attention and the feed-forward part.
    case "vaultgemma":
      ConfigFamily(
        architecture: .plain, tiesByDefault: true, covers: [.slidingWindow], period: 2,
        defaults: gemmaDefaults(vocabulary: 256_000, window: 4096))
    case "gemma3_text", "gemma3":
      ConfigFamily(
        architecture: .gemma3, tiesByDefault: true, covers: [.slidingWindow], period: 6,
        defaults: gemmaDefaults(vocabulary: 262_208, window: 4096))
    case "gemma3n_text", "gemma3n": gemma3n
    case "gemma4_text", "gemma4": gemma4
    case "gemma4_unified_text", "gemma4_unified": gemma4Unified
    case "cohere2":
      ConfigFamily(
        architecture: .cohere2, tiesByDefault: true, covers: [.slidingWindow], period: 4,
        defaults: ["sliding_window": 4096])
    case "exaone4":
      ConfigFamily(
        architecture: .exaone4, covers: [.slidingWindow], period: 4,
        defaults: ["sliding_window": 4096])
    case "olmo3":
      ConfigFamily(
        architecture: .olmo2, covers: [.slidingWindow], period: 4,
        defaults: ["sliding_window": 4096])
    case "gpt_oss":
      ConfigFamily(
        architecture: .gptOSS, covers: [.slidingWindow], period: 2,
        defaults: ["sliding_window": 128, "head_dim": 64])
    case "llama4_text", "llama4":
      ConfigFamily(
        architecture: .llama4, covers: [.chunkedAttention, .scatteredExperts], period: 4,
        alwaysShares: true, defaults: ["attention_chunk_size": 8192, "head_dim": 128])
    default: nil
    }
  }

  /// Families with plain heads and shared experts.
  private static func mixture(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "ernie4_5_moe":
      ConfigFamily(architecture: .ernie45moe, tiesByDefault: true, covers: [.sharedExperts])
    case "minimax_m2", "minimax":
      ConfigFamily(
        architecture: .minimaxM2, ignoresWindow: true, covers: [.sharedExperts],
        defaults: modelType == "minimax_m2" ? ["head_dim": 128] : [:])
    case "qwen2_moe":
      ConfigFamily(
        architecture: .qwen2moe, biasesOutput: false, alwaysBiases: true, ignoresWindow: true,
        switchesWindow: true, covers: [.sharedExperts],
        sharedField: "shared_expert_intermediate_size", defaults: ["max_window_layers": 28])
    case "glm4_moe":
      ConfigFamily(
        architecture: .glm4moe, biasesOutput: false, covers: [.sharedExperts],
        biasesByDefault: false, normsByDefault: false, defaults: ["first_k_dense_replace": 1])
    case "hunyuan_v1_moe":
      ConfigFamily(
        architecture: .hunyuanMoE, covers: [.sharedExperts], sharedField: "num_shared_expert")
    default: nil
    }
  }

  /// Families with latent attention in every layer.
  private static func latent(_ modelType: String) -> ConfigFamily? {
    switch modelType {
    case "deepseek_v2":
      ConfigFamily(
        architecture: .deepseek2, covers: [.latentAttention, .sharedExperts],
        choosesWithBias: false, defaults: ["q_lora_rank": 1536])
    case "deepseek_v3", "kimi_k2", "kimi_k25":
      ConfigFamily(
        architecture: .deepseek2, covers: [.latentAttention, .sharedExperts],
        defaults: ["first_k_dense_replace": 3, "q_lora_rank": 1536])
    case "deepseek_v32":
      sparse(.deepseek32, heads: 64, queryRank: 1536)
    case "deepseek_v4":
      ConfigFamily(
        architecture: .deepseek4,
        covers: [
          .slidingWindow, .compressedAttention, .sparseIndexer, .residualStreams, .sharedExperts,
        ])
    case "glm_moe_dsa":
      sparse(.glmDSA, heads: 32, queryRank: 2048)
    // llama.cpp's graph of it (`models/minicpm3.cpp`, 2026-01) has DeepSeek's blocks, and the cache that
    // DeepSeek's older files get.
    case "minicpm3":
      ConfigFamily(
        architecture: .deepseek2, tiesByDefault: true, covers: [.latentAttention], cachesHeads: true
      )
    // Dense in all layers; llama.cpp's converter writes it so (`conversion/deepseek.py`, 2026-01).
    case "youtu", "youtu_llm":
      ConfigFamily(architecture: .deepseek2, tiesByDefault: true, covers: [.latentAttention])
    case "glm4_moe_lite":
      ConfigFamily(
        architecture: .deepseek2, covers: [.latentAttention, .sharedExperts],
        defaults: ["first_k_dense_replace": 1, "q_lora_rank": 768])
    case "mistral4":
      ConfigFamily(
        architecture: .mistral4, covers: [.latentAttention, .sharedExperts],
        defaults: ["q_lora_rank": 1024])
    default: nil
    }
  }

  /// Latent attention to what an indexer chooses.
  private static func sparse(
    _ architecture: Architecture, heads: Int64, queryRank: Int64
  ) -> ConfigFamily {
    ConfigFamily(
      architecture: architecture, covers: [.latentAttention, .sparseIndexer, .sharedExperts],
      defaults: [
        "first_k_dense_replace": 3, "q_lora_rank": queryRank, "index_n_heads": heads,
        "index_head_dim": 128, "index_topk": 2048,
      ])
  }

  /// Families with layers that keep a state.
  private static func recurrent(_ modelType: String) -> ConfigFamily? {
    let states: Set<ModelFeature> = [.linearAttention, .stateSpace]
    return switch modelType {
    case "qwen3_next":
      ConfigFamily(
        architecture: .qwen3next, covers: [.linearAttention, .gatedAttention, .sharedExperts],
        period: 4, sharedField: "shared_expert_intermediate_size",
        defaults: ["head_dim": 256])
    case "qwen3_5_text", "qwen3_5":
      ConfigFamily(
        architecture: .qwen35, covers: [.linearAttention, .gatedAttention], period: 4,
        defaults: ["head_dim": 256])
    case "qwen3_5_moe_text", "qwen3_5_moe":
      ConfigFamily(
        architecture: .qwen35moe, covers: [.linearAttention, .gatedAttention, .sharedExperts],
        period: 4, sharedField: "shared_expert_intermediate_size",
        defaults: ["head_dim": 256])
    case "granitemoehybrid":
      ConfigFamily(architecture: .graniteHybrid, covers: states.union([.sharedExperts]))
    // llama.cpp's converter writes it as one of Granite's.
    case "bamba": ConfigFamily(architecture: .graniteHybrid, covers: states)
    case "nemotron_h":
      ConfigFamily(
        architecture: .nemotronHMoE,
        covers: states.union([
          .sharedExperts, .latentExperts, .loneMixers, .ungatedFeedForward,
        ]), sharedField: "moe_shared_expert_intermediate_size", defaults: ["head_dim": 128])
    case "lfm2":
      ConfigFamily(
        architecture: .lfm2, tiesByDefault: true, covers: states, defaults: ["conv_L_cache": 3])
    case "lfm2_moe":
      ConfigFamily(
        architecture: .lfm2moe, tiesByDefault: true, covers: states,
        defaults: ["conv_L_cache": 3, "num_dense_layers": 2])
    case "falcon_h1": ConfigFamily(architecture: .falconH1, covers: states)
    case "mamba2": ConfigFamily(architecture: .mamba2, covers: states)
    case "kimi_linear":
      ConfigFamily(
        architecture: .kimiLinear, covers: [.linearAttention, .latentAttention, .sharedExperts],
        sharedField: "num_shared_experts",
        defaults: ["first_k_dense_replace": 1])
    default: nil
    }
  }

  private static let gemma4: ConfigFamily = {
    var defaults = gemmaDefaults(vocabulary: 262_144, window: 512)
    defaults["global_head_dim"] = 512
    defaults["hidden_size_per_layer_input"] = 256
    return ConfigFamily(
      architecture: .gemma4, tiesByDefault: true,
      covers: [.slidingWindow, .perLayerEmbeddings, .sharedCache, .layerwiseShapes], period: 6,
      defaults: defaults)
  }()

  /// Gemma 4 without towers: its class has a wider window, and no inputs of the layers' own.
  private static let gemma4Unified: ConfigFamily = {
    var family = gemma4
    family.defaults["sliding_window"] = 1024
    family.defaults["hidden_size_per_layer_input"] = nil
    return family
  }()

  private static let gemma3n: ConfigFamily = {
    var defaults = gemmaDefaults(vocabulary: 262_400, window: 512)
    defaults["num_key_value_heads"] = 2
    defaults["hidden_size_per_layer_input"] = 256
    defaults["num_kv_shared_layers"] = 15
    return ConfigFamily(
      architecture: .gemma3n, tiesByDefault: true,
      covers: [.slidingWindow, .perLayerEmbeddings, .sharedCache], period: 5, defaults: defaults)
  }()

  /// Published Gemma files leave out what the class assumes.
  private static func gemmaDefaults(vocabulary: Int64, window: Int64) -> [String: Int64] {
    [
      "num_attention_heads": 8, "num_key_value_heads": 4, "head_dim": 256,
      "vocab_size": vocabulary, "sliding_window": window,
    ]
  }
}
