internal import Sizing

extension ModelFault {
  /// What is wrong, in words.
  var words: String {
    switch self {
    case .sizeOutOfRange(let size): "the \(size.words) is out of range"
    case .headsDoNotDivide: "the query heads are no multiple of the key and value heads"
    case .recurrentHeadsDoNotDivide:
      "the heads of the state are no multiple of its key heads or groups"
    case .moreExpertsUsedThanPresent: "more experts are used for a token than there are"
    case .feedForwardSizeDoesNotApply: "the feed-forward width does not fit the kinds of layers"
    case .expertsDoNotApply: "the architecture has experts and the file none, or the reverse"
    case .windowDoesNotApply: "the window of attention does not fit the architecture"
    case .latentDoesNotApply: "the ranks of latent attention do not fit the architecture"
    case .compressionDoesNotApply: "the compressed cache does not fit the architecture"
    case .recurrenceDoesNotApply: "the shape of the layers' state does not fit the architecture"
    case .patternDoesNotApply: "the kinds of layers do not fit the architecture"
    case .sharedCacheDoesNotApply: "layers without a cache do not fit the architecture"
    case .modelTooLarge: "it has more parameters than the engine can count"
    }
  }
}

extension ModelSize {
  fileprivate var words: String {
    switch self {
    case .layers: "number of blocks"
    case .hiddenSize: "embedding length"
    case .feedForwardSize: "feed-forward width"
    case .queryHeads: "number of query heads"
    case .kvHeads: "number of key and value heads"
    case .keyHeadSize: "length of a key head"
    case .valueHeadSize: "length of a value head"
    case .vocabularySize: "vocabulary"
    case .expertCount: "number of experts"
    case .expertsUsed: "number of experts in use"
    case .expertFeedForwardSize: "width of an expert"
    case .leadingDenseLayers: "number of layers without experts"
    case .contextLimit: "context length"
    case .sharedExpertFeedForwardSize: "width of the shared experts"
    case .windowTokens: "window"
    case .latentRank: "rank of latent attention"
    case .recurrentSize: "size of the state"
    case .recurrentTaps: "width of the state's convolution"
    case .perLayerSize: "width of the layers' own input"
    }
  }
}
