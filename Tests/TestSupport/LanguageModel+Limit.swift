package import Sizing

extension LanguageModel {
  /// The same shape without the context that the model was made for.
  package func withoutContextLimit() throws(ModelFault) -> LanguageModel {
    try LanguageModel(
      architecture: architecture, block: block, layers: layers, hiddenSize: hiddenSize,
      feedForwardSize: feedForwardSize, queryHeads: queryHeads, kvHeads: kvHeads,
      keyHeadSize: keyHeadSize, valueHeadSize: valueHeadSize, vocabularySize: vocabularySize,
      tiesEmbeddings: tiesEmbeddings, experts: experts, window: window, latent: latent,
      recurrence: recurrence, pattern: pattern, perLayerSize: perLayerSize,
      sharedCache: sharedCache, feedForwardSizes: feedForwardSizes, compressed: compressed)
  }
}
