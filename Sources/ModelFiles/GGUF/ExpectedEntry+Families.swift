internal import Sizing

/// What the loaders of families read beside what all read.
///
/// Source: `load_arch_hparams` of each model in llama.cpp's `src/models` (2026).
extension ExpectedEntry {
  /// The entries of an architecture.
  ///
  /// - Parameters:
  ///   - architecture: The architecture.
  ///   - isLite: Whether the file is one of the small DeepSeek models, whose loader has no rank of queries.
  /// - Returns: What its loader reads.
  static func ofFamily(_ architecture: Architecture, isLite: Bool) -> [ExpectedEntry] {
    [norm(architecture)] + window(architecture) + experts(architecture) + states(architecture)
      + latent(architecture, isLite: isLite) + others(architecture)
  }

  /// What is added under the root of a norm. Only norms about the mean have another key.
  private static func norm(_ architecture: Architecture) -> ExpectedEntry {
    switch architecture {
    case .commandR, .cohere2, .starcoder2: .needs("attention.layer_norm_epsilon", .float32)
    default: .needs("attention.layer_norm_rms_epsilon", .float32)
    }
  }

  private static func window(_ architecture: Architecture) -> [ExpectedEntry] {
    let period = ExpectedEntry.takes("attention.sliding_window_pattern", .uint32, .passedOver)
    switch architecture {
    case .gemma2, .gemma3, .olmo2, .llama4, .exaone4:
      return [.takes("attention.sliding_window"), period]
    case .gemma3n, .gptOSS, .cohere2: return [.needs("attention.sliding_window"), period]
    case .gemma4:
      return [
        .needs("attention.sliding_window"),
        .needs("attention.sliding_window_pattern", .uint32, .layers),
        .needs("attention.key_length_swa"), .needs("attention.value_length_swa"),
        .needs("embedding_length_per_layer_input"), .takes("attention.shared_kv_layers"),
      ]
    case .deepseek4: return [.needs("attention.sliding_window")]
    case .phi3, .lfm2: return [.takes("attention.sliding_window")]
    default: return []
    }
  }

  private static func experts(_ architecture: Architecture) -> [ExpectedEntry] {
    let width = ExpectedEntry.needs("expert_feed_forward_length")
    let shared = ExpectedEntry.takes("expert_shared_feed_forward_length")
    let dense = ExpectedEntry.takes("leading_dense_block_count")
    let choice = ExpectedEntry.needs("expert_gating_func")
    let weighing: [ExpectedEntry] = [
      .takes("expert_weights_scale", .float32), .takes("expert_weights_norm", .bool),
    ]
    switch architecture {
    case .qwen3moe, .gemma4: return [.takes("expert_feed_forward_length")]
    case .granite, .graniteHybrid: return [shared]
    case .ernie45moe: return [width, shared, .needs("interleave_moe_layer_step"), dense]
    case .minimaxM2: return [width, .takes("expert_gating_func")]
    case .gptOSS: return [width]
    case .llama4: return [width, .needs("interleave_moe_layer_step")]
    case .qwen2moe, .qwen3next, .qwen35moe: return [.takes("expert_feed_forward_length"), shared]
    case .hunyuanMoE: return [width, shared]
    case .glm4moe, .glmDSA:
      return [
        width, .needs("expert_count"), .needs("expert_used_count"), .needs("expert_shared_count"),
        dense, .takes("expert_gating_func"),
      ] + weighing
    case .deepseek2, .mistral4:
      return [width, .needs("expert_shared_count"), dense, .takes("expert_gating_func")] + weighing
    case .deepseek32:
      return [
        width, .needs("expert_count"), .needs("expert_used_count"), .needs("expert_shared_count"),
        dense, choice,
      ] + weighing
    case .deepseek4:
      return [
        width, .needs("expert_shared_count"), choice, .needs("expert_weights_scale", .float32),
        .needs("expert_weights_norm", .bool), .needs("swiglu_clamp_exp", .float32, .blocks),
        .takes("swiglu_clamp_shexp", .float32, .blocks), .needs("hash_layer_count"),
      ]
    case .nemotronH, .nemotronHMoE:
      return [
        .takes("expert_feed_forward_length"), shared, .takes("expert_shared_count"),
        .takes("moe_latent_size"),
      ] + weighing
    case .kimiLinear:
      return [
        width, .needs("expert_shared_count"), dense, .takes("expert_weights_scale", .float32),
        choice,
      ]
    case .lfm2moe: return [width, choice, dense]
    default: return []
    }
  }

  private static func states(_ architecture: Architecture) -> [ExpectedEntry] {
    let sizes = ["conv_kernel", "inner_size", "state_size", "time_step_rank", "group_count"]
    switch architecture.recurrenceKind {
    case .gatedDeltaNet:
      return sizes.map { .needs("ssm." + $0) } + [
        .takes("attention.recurrent_layers", .uint32, .blocks), .takes("full_attention_interval"),
      ]
    case .mamba2: return sizes.map { .needs("ssm." + $0) }
    case .kimiDelta: return [.needs("ssm.conv_kernel"), .needs("kda.head_dim")]
    case .shortConvolution: return [.needs("shortconv.l_cache")]
    case nil: return []
    }
  }

  private static func latent(_ architecture: Architecture, isLite: Bool) -> [ExpectedEntry] {
    let indexer: [ExpectedEntry] = [
      .needs("attention.indexer.head_count"), .needs("attention.indexer.key_length"),
      .needs("attention.indexer.top_k"),
    ]
    switch architecture {
    case .deepseek2, .mistral4:
      return (isLite ? [] : [.needs("attention.q_lora_rank")]) + [
        .needs("attention.kv_lora_rank"), .takes("attention.key_length_mla"),
        .takes("attention.value_length_mla"),
      ]
    case .deepseek32, .glmDSA:
      return indexer + [
        .needs("attention.q_lora_rank"), .needs("attention.kv_lora_rank"),
        .takes("attention.key_length_mla"), .takes("attention.value_length_mla"),
        .takes("attention.indexer.types", .uint32, .layers),
      ]
    case .kimiLinear:
      return [
        .needs("attention.kv_lora_rank"), .needs("attention.key_length_mla"),
        .needs("attention.value_length_mla"),
      ]
    case .deepseek4:
      return indexer + [
        .needs("attention.q_lora_rank"), .needs("attention.output_group_count"),
        .needs("attention.output_lora_rank"),
        .needs("attention.compress_rope_freq_base", .float32),
        .needs("attention.compress_ratios", .uint32, .always), .needs("hyper_connection.count"),
        .needs("hyper_connection.sinkhorn_iterations"),
        .needs("hyper_connection.epsilon", .float32),
      ]
    default: return []
    }
  }

  /// Scales, sections of positions, and blocks that draft tokens.
  private static func others(_ architecture: Architecture) -> [ExpectedEntry] {
    let sections = ("rope.dimension_sections", ListForm.exactly(4))
    let drafts = ExpectedEntry.takes("nextn_predict_layers")
    switch architecture {
    case .granite: return [.needs("logit_scale", .float32)]
    case .graniteHybrid, .commandR: return [.takes("logit_scale", .float32)]
    case .cohere2: return [.needs("logit_scale", .float32)]
    case .qwen35, .qwen35moe: return [.needs(sections.0, .uint32, sections.1), drafts]
    case .glm4, .glm4moe, .glmDSA, .deepseek32:
      return [.takes(sections.0, .uint32, sections.1), drafts]
    case .ernie45, .ernie45moe: return [.takes(sections.0, .uint32, sections.1)]
    case .deepseek2, .mistral4, .deepseek4, .qwen3next, .exaone4: return [drafts]
    default: return []
    }
  }
}
