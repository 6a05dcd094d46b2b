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
  case glm4
  case commandR
  case granite
  case olmo2
  case seedOSS
  case ernie45
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
    case .glm4: "glm4"
    case .commandR: "command-r"
    case .granite: "granite"
    case .olmo2: "olmo2"
    case .seedOSS: "seed_oss"
    case .ernie45: "ernie4_5"
    case .smollm3: "smollm3"
    case .mistral3: "mistral3"
    case .minimaxM2: "minimax-m2"
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
    case .minimaxM2:
      block.queryKeyNorm = .width
      block.hasExpertSelectionBias = true
    }
    return block
  }
}
