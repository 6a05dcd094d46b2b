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
    }
  }

  /// Whether models of this family have experts: always, never, or `nil` for either.
  package var hasExperts: Bool? {
    switch self {
    case .qwen3moe, .phimoe, .ernie45moe, .minimaxM2: true
    case .llama, .granite, .mistral3: nil
    case .qwen2, .qwen3, .phi3, .glm4, .commandR, .olmo2, .seedOSS, .ernie45, .smollm3: false
    }
  }

  /// Which tensors a block of this family holds.
  package var block: BlockLayout {
    var block = BlockLayout()
    switch self {
    case .llama, .granite, .ernie45, .smollm3, .mistral3:
      break
    case .qwen2:
      block.hasQueryKeyValueBias = true
    case .qwen3, .qwen3moe:
      block.queryKeyNorm = .head
    case .phi3:
      block.fusesQueryKeyValue = true
      block.fusesGateUp = true
      block.sumsIntoStream = true
    case .phimoe:
      block.hasQueryKeyValueBias = true
      block.hasAttentionOutputBias = true
      block.hasNormBias = true
      block.hasLogitBias = true
      block.sumsIntoStream = true
    case .glm4:
      block.fusesGateUp = true
      block.hasPostNorms = true
    case .commandR:
      block.hasFeedForwardNorm = false
      block.isParallel = true
    case .olmo2:
      block.hasAttentionNorm = false
      block.hasFeedForwardNorm = false
      block.hasPostNorms = true
      block.queryKeyNorm = .width
    case .seedOSS:
      block.hasQueryKeyValueBias = true
    case .ernie45moe:
      block.hasExpertSelectionBias = true
    case .minimaxM2:
      block.queryKeyNorm = .width
      block.hasExpertSelectionBias = true
    }
    return block
  }

  /// The same for a number of layers: large models of one family norm the queries of each head.
  func block(layers: Int) -> BlockLayout {
    var block = block
    if self == .commandR, layers >= 64 { block.queryKeyNorm = .eachHead }
    return block
  }
}
