extension Architecture {
  /// Which tensors a block of this family holds.
  package var block: BlockLayout {
    var block = BlockLayout()
    switch self {
    case .llama, .ernie45, .mistral3, .mistral4, .deci, .plain:
      break
    case .granite:
      block.scalesEmbedding = true
    case .smollm3:
      block.unturnedEvery = 4
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
    case .commandR, .cohere2:
      block.hasFeedForwardNorm = false
      block.isParallel = true
      block.normsAboutMean = true
      block.turnsWindowsOnly = self == .cohere2
    case .olmo2, .exaone4:
      block.hasAttentionNorm = false
      block.hasFeedForwardNorm = false
      block.hasPostNorms = true
      block.queryKeyNorm = self == .olmo2 ? .width : .head
      block.turnsWindowsOnly = self == .exaone4
    case .seedOSS:
      block.hasQueryKeyValueBias = true
    case .ernie45moe:
      block.hasExpertSelectionBias = true
    case .minimaxM2:
      block.queryKeyNorm = .width
      block.hasExpertSelectionBias = true
    case .gemma2, .gemma3, .gemma3n, .gemma4:
      gemma(&block)
    case .starcoder2:
      starcoder(&block)
    case .gptOSS, .llama4, .qwen2moe, .glm4moe, .hunyuanMoE, .deepseek2, .deepseek32, .glmDSA,
      .deepseek4:
      mixture(&block)
    case .qwen3next, .qwen35, .qwen35moe, .graniteHybrid, .nemotronH, .nemotronHMoE, .falconH1,
      .kimiLinear, .lfm2, .lfm2moe, .mamba2:
      hybrid(&block)
    }
    return block
  }

  private func gemma(_ block: inout BlockLayout) {
    block.hasPostNorms = true
    block.scalesEmbedding = true
    if self != .gemma2 { block.queryKeyNorm = .head }
    if self == .gemma3n {
      block.loadsOutputFirst = true
      block.normsValues = true
      block.hasUnusedKeyAndValue = true
      block.hasAlternatingStreams = true
      block.rowChoice = .beforeLastNorm
    } else if self == .gemma4 {
      block.hasLayerScale = true
      block.loadsOutputFirst = true
      block.hasTurnFactors = true
      block.rowChoice = .afterLastNorm
      block.normsValues = true
      block.hasDenseBesideExperts = true
      block.fullLayersShareKeyAndValue = true
      block.hasUnusedKeyAndValue = true
      block.dropsUnusedKeyAndValue = true
    } else {
      block.scalesQueries = true
    }
  }

  private func starcoder(_ block: inout BlockLayout) {
    block.hasQueryKeyValueBias = true
    block.hasAttentionOutputBias = true
    block.hasNormBias = true
    block.normsAboutMean = true
    block.hasUngatedFeedForward = true
    block.hasFeedForwardBias = true
  }

  private func mixture(_ block: inout BlockLayout) {
    switch self {
    case .gptOSS:
      block.hasQueryKeyValueBias = true
      block.hasAttentionOutputBias = true
      block.hasSinks = true
      block.hasRouterBias = true
      block.hasExpertBiases = true
      block.routing = .softmaxOfChosen
      block.rowChoice = .beforeLastNorm
    case .llama4:
      block.normsTurnedHeads = true
      block.scalesFarAttention = true
      block.routing = .weighedInput
    case .qwen2moe:
      block.hasQueryKeyValueBias = true
      block.hasSharedExpertGate = true
      block.routing = .plain
    case .glm4moe:
      block.hasQueryKeyValueBias = true
      block.queryKeyNorm = .head
      block.hasExpertSelectionBias = true
    case .hunyuanMoE:
      block.queryKeyNorm = .head
      block.turnsBeforeNorm = true
    case .deepseek2, .deepseek32, .glmDSA:
      block.hasExpertSelectionBias = true
      block.scalesExpertWeights = true
    case .deepseek4:
      block.hasSinks = true
      block.hasExpertSelectionBias = true
      block.scalesExpertWeights = true
      block.rootsExpertScores = true
      block.hasConnectedStreams = true
      block.rowChoice = .beforeLastNorm
    default:
      break
    }
  }

  private func hybrid(_ block: inout BlockLayout) {
    switch self {
    case .qwen3next, .qwen35, .qwen35moe:
      block.queryKeyNorm = .head
      block.hasGatedAttention = true
      block.hasSharedExpertGate = true
      block.fusesDeltaInputs = self == .qwen3next
      block.hasFourfoldPositions = self != .qwen3next
      block.rowChoice = .afterLastNorm
    case .graniteHybrid:
      block.hasRecurrentNorm = true
      block.scalesEmbedding = true
      block.hasNoPositions = true
    case .nemotronH, .nemotronHMoE:
      block.mixersStandAlone = true
      block.hasNoPositions = true
      block.rowChoice = .afterLastNorm
      block.hasRecurrentNorm = true
      block.hasUngatedFeedForward = true
      block.hasExpertSelectionBias = true
      block.scalesExpertWeights = true
    case .mamba2:
      block.mixersStandAlone = true
      block.hasNoPositions = true
      block.hasRecurrentNorm = true
    case .kimiLinear:
      block.hasNoPositions = true
      block.hasExpertSelectionBias = true
      block.scalesExpertWeights = true
    case .lfm2, .lfm2moe:
      block.queryKeyNorm = .head
      block.mixesIntoStream = true
      block.sumsIntoStream = true
      block.hasExpertSelectionBias = self == .lfm2moe
    case .falconH1:
      block.hasParallelRecurrence = true
      block.hasRecurrentNorm = true
    default:
      break
    }
  }

  /// The same for a number of layers: large models of one family norm the queries of each head.
  package func block(layers: Int) -> BlockLayout {
    var block = block
    if self == .commandR, layers >= 64 { block.queryKeyNorm = .eachHead }
    return block
  }
}
