internal import Diagnostics
internal import Sizing

extension ConfigReading {
  /// The tensors of a block: the family's, with the biases and norms that the fields state.
  mutating func readBlock(_ family: ConfigFamily) -> BlockLayout {
    var block = family.architecture.block
    if let bias = scope.flag("attention_bias", "qkv_bias", "use_qkv_bias", "add_qkv_bias") {
      block.hasQueryKeyValueBias = bias.value || family.alwaysBiases
      // The other names speak of queries, keys and values alone.
      block.hasAttentionOutputBias =
        bias.value && family.biasesOutput && bias.name == "attention_bias"
    } else if let bias = family.biasesByDefault {
      block.hasQueryKeyValueBias = bias || family.alwaysBiases
      block.hasAttentionOutputBias = bias && family.biasesOutput
    }
    if let bias = scope.flag("attention_out_bias") { block.hasAttentionOutputBias = bias.value }
    if let bias = scope.flag("lm_head_bias") { block.hasLogitBias = bias.value }
    let norm = scope.flag("use_qk_norm", "qk_norm", "qk_layernorm")?.value
    if let norm = norm ?? family.normsByDefault {
      if !norm {
        block.queryKeyNorm = .none
        block.normsTurnedHeads = false
      } else if block.normsTurnedHeads {
        // Heads that are normed after they are turned have no weights for it.
      } else if family.architecture == .commandR {
        block.queryKeyNorm = .eachHead
      } else if block.queryKeyNorm == .none {
        block.queryKeyNorm = .head
      }
    }
    if let bias = scope.flag("use_bias"), block.hasFeedForwardBias {
      block.hasQueryKeyValueBias = bias.value
      block.hasAttentionOutputBias = bias.value
      block.hasFeedForwardBias = bias.value
    }
    if family.covers.contains(.feedForwardBias),
      let bias = scope.flag("mlp_bias")?.value ?? family.feedForwardBiasByDefault
    {
      block.hasFeedForwardBias = bias
    }
    if family.hasPlainNorms {
      block.hasNormBias = false
      block.normsAboutMean = false
    }
    if block.fullLayersShareKeyAndValue {
      block.fullLayersShareKeyAndValue = scope.flag("attention_k_eq_v")?.value ?? false
    }
    if family.architecture == .falconH1 {
      block.hasRecurrentNorm = scope.flag("mamba_rms_norm")?.value ?? false
    }
    if let choice = choosesWithBias(family) { block.hasExpertSelectionBias = choice }
    return block
  }

  /// Whether the router's choice has a bias for each expert; `nil` where the architecture decides.
  private func choosesWithBias(_ family: ConfigFamily) -> Bool? {
    if let method = scope.object.text("topk_method") { return method == "noaux_tc" }
    return family.choosesWithBias
  }

  /// The nearest family for a model type that is not known, by its norms, biases and experts.
  mutating func plainFamily(hasExperts: Bool) -> ConfigFamily {
    let norm = scope.flag("use_qk_norm", "qk_norm", "qk_layernorm")?.value ?? false
    let bias = scope.flag("attention_bias", "qkv_bias", "use_qkv_bias", "add_qkv_bias")?.value
    let architecture: Architecture =
      switch (norm, hasExperts) {
      case (true, true): .qwen3moe
      case (true, false): .qwen3
      case (false, false) where bias == true: .qwen2
      default: .llama
      }
    return ConfigFamily(architecture: architecture, isKnown: false)
  }

  /// The family for a model type that is not known, where more than the tensors of a block set it apart
  /// from a plain decoder; `nil` elsewhere. A window beside latent attention or states is no part of it,
  /// and is refused.
  mutating func unknownFamily() -> ConfigFamily? {
    if let nearest = nearestFamily { return nearest }
    // A list without windows may contradict another field, which the reading of layers then says.
    let hasLayoutBeside =
      scope.object["sliding_window_pattern"] != nil || scope.object["max_window_layers"] != nil
    let window = hasLayoutBeside ? statedWindow(nil) : usedWindow(nil)
    guard window == nil, !listsLayers("sliding_attention") else {
      return ConfigFamily(
        architecture: .plain, isKnown: false, covers: [.slidingWindow, .sharedExperts])
    }
    return unknownMixture
  }

  /// The same where others serve every token beside the experts that are chosen.
  private var unknownMixture: ConfigFamily? {
    let isInUse = { (name: String) in scope.object[name].map(Self.isInUse) ?? false }
    guard !statesLoneExpert, Self.expertFields.contains(where: isInUse),
      Self.sharedFields.contains(where: isInUse)
    else { return nil }
    return ConfigFamily(
      architecture: .glm4moe, biasesOutput: false, isKnown: false, covers: [.sharedExperts],
      biasesByDefault: false, normsByDefault: false)
  }

  /// What sets the decoder of a family that is not known apart from a plain one, in words.
  private static func decoder(_ family: ConfigFamily) -> String {
    let latent = ModelFeature.latentAttention.words
    let hasLatent = family.architecture.hasLatentAttention
    if let kind = family.architecture.recurrenceKind {
      return "a decoder with layers that keep a state (\(kind.name))"
        + (hasLatent ? " and \(latent)" : "")
    }
    if hasLatent { return "a decoder with \(latent)" }
    return family.covers.contains(.sharedExperts)
      ? "a decoder with \(ModelFeature.sharedExperts.words)" : "a plain decoder"
  }

  /// Says what a model type that is not known is sized as.
  mutating func reportInferred(
    _ modelType: String, as family: ConfigFamily, hasWindow: Bool
  ) {
    let member = scope.object["model_type"]
    let place = member?.value.range ?? scope.object.range.lowerBound..<scope.object.range.lowerBound
    let found =
      modelType.isEmpty
      ? "the file names no model type" : "the model type \(QuotedText.of(modelType)) is not known"
    let sized: String
    if family.architecture == .plain {
      let seen =
        hasWindow
        ? "with \(ModelFeature.slidingWindow.words)" : "whose layers all see the whole context"
      sized = "a plain decoder \(seen) and are sized as such"
    } else {
      sized = "\(Self.decoder(family)) and are sized as '\(family.architecture.name)'"
    }
    var help: [String] = []
    if !statesTies {
      let unsaid = tiesUnsaid
      help.append(
        "'tie_word_embeddings' is absent and taken for \(unsaid.value), \(unsaid.words) the output "
          + "matrix is \(unsaid.value ? "not " : "")the input embedding")
    }
    if let bias = outputBiasUnsaid(family) { help.append(bias) }
    if let unread = unreadFields {
      help.append(
        "not read: \(unread); where one of them changes heads, widths, layers or what they cache, the "
          + "figures are of another model: give a GGUF file of it by --gguf")
    }
    scope.report(
      Diagnostic(
        "model-type-unknown", .information, "\(found); the fields describe \(sized)",
        at: scope.source.span(place), help: help))
  }
}
