package import Sizing

extension ModelRequest {
  /// Describes a model in a mix.
  ///
  /// - Returns: The numbers of `ModelField`, or `nil` where a block or its cache differs from its
  ///   family's in a way that they do not tell.
  package static func numbers(
    of model: LanguageModel, _ mix: QuantizationMix, hasImportanceMatrix: Bool = false
  ) -> [Double]? {
    var request = Writing()
    request.set(.architecture, Int64(model.architecture.rawValue))
    request.set(.layers, Int64(model.layers))
    request.set(.hiddenSize, model.hiddenSize)
    request.set(.feedForwardSize, model.feedForwardSize)
    request.set(.queryHeads, model.queryHeads)
    request.set(.kvHeads, model.kvHeads)
    request.set(.keyHeadSize, model.keyHeadSize)
    request.set(.valueHeadSize, model.valueHeadSize)
    request.set(.vocabularySize, model.vocabularySize)
    request.set(.tiesEmbeddings, model.tiesEmbeddings ? 1 : 0)
    request.set(.contextLimit, model.contextLimit ?? 0)
    request.set(.mix, Int64(mix.rawValue))
    request.set(.hasImportanceMatrix, hasImportanceMatrix ? 1 : 0)
    if let experts = model.experts { request.set(experts) }
    if let window = model.window { request.set(window) }
    if let latent = model.latent {
      guard !latent.cachesHeads else { return nil }
      request.set(latent)
    }
    if let compressed = model.compressed { request.set(compressed) }
    if let recurrence = model.recurrence { request.set(recurrence) }
    request.set(model.pattern)
    request.set(.perLayerSize, model.perLayerSize)
    if let shared = model.sharedCache {
      request.set(.sharedCacheLayers, Int64(shared.layers))
      request.set(.sharedCacheFeedForwardSize, shared.feedForwardSize ?? 0)
    }
    request.set(widths: model.feedForwardSizes)
    guard request.set(model.block, family: model.architecture.block(layers: model.layers)) else {
      return nil
    }
    return request.numbers
  }
}

/// Numbers that are being written.
private struct Writing {
  var numbers = [Double](repeating: 0, count: ModelField.count)

  mutating func set(_ field: ModelField, _ value: Int64) { numbers[field.rawValue] = Double(value) }

  mutating func set(_ experts: Experts) {
    set(.expertCount, experts.count)
    set(.expertsUsed, experts.used)
    set(.expertFeedForwardSize, experts.feedForwardSize)
    set(.leadingDenseLayers, Int64(experts.leadingDenseLayers))
    set(.sharedExpertFeedForwardSize, experts.sharedFeedForwardSize)
    set(.expertLayerStep, Int64(experts.layerStep))
    set(.expertLatentSize, experts.latentSize)
    set(.hashedLayers, Int64(experts.hashedLayers))
  }

  mutating func set(_ window: AttentionWindow) {
    set(.windowTokens, window.tokens)
    set(.windowFullEvery, Int64(window.fullEvery))
    set(.windowLayersListed, window.limited.isEmpty ? 0 : 1)
    for layer in window.limited.indices where window.limited[layer] {
      numbers[ModelField.allCases.count + layer] += 4
    }
    set(.fullKVHeads, window.fullKVHeads ?? 0)
    set(.fullHeadSize, window.fullHeadSize ?? 0)
  }

  mutating func set(_ latent: LatentAttention) {
    set(.latentQueryRank, latent.queryRank)
    set(.latentKeyValueRank, latent.keyValueRank)
    set(.latentNopeSize, latent.nopeSize)
    set(.latentRopeSize, latent.ropeSize)
    set(.latentValueSize, latent.valueSize)
    if let indexer = latent.indexer { set(indexer) }
  }

  mutating func set(_ compressed: CompressedAttention) {
    set(.latentQueryRank, compressed.queryRank)
    set(.outputGroups, compressed.outputGroups)
    set(.outputRank, compressed.outputRank)
    set(compressed.indexer)
    for layer in compressed.layers.indices {
      numbers[ModelField.allCases.count + layer] += Double(compressed.layers[layer].rawValue)
    }
  }

  mutating func set(_ indexer: SparseIndexer) {
    set(.indexerHeads, indexer.heads)
    set(.indexerKeySize, indexer.keySize)
    set(.indexerChosen, indexer.chosen)
    set(.indexerShares, indexer.sharing.isEmpty ? 0 : 1)
    for layer in indexer.sharing.indices where indexer.sharing[layer] {
      numbers[ModelField.allCases.count + layer] += 4
    }
  }

  mutating func set(_ recurrence: Recurrence) {
    set(.recurrence, Int64(recurrence.kind.rawValue) + 1)
    set(.recurrentHeads, recurrence.heads)
    set(.recurrentHeadSize, recurrence.headSize)
    set(.recurrentStateSize, recurrence.stateSize)
    set(.convolutionChannels, recurrence.convolutionChannels)
    set(.convolutionWidth, recurrence.convolutionWidth)
  }

  mutating func set(widths: [Int64]) {
    guard !widths.isEmpty else { return }
    set(.feedForwardSizesDiffer, 1)
    let start = ModelField.allCases.count + ModelField.layerBound
    for layer in widths.indices { numbers[start + layer] = Double(widths[layer]) }
  }

  mutating func set(_ pattern: LayerPattern) {
    switch pattern {
    case .uniform: break
    case .fullEvery(let step):
      set(.pattern, 1)
      set(.attentionEvery, Int64(step))
    case .listed(let mixers):
      set(.pattern, 2)
      for layer in mixers.indices {
        numbers[ModelField.allCases.count + layer] += Double(mixers[layer].rawValue)
      }
    }
  }

  /// Writes in what a block differs from its family's, and tells whether that is all.
  mutating func set(_ block: BlockLayout, family: BlockLayout) -> Bool {
    var told = family
    for change in BlockChange.all where change.value(in: block) != change.value(in: family) {
      let value = change.value(in: block)
      set(change.field, value ? 2 : 1)
      change.set(value, in: &told)
    }
    if block.queryKeyNorm != family.queryKeyNorm {
      set(.queryKeyNorm, Int64(block.queryKeyNorm.rawValue) + 1)
      told.queryKeyNorm = block.queryKeyNorm
    }
    return told == block
  }
}
