package import Sizing

extension LanguageModel {
  /// The same shape without the context that the model was made for.
  package func withoutContextLimit() throws(ModelFault) -> LanguageModel { try with() }

  /// What a GGUF file holds of the shape for any model: neither the context that a vendor promises nor
  /// what other runtimes are asked to keep states in.
  package func asInFiles() throws(ModelFault) -> LanguageModel {
    guard let recurrence else { return try with() }
    return try with(
      recurrence: Recurrence(
        kind: recurrence.kind, heads: recurrence.heads, headSize: recurrence.headSize,
        stateSize: recurrence.stateSize, convolutionChannels: recurrence.convolutionChannels,
        convolutionWidth: recurrence.convolutionWidth))
  }

  /// The same shape without projections for keys and values that no layer uses.
  package func withoutUnusedKeys() throws(ModelFault) -> LanguageModel {
    var block = block
    block.hasUnusedKeyAndValue = false
    return try with(block: block)
  }

  /// The same shape with them.
  package func withUnusedKeys() throws(ModelFault) -> LanguageModel {
    var block = block
    block.hasUnusedKeyAndValue = true
    return try with(block: block)
  }

  /// The same shape as files from before compressed rows were cached hold it.
  package func cachingHeads() throws(ModelFault) -> LanguageModel {
    guard let latent else { return try with() }
    return try with(
      latent: LatentAttention(
        queryRank: latent.queryRank, keyValueRank: latent.keyValueRank, nopeSize: latent.nopeSize,
        ropeSize: latent.ropeSize, valueSize: latent.valueSize, cachesHeads: true))
  }

  /// The same shape without a window.
  package func withoutWindow() throws(ModelFault) -> LanguageModel { try with(keepsWindow: false) }

  private func with(
    block: BlockLayout? = nil, latent: LatentAttention? = nil, recurrence: Recurrence? = nil,
    keepsWindow: Bool = true
  ) throws(ModelFault) -> LanguageModel {
    try LanguageModel(
      architecture: architecture, block: block ?? self.block, layers: layers,
      hiddenSize: hiddenSize, feedForwardSize: feedForwardSize, queryHeads: queryHeads,
      kvHeads: kvHeads, keyHeadSize: keyHeadSize, valueHeadSize: valueHeadSize,
      vocabularySize: vocabularySize, tiesEmbeddings: tiesEmbeddings, experts: experts,
      window: keepsWindow ? window : nil, latent: latent ?? self.latent,
      recurrence: recurrence ?? self.recurrence,
      pattern: pattern, perLayerSize: perLayerSize, sharedCache: sharedCache,
      feedForwardSizes: feedForwardSizes, compressed: compressed)
  }
}
