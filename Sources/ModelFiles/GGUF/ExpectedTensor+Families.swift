internal import Sizing

/// In what the loaders of families differ.
///
/// Source: what is `TENSOR_NOT_REQUIRED` in llama.cpp's `src/models`, and what is not.
extension ExpectedTensor {
  /// Whether llama.cpp loads a file of the family without tensors of a role.
  static func isOptional(_ role: TensorRole, _ layer: Int?, in model: LanguageModel) -> Bool {
    switch role {
    case .output: return !needsOutput(model.architecture)
    case .expertBias, .expertScale: return true
    case .indexerKey, .indexerQuery, .indexerWeight: return model.architecture == .glmDSA
    case .attentionKey: return borrows(layer, in: model)
    case .attentionValue: return model.architecture == .gemma4
    case .router, .expertUp, .expertDown: return model.architecture == .gemma4
    case .expertGate:
      return [.llama, .mistral3, .granite, .graniteHybrid, .gemma4, .ernie45moe]
        .contains(model.architecture)
    default: return false
    }
  }

  /// Whether a layer has projections for keys and values only if the file brings them.
  static func borrows(_ layer: Int?, in model: LanguageModel) -> Bool {
    guard let layer, model.block.dropsUnusedKeyAndValue else { return false }
    return model.parts(ofLayer: layer).contains(.borrowedCache)
  }

  /// Whether the output matrix must be there, however the embedding is used.
  static func needsOutput(_ architecture: Architecture) -> Bool {
    switch architecture {
    case .gptOSS, .phimoe, .olmo2, .minimaxM2, .qwen2moe, .kimiLinear, .deepseek4: true
    default: false
    }
  }

  /// Whether a family with norms of queries and keys must have them; GLM-4.5 has models without.
  static func needsQueryKeyNorm(_ architecture: Architecture) -> Bool { architecture != .glm4moe }

  /// Whether a family with biases on the choice of experts must have them.
  static func needsSelectionBias(_ architecture: Architecture) -> Bool {
    switch architecture {
    case .minimaxM2, .glm4moe, .nemotronHMoE, .lfm2moe, .kimiLinear, .deepseek4: true
    default: false
    }
  }

  /// Whether the bias behind attention must be there; other families take one that is.
  static func needsOutputBias(_ architecture: Architecture) -> Bool {
    [.gptOSS, .phimoe, .starcoder2].contains(architecture)
  }

  /// Whether the loader takes gate and up of the experts as one tensor.
  static func joinsGateAndUp(_ architecture: Architecture) -> Bool {
    [.deepseek2, .mistral4, .qwen3next, .qwen35moe, .gemma4, .plain].contains(architecture)
  }

  /// Whether the loader takes a tensor in every block, also in those whose shape has none: files of GLM-5
  /// hold indexers for layers too that take another's choice.
  static func takes(_ name: String, inAnyBlockOf architecture: Architecture) -> Bool {
    architecture == .glmDSA && name.contains(".indexer.")
  }

  /// Whether the loader takes a file of draft blocks alone.
  static func draftsAlone(_ architecture: Architecture) -> Bool {
    switch architecture {
    case .deepseek2, .mistral4, .deepseek32, .deepseek4, .glmDSA, .glm4moe, .nemotronH,
      .nemotronHMoE, .qwen3next, .qwen35, .qwen35moe:
      true
    default: false
    }
  }
}
