/// A family of decoder graphs, by the name that GGUF files carry in `general.architecture`.
///
/// The family decides which tensors a block holds and which results are alive at once while it
/// is computed. Sizes come from the model.
package enum Architecture: UInt8, Sendable, CaseIterable {
  case llama
  case qwen2
  case qwen3
  case qwen3moe
  case phi3
  case phimoe
  case glm4
  case commandR
  case granite
  case olmo2
  case seedOSS
  case ernie45
  case ernie45moe
  case smollm3
  case mistral3
  case minimaxM2
  case gemma2
  case gemma3
  case gemma4
  case gptOSS
  case cohere2
  case exaone4
  case starcoder2
  case llama4
  case qwen2moe
  case glm4moe
  case hunyuanMoE
  case deepseek2
  case mistral4
  case qwen3next
  case qwen35
  case qwen35moe
  case graniteHybrid
  case nemotronH
  case nemotronHMoE
  case falconH1
  case kimiLinear
  case deepseek32
  case glmDSA
  case gemma3n
  case lfm2
  case lfm2moe
  case deci
  case deepseek4
  case plain
  case mamba2

  /// The name as GGUF files and llama.cpp spell it.
  package var name: StaticString {
    switch self {
    case .llama: "llama"
    case .qwen2: "qwen2"
    case .qwen3: "qwen3"
    case .qwen3moe: "qwen3moe"
    case .phi3: "phi3"
    case .phimoe: "phimoe"
    case .glm4: "glm4"
    case .commandR: "command-r"
    case .granite: "granite"
    case .olmo2: "olmo2"
    case .seedOSS: "seed_oss"
    case .ernie45: "ernie4_5"
    case .ernie45moe: "ernie4_5-moe"
    case .smollm3: "smollm3"
    case .mistral3: "mistral3"
    case .minimaxM2: "minimax-m2"
    case .gemma2: "gemma2"
    case .gemma3: "gemma3"
    case .gemma3n: "gemma3n"
    case .gemma4: "gemma4"
    case .lfm2: "lfm2"
    case .lfm2moe: "lfm2moe"
    case .deci: "deci"
    case .gptOSS: "gpt-oss"
    case .cohere2: "cohere2"
    case .exaone4: "exaone4"
    case .starcoder2: "starcoder2"
    case .llama4: "llama4"
    case .qwen2moe: "qwen2moe"
    case .glm4moe: "glm4moe"
    case .hunyuanMoE: "hunyuan-moe"
    case .deepseek2: "deepseek2"
    case .mistral4: "mistral4"
    case .qwen3next: "qwen3next"
    case .qwen35: "qwen35"
    case .qwen35moe: "qwen35moe"
    case .graniteHybrid: "granitehybrid"
    case .nemotronH: "nemotron_h"
    case .nemotronHMoE: "nemotron_h_moe"
    case .falconH1: "falcon-h1"
    case .kimiLinear: "kimi-linear"
    case .deepseek32: "deepseek32"
    case .glmDSA: "glm-dsa"
    case .deepseek4: "deepseek4"
    case .plain: "plain"
    case .mamba2: "mamba2"
    }
  }

  /// Whether GGUF files can name the family. A plain decoder with windows is none of llama.cpp's: it has a
  /// graph for each family that has some, and what their blocks have in common stands for one it lacks.
  package var isInFiles: Bool { self != .plain }

  /// Whether models of this family have experts: always, never, or `nil` for either.
  package var hasExperts: Bool? {
    switch self {
    case .qwen3moe, .phimoe, .ernie45moe, .minimaxM2, .gptOSS, .llama4, .qwen2moe, .glm4moe,
      .hunyuanMoE, .mistral4, .qwen3next, .qwen35moe, .nemotronHMoE, .kimiLinear, .deepseek32,
      .glmDSA, .deepseek4, .lfm2moe:
      true
    // DeepSeek's graph is dense where all layers lead those with experts, as Youtu's are.
    case .llama, .granite, .mistral3, .gemma4, .graniteHybrid, .plain, .deepseek2: nil
    case .qwen2, .qwen3, .phi3, .glm4, .commandR, .olmo2, .seedOSS, .ernie45, .smollm3, .gemma2,
      .gemma3, .gemma3n, .cohere2, .exaone4, .starcoder2, .qwen35, .nemotronH, .falconH1,
      .lfm2, .deci, .mamba2:
      false
    }
  }

  /// What sets a family apart from full attention with plain heads.
  struct Traits: OptionSet {
    let rawValue: UInt8
    /// Layers may see a window only.
    static let window = Traits(rawValue: 1)
    /// Attention is latent.
    static let latent = Traits(rawValue: 2)
    /// Some layers always see a window only.
    static let windowOnly = Traits(rawValue: 4)
    /// Some experts serve every token.
    static let sharedExperts = Traits(rawValue: 8)
    /// An indexer chooses what latent attention sees.
    static let indexer = Traits(rawValue: 16)
    /// The last layers may read the cache of earlier ones, and layers have inputs of their own.
    static let sharedCache = Traits(rawValue: 32)
    /// Layers may lack attention, and have feed-forward parts of different widths.
    static let unlikeLayers = Traits(rawValue: 64)
    /// Attention sees a window and compressed rows.
    static let compressed = Traits(rawValue: 128)
  }

  /// What a model of the family can or must have.
  var traits: Traits {
    switch self {
    case .gemma2, .gptOSS, .cohere2: [.window, .windowOnly]
    case .gemma3n, .gemma4: [.window, .windowOnly, .sharedCache]
    case .gemma3, .exaone4, .olmo2: .window
    case .plain: .window
    case .llama4: [.window, .windowOnly, .sharedExperts]
    case .deepseek2, .mistral4, .kimiLinear: [.latent, .sharedExperts]
    case .deepseek32, .glmDSA: [.latent, .sharedExperts, .indexer]
    case .deepseek4: [.window, .windowOnly, .sharedExperts, .compressed]
    case .qwen2moe, .glm4moe, .hunyuanMoE, .qwen3next, .qwen35moe, .nemotronHMoE: .sharedExperts
    case .deci: .unlikeLayers
    default: []
    }
  }

  /// Whether attention is latent.
  package var hasLatentAttention: Bool { traits.contains(.latent) }

  /// Whether some experts serve every token in each model of the family.
  package var needsSharedExperts: Bool { traits.contains(.sharedExperts) }

  /// Whether the last layers may read the cache of earlier ones, and layers have inputs of their own.
  package var canShareCaches: Bool { traits.contains(.sharedCache) }

  /// Whether layers may lack attention, and have feed-forward parts of different widths.
  package var canHaveUnlikeLayers: Bool { traits.contains(.unlikeLayers) }

  /// Whether attention sees a window and compressed rows.
  package var hasCompressedAttention: Bool { traits.contains(.compressed) }

  /// Whether an indexer chooses what latent attention sees.
  package var hasIndexer: Bool { traits.contains(.indexer) }

  /// Whether layers may see a window only; other families cache the whole context in every layer.
  package var canHaveWindow: Bool { traits.contains(.window) }

  /// Whether layers have attention, and so heads and a cache; in other families each keeps a state.
  package var hasAttention: Bool { self != .mamba2 }

  /// The kind of the family's recurrent layers, or `nil` when it has none.
  package var recurrenceKind: Recurrence.Kind? {
    switch self {
    case .qwen3next, .qwen35, .qwen35moe: .gatedDeltaNet
    case .graniteHybrid, .nemotronH, .nemotronHMoE, .falconH1, .mamba2: .mamba2
    case .kimiLinear: .kimiDelta
    case .lfm2, .lfm2moe: .shortConvolution
    default: nil
    }
  }
}
