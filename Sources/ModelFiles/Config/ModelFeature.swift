/// Something a configuration can describe that the engine does not size, or only in some families.
enum ModelFeature: Sendable, CaseIterable {
  case slidingWindow
  case chunkedAttention
  case latentAttention
  case sparseIndexer
  case compressedAttention
  case linearAttention
  case stateSpace
  case firstStateSpace
  case stateBias
  case loneMixers
  case gatedLatent
  case gatedAttention
  case residualStreams
  case sharedExperts
  case scatteredExperts
  case denseBesideExperts
  case latentExperts
  case idleExperts
  case perLayerEmbeddings
  case sharedCache
  case crossLayerCache
  case repeatedLayers
  case namelessExperts
  case namelessWindow
  case attentionExperts
  case pairedAttention
  case pairedWidth
  case layerwiseShapes
  case unevenLayers
  case spacedLayers
  case feedForwardBias
  case ungatedFeedForward
  case centredNorm
  case parallelBlocks
  case crossAttention
  case encoder
  case learnedPositions
  case distanceBias
  case clippedProjections

  /// What the feature is, for messages.
  var words: String {
    switch self {
    case .slidingWindow: "attention within a sliding window"
    case .chunkedAttention: "attention within chunks"
    case .latentAttention: "multi-head latent attention"
    case .sparseIndexer: "sparse attention with an indexer"
    case .compressedAttention: "a compressed cache"
    case .linearAttention: "linear attention"
    case .stateSpace: "state-space layers"
    case .firstStateSpace: "state-space layers of the first kind (Mamba-1)"
    case .stateBias: "biases of state-space layers"
    case .loneMixers: "layers with a feed-forward part alone"
    case .gatedLatent: "a gate behind latent attention"
    case .gatedAttention: "a gate behind attention"
    case .residualStreams: "several residual streams"
    case .sharedExperts: "experts that every token uses"
    case .scatteredExperts: "dense layers between layers with experts"
    case .denseBesideExperts: "a dense feed-forward part beside the experts"
    case .latentExperts: "experts on a narrower stream"
    case .idleExperts: "experts that hand on what they are given"
    case .perLayerEmbeddings: "embeddings for each layer"
    case .sharedCache: "layers that share a cache"
    case .crossLayerCache: "layers that read another layer's keys and values"
    case .repeatedLayers: "layers that run several times, each time with a cache of its own"
    case .namelessExperts: "experts under names that are not known"
    case .namelessWindow: "a window under a name that is not known"
    case .attentionExperts: "experts in attention"
    case .pairedAttention: "two attentions in each layer"
    case .pairedWidth: "a feed-forward width that counts gate and values together"
    case .layerwiseShapes: "layers of different shapes"
    case .unevenLayers: "layers that see a window in an uneven order"
    case .spacedLayers: "layers of another kind between those with attention"
    case .feedForwardBias: "biases in the feed-forward part"
    case .ungatedFeedForward: "a feed-forward part without a gate"
    case .centredNorm: "norms about the mean in a family that is not known"
    case .parallelBlocks: "attention and feed-forward side by side"
    case .crossAttention: "cross-attention"
    case .encoder: "an encoder"
    case .learnedPositions: "learned embeddings of positions"
    case .distanceBias: "attention biased by distance"
    case .clippedProjections: "projections whose results are clipped"
    }
  }

  /// What suggests the feature without stating it, and what to write where the model has it not; `nil`
  /// for a feature that fields state.
  var clue: (words: String, help: String)? {
    switch self {
    case .ungatedFeedForward:
      return (
        words: "the activation that it names",
        help: "write 'silu' in its place where the part has a gate: sizes are the same"
      )
    case .centredNorm:
      return (
        words: "its name",
        help: "call it 'rms_norm_eps' where the norms are those of root mean squares"
      )
    default: return nil
    }
  }

  /// What the engine does with a model that has the feature where its family has not.
  var verdict: String {
    switch self {
    case .slidingWindow, .chunkedAttention, .latentAttention, .sparseIndexer, .compressedAttention,
      .linearAttention, .stateSpace, .loneMixers, .gatedAttention, .residualStreams,
      .sharedExperts, .denseBesideExperts, .latentExperts, .perLayerEmbeddings, .sharedCache,
      .spacedLayers,
      .feedForwardBias, .ungatedFeedForward, .parallelBlocks:
      "which the engine does not size in such a family"
    case .firstStateSpace, .stateBias, .gatedLatent, .crossLayerCache, .repeatedLayers,
      .scatteredExperts, .idleExperts, .layerwiseShapes, .namelessExperts, .namelessWindow,
      .attentionExperts, .pairedAttention, .pairedWidth, .unevenLayers,
      .centredNorm, .crossAttention, .encoder, .learnedPositions, .distanceBias,
      .clippedProjections:
      "which the engine does not size"
    }
  }
}
