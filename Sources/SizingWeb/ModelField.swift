/// The places of the numbers that describe a model in a mix, in order.
///
/// Behind them follow two numbers for each layer, of `ModelField.layerBound` layers: first those of
/// `layerMeaning`, then those of `widthMeaning`.
package enum ModelField: Int, CaseIterable, Sendable {
  case architecture
  case layers
  case hiddenSize
  case feedForwardSize
  case queryHeads
  case kvHeads
  case keyHeadSize
  case valueHeadSize
  case vocabularySize
  case tiesEmbeddings
  case contextLimit
  case mix
  case hasImportanceMatrix
  case expertCount
  case expertsUsed
  case expertFeedForwardSize
  case leadingDenseLayers
  case sharedExpertFeedForwardSize
  case expertLayerStep
  case expertLatentSize
  case hashedLayers
  case windowTokens
  case windowFullEvery
  case windowLayersListed
  case fullKVHeads
  case fullHeadSize
  case latentQueryRank
  case latentKeyValueRank
  case latentNopeSize
  case latentRopeSize
  case latentValueSize
  case indexerHeads
  case indexerKeySize
  case indexerChosen
  case indexerShares
  case outputGroups
  case outputRank
  case recurrence
  case recurrentHeads
  case recurrentHeadSize
  case recurrentStateSize
  case convolutionChannels
  case convolutionWidth
  case pattern
  case attentionEvery
  case perLayerSize
  case sharedCacheLayers
  case sharedCacheFeedForwardSize
  case feedForwardSizesDiffer
  case queryKeyValueBias
  case attentionOutputBias
  case feedForwardBias
  case logitBias
  case expertSelectionBias
  case queryKeyNorm
  case normsTurnedHeads
  case recurrentNorm
  case fusesQueryKeyValue
  case fullLayersShareKeyAndValue
  case unusedKeyAndValue

  /// The most layers that a model can have.
  package static let layerBound = 1024
  /// Numbers that describe a model.
  package static let count = allCases.count + 2 * layerBound

  /// What a layer's number says.
  package static let layerMeaning: StaticString =
    """
    where listed: position among mixers, with compressed attention among compressions; \
    plus 4 where the layer shares an indexer's choice or sees only a window
    """

  /// What a layer's second number says.
  package static let widthMeaning: StaticString =
    "where widths differ: width of the layer's feed-forward part; 0 without one"

  /// What the number says.
  package var meaning: StaticString {
    switch self {
    case .architecture: "position among architectures"
    case .layers: "decoder blocks"
    case .hiddenSize: "width of the residual stream"
    case .feedForwardSize: "width of the dense feed-forward part; 0 where no layer has one"
    case .queryHeads: "query heads"
    case .kvHeads: "key and value heads"
    case .keyHeadSize: "elements of a key or query head"
    case .valueHeadSize: "elements of a value head"
    case .vocabularySize: "rows of the embedding"
    case .tiesEmbeddings: "1 when the output matrix is the input embedding"
    case .contextLimit: "longest context in tokens; 0 when not stated"
    case .mix: "position among mixes"
    case .hasImportanceMatrix: "1 when the file is made with an importance matrix"
    case .expertCount: "routed experts of a layer; 0 for a dense model"
    case .expertsUsed: "routed experts for each token"
    case .expertFeedForwardSize: "width of a routed expert"
    case .leadingDenseLayers: "layers at the start without experts"
    case .sharedExpertFeedForwardSize: "width of all shared experts together; 0 without such"
    case .expertLayerStep: "each how many layers one has experts; 1 when all have"
    case .expertLatentSize: "width that routed experts work in; 0 when the stream's"
    case .hashedLayers: "layers at the start whose experts a table gives"
    case .windowTokens: "tokens of the window of some layers; 0 without such"
    case .windowFullEvery: "each how many layers one sees the whole context; 0 when none does"
    case .windowLayersListed: "1 when the layers' numbers tell which see only the window"
    case .fullKVHeads: "key and value heads of layers that see all; 0 when as in the others"
    case .fullHeadSize: "elements of a head of layers that see all; 0 when as in the others"
    case .latentQueryRank: "width of compressed queries; 0 when they are not compressed"
    case .latentKeyValueRank: "width of compressed keys and values; 0 for plain heads"
    case .latentNopeSize: "elements of a key head without position"
    case .latentRopeSize: "elements of a key head with position"
    case .latentValueSize: "elements of a value head of latent attention"
    case .indexerHeads: "query heads of the indexer; 0 without one"
    case .indexerKeySize: "elements of an indexer's head"
    case .indexerChosen: "most tokens that an indexer chooses"
    case .indexerShares: "1 when the layers' numbers tell which share a choice"
    case .outputGroups: "groups of heads behind compressed attention; 0 for other attention"
    case .outputRank: "width of each group's narrow form"
    case .recurrence: "position among recurrences plus 1; 0 without recurrent layers"
    case .recurrentHeads: "value heads, or heads of the state space"
    case .recurrentHeadSize: "elements of such a head"
    case .recurrentStateSize: "elements of the state for each element of a head"
    case .convolutionChannels: "channels of the short convolution"
    case .convolutionWidth: "taps of the short convolution"
    case .pattern: "0: all layers of the family's kind, 1: attention each so many, 2: listed"
    case .attentionEvery: "each how many layers one has attention, for pattern 1"
    case .perLayerSize: "width of each layer's own input; 0 without one"
    case .sharedCacheLayers: "layers at the end that read the cache of earlier ones"
    case .sharedCacheFeedForwardSize: "width of their feed-forward part; 0 when as in the others"
    case .feedForwardSizesDiffer: "1 when each layer has a width of its own"
    case .queryKeyValueBias: "biases on query, key and value: 0 as the family, 1 no, 2 yes"
    case .attentionOutputBias: "a bias behind attention: as above"
    case .feedForwardBias: "biases on the feed-forward part: as above"
    case .logitBias: "a bias on the logits: as above"
    case .expertSelectionBias: "a bias on the choice of experts: as above"
    case .queryKeyNorm: "0 as the family, else 1 plus: 0 none, 1 head, 2 width, 3 each head"
    case .normsTurnedHeads: "norms without weights on turned heads: 0 as the family, 1 no, 2 yes"
    case .recurrentNorm: "a norm behind the recurrent part: as above"
    case .fusesQueryKeyValue: "one matrix for query, key and value: as above"
    case .fullLayersShareKeyAndValue: "one projection for keys and values that see all: as above"
    case .unusedKeyAndValue: "keys and values of layers that read another's cache: as above"
    }
  }
}
