internal import Sizing

/// What a family of configurations leaves unsaid: the values its fields take when they are absent,
/// and how its blocks are built.
///
/// The key is `model_type`. Source: the configuration classes and modelling code of Hugging Face
/// transformers, and the architecture that llama.cpp's converter writes for each.
struct ConfigFamily: Sendable, Equatable {
  /// The engine's architecture.
  let architecture: Architecture
  /// Whether the output matrix is the input embedding when the configuration does not say.
  var tiesByDefault = false
  /// Whether `attention_bias` also puts a bias on the projection behind attention.
  var biasesOutput = true
  /// Whether the family has biases on queries, keys and values whatever the fields say.
  var alwaysBiases = false
  /// Whether a window in the configuration is one that llama.cpp leaves unused.
  var ignoresWindow = false
  /// Whether the feed-forward part has a gate whatever the activation is called.
  var isKnown = true

  /// The family of a `model_type`, or `nil` when it says nothing beyond its fields.
  static func of(_ modelType: String) -> ConfigFamily? {
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
    case "ernie4_5_moe": ConfigFamily(architecture: .ernie45moe, tiesByDefault: true)
    case "smollm3": ConfigFamily(architecture: .smollm3, tiesByDefault: true)
    case "minimax_m2", "minimax": ConfigFamily(architecture: .minimaxM2)
    default: nil
    }
  }
}
