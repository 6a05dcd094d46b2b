extension LanguageModel {
  /// Refuses sizes outside the range of any model there is or is likely to be.
  ///
  /// The bounds keep every product of the engine below 2^62 bytes, over 64 cards too.
  func checkSizes() throws(ModelFault) {
    try check(Int64(layers), .layers)
    try check(hiddenSize, .hiddenSize)
    try check(feedForwardSize, .feedForwardSize, 0...(1 << 21))
    try check(queryHeads, .queryHeads)
    try check(kvHeads, .kvHeads)
    try check(keyHeadSize, .keyHeadSize)
    try check(valueHeadSize, .valueHeadSize)
    try check(vocabularySize, .vocabularySize)
    if let contextLimit { try check(contextLimit, .contextLimit) }
    guard queryHeads % kvHeads == 0 else { throw .headsDoNotDivide }
  }

  /// Refuses experts that contradict themselves or the rest of the shape.
  func checkExperts() throws(ModelFault) {
    guard let experts else {
      guard architecture.hasExperts != true else { throw .expertsDoNotApply }
      let isLone = block.mixersStandAlone && !pattern.lists(.feedForward)
      guard feedForwardSize > 0 || isLone else { throw .sizeOutOfRange(.feedForwardSize) }
      return
    }
    guard architecture.hasExperts != false else { throw .expertsDoNotApply }
    try check(experts.count, .expertCount)
    try check(experts.used, .expertsUsed)
    try check(experts.feedForwardSize, .expertFeedForwardSize)
    try check(Int64(experts.leadingDenseLayers), .leadingDenseLayers, 0...Int64(layers))
    guard experts.used <= experts.count else { throw .moreExpertsUsedThanPresent }
    try check(experts.sharedFeedForwardSize, .sharedExpertFeedForwardSize, 0...(1 << 21))
    try check(experts.latentSize, .expertFeedForwardSize, 0...(1 << 18))
    guard experts.hashedLayers >= 0, experts.hashedLayers <= layers,
      experts.hashedLayers == 0 || architecture.hasCompressedAttention
    else { throw .expertsDoNotApply }
    guard experts.layerStep >= 1, experts.layerStep <= layers else {
      throw .sizeOutOfRange(.leadingDenseLayers)
    }
    let hasDense =
      experts.leadingDenseLayers > 0 || experts.layerStep > 1 || block.hasDenseBesideExperts
      || pattern.lists(.feedForward)
    guard !architecture.needsSharedExperts || experts.sharedFeedForwardSize > 0 else {
      throw .sizeOutOfRange(.sharedExpertFeedForwardSize)
    }
    guard (feedForwardSize > 0) == hasDense else { throw .feedForwardSizeDoesNotApply }
  }

  /// Refuses a window where llama.cpp has none, and sizes that make no window.
  func checkWindow() throws(ModelFault) {
    if let unusedWindow {
      guard window == nil, !architecture.traits.contains(.window), latent == nil,
        [0, layers].contains(unusedWindow.layers.count)
      else { throw .windowDoesNotApply }
      try check(unusedWindow.tokens, .windowTokens)
    }
    guard let window else {
      guard !architecture.traits.contains(.windowOnly) else { throw .windowDoesNotApply }
      return
    }
    guard architecture.traits.contains(.window) else { throw .windowDoesNotApply }
    try check(window.tokens, .windowTokens)
    try check(Int64(window.fullEvery), .windowTokens, 0...1024)
    guard [0, layers].contains(window.limited.count) else { throw .windowDoesNotApply }
    try check(window.fullKVHeads ?? 1, .kvHeads)
    try check(window.fullHeadSize ?? 1, .keyHeadSize)
    guard queryHeads % (window.fullKVHeads ?? 1) == 0 else { throw .headsDoNotDivide }
  }

  /// Refuses latent attention where the family has none, or the lack of it.
  func checkLatent() throws(ModelFault) {
    guard architecture.traits.contains(.latent) == (latent != nil) else {
      throw .latentDoesNotApply
    }
    guard let latent else { return }
    try check(latent.queryRank, .latentRank, 0...(1 << 16))
    try check(latent.keyValueRank, .latentRank)
    try check(latent.nopeSize, .keyHeadSize)
    try check(latent.ropeSize, .keyHeadSize)
    try check(latent.valueSize, .valueHeadSize)
    try checkIndexer(latent)
    guard latent.nopeSize + latent.ropeSize == keyHeadSize, latent.valueSize == valueHeadSize,
      kvHeads == queryHeads
    else { throw .latentDoesNotApply }
  }

  private func checkIndexer(_ latent: LatentAttention) throws(ModelFault) {
    guard architecture.traits.contains(.indexer) == (latent.indexer != nil) else {
      throw .latentDoesNotApply
    }
    guard let indexer = latent.indexer else { return }
    guard !latent.cachesHeads else { throw .latentDoesNotApply }
    try check(indexer.heads, .queryHeads, 1...1024)
    try check(indexer.keySize, .keyHeadSize, 1...1024)
    try check(indexer.chosen, .latentRank, 1...LoadSettings.contextBound)
    guard latent.queryRank > 0, indexer.sharing.isEmpty || indexer.sharing.count == layers,
      indexer.serves(layer: 0)
    else { throw .latentDoesNotApply }
  }

  /// Refuses recurrent layers where the family has none, and patterns that do not match.
  func checkRecurrence() throws(ModelFault) {
    guard architecture.recurrenceKind == recurrence?.kind else { throw .recurrenceDoesNotApply }
    guard let recurrence else {
      try checkBareLayers()
      return
    }
    try check(recurrence.heads, .recurrentSize)
    try check(recurrence.headSize, .recurrentSize)
    try check(recurrence.stateSize, .recurrentSize, 0...4096)
    try check(recurrence.convolutionChannels, .recurrentSize, 1...(1 << 20))
    try check(recurrence.convolutionWidth, .recurrentTaps)
    try checkSides(recurrence)
    switch pattern {
    case .uniform:
      guard block.hasParallelRecurrence || !architecture.hasAttention else {
        throw .patternDoesNotApply
      }
    case .fullEvery(let step):
      guard step >= 2, step <= 1024, !block.mixersStandAlone else { throw .patternDoesNotApply }
    case .listed(let mixers):
      guard mixers.count == layers else { throw .patternDoesNotApply }
      for mixer in mixers where mixer == .feedForward || mixer == .experts {
        guard block.mixersStandAlone else { throw .patternDoesNotApply }
        if mixer == .experts, experts == nil { throw .expertsDoNotApply }
      }
    }
  }

  /// Refuses layers without attention where the family has none, or where none has attention.
  private func checkBareLayers() throws(ModelFault) {
    switch pattern {
    case .uniform: return
    case .fullEvery: throw .patternDoesNotApply
    case .listed(let mixers):
      guard architecture.traits.contains(.unlikeLayers), mixers.count == layers,
        mixers.contains(.attention),
        mixers.allSatisfy({ $0 == .attention || $0 == .feedForward })
      else { throw .patternDoesNotApply }
    }
  }

  /// Refuses widths for each layer where the family has one for all, and those that no graph has:
  /// attention comes with a feed-forward part, and so does the last layer.
  func checkLayerSizes() throws(ModelFault) {
    guard !feedForwardSizes.isEmpty else { return }
    guard architecture.traits.contains(.unlikeLayers), feedForwardSizes.count == layers,
      feedForwardSizes.max() == feedForwardSize, feedForwardSizes[layers - 1] > 0
    else { throw .feedForwardSizeDoesNotApply }
    for (layer, size) in feedForwardSizes.enumerated() {
      try check(size, .feedForwardSize, 0...(1 << 21))
      guard size > 0 || !parts(ofLayer: layer).contains(.attention) else {
        throw .feedForwardSizeDoesNotApply
      }
    }
  }

  /// Refuses layers without a cache where the family has none, or where none would be left to read.
  func checkSharedCache() throws(ModelFault) {
    let traits = architecture.traits
    guard sharedCache == nil || traits.contains(.sharedCache) else {
      throw .sharedCacheDoesNotApply
    }
    guard perLayerSize == 0 || traits.contains(.sharedCache), experts == nil || perLayerSize == 0
    else { throw .sharedCacheDoesNotApply }
    try check(perLayerSize, .perLayerSize, 0...(1 << 14))
    guard !block.hasAlternatingStreams || perLayerSize > 0 else {
      throw .sizeOutOfRange(.perLayerSize)
    }
    guard let sharedCache else { return }
    try check(Int64(sharedCache.layers), .layers, 1...Int64(layers))
    try check(sharedCache.feedForwardSize ?? 1, .feedForwardSize)
    let own = layers - sharedCache.layers
    // One layer that sees the window and one that sees all must be there to read.
    guard let window, own >= 2, window.limits(layer: own - 2), !window.limits(layer: own - 1) else {
      throw .sharedCacheDoesNotApply
    }
  }

  /// Refuses a convolution that does not match the heads; a short one alone runs over the stream.
  private func checkSides(_ recurrence: Recurrence) throws(ModelFault) {
    let side = recurrence.sideWidth
    if recurrence.kind == .shortConvolution {
      guard side == 0, recurrence.stateSize == 0, recurrence.innerWidth == hiddenSize else {
        throw .sizeOutOfRange(.recurrentSize)
      }
      return
    }
    guard recurrence.stateSize > 0, side > 0, side % (2 * recurrence.stateSize) == 0 else {
      throw .sizeOutOfRange(.recurrentSize)
    }
    guard recurrence.heads % recurrence.groups == 0 else { throw .recurrentHeadsDoNotDivide }
  }

  /// Refuses a value out of the size's own bounds, or of those it has in some place.
  func check(
    _ value: Int64, _ size: ModelSize, _ range: ClosedRange<Int64>? = nil
  ) throws(ModelFault) {
    guard (range ?? size.bounds).contains(value) else { throw .sizeOutOfRange(size) }
  }

  /// Whether all elements together, at four bytes each, are counted exactly by a `Double`.
  var isCountable: Bool {
    let widths = Double(2 * queryWidth + keyWidth + valueWidth + 8)
    let widest = max(feedForwardSize, sharedCache?.feedForwardSize ?? 0)
    var perLayer = Double(hiddenSize) * widths + 3 * Double(hiddenSize) * Double(widest)
    perLayer += Double(perLayerSize) * Double(vocabularySize + 3 * hiddenSize)
    if block.hasAlternatingStreams { perLayer += Double(8 * hiddenSize) * Double(hiddenSize + 64) }
    if let experts {
      let all = Double(experts.count) * Double(experts.feedForwardSize)
      perLayer += 3 * Double(hiddenSize) * all + Double(hiddenSize) * Double(experts.count)
      perLayer += 3 * Double(hiddenSize) * Double(experts.sharedFeedForwardSize)
    }
    if let recurrence {
      perLayer += 4 * Double(hiddenSize) * Double(recurrence.convolutionChannels)
    }
    if let compressed {
      let narrow = compressed.outputGroups * compressed.outputRank
      let indexer = compressed.indexer
      perLayer += Double(queryWidth) * Double(compressed.queryRank + compressed.outputRank)
      perLayer += Double(hiddenSize) * Double(compressed.queryRank + narrow + 9 * keyHeadSize)
      perLayer += Double(hiddenSize) * Double(indexer.heads + 4 * indexer.keySize + 256)
      perLayer += Double(indexer.heads * indexer.keySize) * Double(compressed.queryRank)
      perLayer += 128 * Double(keyHeadSize + indexer.keySize)
      perLayer += Double(vocabularySize) * Double(experts?.used ?? 0)
    }
    if let latent {
      let ranks = Double(latent.queryRank + latent.cachedWidth)
      perLayer += ranks * (Double(hiddenSize) + Double(2 * queryWidth + valueWidth))
      if let indexer = latent.indexer {
        let width = Double(indexer.heads * indexer.keySize)
        perLayer += width * Double(latent.queryRank + hiddenSize)
      }
    }
    let embeddings = 2 * Double(hiddenSize) * Double(vocabularySize)
    return 4 * (perLayer * Double(layers) + embeddings) < 9_007_199_254_740_992
  }
}
