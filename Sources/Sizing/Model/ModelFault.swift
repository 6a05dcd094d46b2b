/// Why a shape is no model that the engine can size.
package enum ModelFault: Error, Sendable, Equatable {
  /// A size is zero, negative or beyond any model's.
  case sizeOutOfRange(ModelSize)
  /// The query heads are not a multiple of the key and value heads.
  case headsDoNotDivide
  /// More experts are used for each token than there are.
  case moreExpertsUsedThanPresent
  /// The model has no dense layer, and no feed-forward width was expected, or the other way round.
  case feedForwardSizeDoesNotApply
  /// The architecture needs experts and has none, or has some and allows none.
  case expertsDoNotApply
  /// The architecture has no sliding window, or needs one.
  case windowDoesNotApply
  /// The architecture has no latent attention, or needs it.
  case latentDoesNotApply
  /// The architecture has no compressed rows, or needs them, or they contradict the rest.
  case compressionDoesNotApply
  /// The architecture has no recurrent layers, or needs their shape.
  case recurrenceDoesNotApply
  /// The heads that keep a state are not a multiple of the key heads or groups that serve them.
  case recurrentHeadsDoNotDivide
  /// The layer pattern is no pattern of the architecture or has another number of layers.
  case patternDoesNotApply
  /// Layers without a cache of their own, or embeddings for each layer, where the family has none.
  case sharedCacheDoesNotApply
  /// The whole model holds more elements than a byte count can hold exactly.
  case modelTooLarge
}

/// The sizes that make up a model's shape.
package enum ModelSize: UInt8, Sendable, CaseIterable {
  case layers
  case hiddenSize
  case feedForwardSize
  case queryHeads
  case kvHeads
  case keyHeadSize
  case valueHeadSize
  case vocabularySize
  case expertCount
  case expertsUsed
  case expertFeedForwardSize
  case leadingDenseLayers
  case contextLimit
  case sharedExpertFeedForwardSize
  case windowTokens
  case latentRank
  case recurrentSize
  case perLayerSize
  case recurrentTaps
}

extension ModelSize {
  /// The sizes of any model there is or is likely to be, where it has one such at all.
  package var bounds: ClosedRange<Int64> {
    switch self {
    case .layers, .leadingDenseLayers: 1...1024
    case .hiddenSize: 1...(1 << 18)
    case .feedForwardSize, .expertFeedForwardSize, .sharedExpertFeedForwardSize: 1...(1 << 21)
    case .queryHeads, .kvHeads, .keyHeadSize, .valueHeadSize: 1...2048
    case .vocabularySize: 1...(1 << 23)
    case .expertCount, .expertsUsed: 1...4096
    case .contextLimit, .windowTokens: 1...LoadSettings.contextBound
    case .latentRank: 1...(1 << 14)
    case .recurrentSize: 1...4096
    case .recurrentTaps: 2...64
    case .perLayerSize: 1...(1 << 14)
    }
  }
}
