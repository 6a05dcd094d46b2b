/// The tensors of one decoder block, apart from their sizes.
///
/// Source: the tensor tables of llama.cpp's model loader, one per architecture.
package struct BlockLayout: Sendable, Equatable {
  /// Where the norms of queries and keys act, and so how long their weights are.
  package enum QueryKeyNorm: UInt8, Sendable {
    case none
    /// One weight per element of a head, shared by all heads.
    case head
    /// One weight per element of the whole query or key row.
    case width
    /// One weight per element and head.
    case eachHead
  }

  /// A norm in front of attention.
  package var hasAttentionNorm = true
  /// A norm in front of the feed-forward part (or between attention and it).
  package var hasFeedForwardNorm = true
  /// Norms behind attention and behind the feed-forward part.
  package var hasPostNorms = false
  /// Attention and feed-forward read the same norm and are summed.
  package var isParallel = false
  /// One matrix for query, key and value.
  package var fusesQueryKeyValue = false
  /// One matrix for gate and up.
  package var fusesGateUp = false
  /// Biases on query, key and value.
  package var hasQueryKeyValueBias = false
  /// A bias on the projection behind attention.
  package var hasAttentionOutputBias = false
  /// Biases on the norms, also on the last one.
  package var hasNormBias = false
  /// A bias on the logits.
  package var hasLogitBias = false
  /// Norms on queries and keys.
  package var queryKeyNorm = QueryKeyNorm.none
  /// A bias per expert on the router's choice.
  package var hasExpertSelectionBias = false
  /// The sum behind the feed-forward part is written over the residual stream rather than over the
  /// part's result.
  package var sumsIntoStream = false
  /// So is the sum behind the part that mixes tokens, and the rows of the stream whose logits are
  /// kept are picked before the part's projection.
  package var mixesIntoStream = false

  /// Norms subtract the mean; root-mean-square norms do not.
  package var normsAboutMean = false
  /// Queries are scaled after they are turned by position.
  package var scalesQueries = false
  /// The embedded tokens are scaled before the first layer.
  package var scalesEmbedding = false
  /// Positions are four numbers for each token.
  package var hasFourfoldPositions = false
  /// Queries of layers that see the whole context are scaled by their position, not turned.
  package var scalesFarAttention = false
  /// Each so many layers one does not turn queries and keys by position; zero when all do.
  package var unturnedEvery = 0
  /// The file holds factors by which layers that see the whole context turn their heads.
  package var hasTurnFactors = false
  /// Attention knows no positions.
  package var hasNoPositions = false
  /// Only layers that see a window turn queries and keys by position.
  package var turnsWindowsOnly = false
  /// Values are normed too, without weights.
  package var normsValues = false
  /// Queries and keys are normed after they are turned by position, with weights.
  package var turnsBeforeNorm = false
  /// Queries and keys of layers that turn them are normed afterwards, without weights.
  package var normsTurnedHeads = false
  /// A learnt score for each head beside those of the tokens.
  package var hasSinks = false
  /// Queries come with a gate of their width, which attention's result is multiplied by.
  package var hasGatedAttention = false
  /// Layers that see the whole context take keys and values from one projection.
  package var fullLayersShareKeyAndValue = false
  /// A number that the layer's result is multiplied by.
  package var hasLayerScale = false
  /// The feed-forward part has no gate.
  package var hasUngatedFeedForward = false
  /// Biases on the feed-forward part.
  package var hasFeedForwardBias = false
  /// A bias on the router.
  package var hasRouterBias = false
  /// Biases on the experts.
  package var hasExpertBiases = false
  /// A gate on the shared experts.
  package var hasSharedExpertGate = false
  /// A dense feed-forward part beside the experts, each with norms of its own.
  package var hasDenseBesideExperts = false
  /// An output matrix that is the input embedding is held twice in host memory too, for it is loaded
  /// first.
  package var loadsOutputFirst = false
  /// Files hold projections for keys and values of layers that read another's cache, too. llama.cpp
  /// loads all that a file holds of a layer.
  package var hasUnusedKeyAndValue = false
  /// Runtimes that build the model from its configuration leave those in the file.
  package var dropsUnusedKeyAndValue = false
  /// Several residual streams, of which one is computed on.
  package var hasAlternatingStreams = false
  /// How the weights of the chosen experts are made.
  package var routing = Routing.normalized
  /// The weights of the chosen experts are multiplied by a number afterwards.
  package var scalesExpertWeights = false
  /// The scores of experts are made in two steps: a root follows the function.
  package var rootsExpertScores = false
  /// Several residual streams that each part reads and writes mixed.
  package var hasConnectedStreams = false
  /// Attention and a recurrent part read the same norm and are summed.
  package var hasParallelRecurrence = false
  /// A layer is a recurrent part, attention, or a feed-forward part, with one norm.
  package var mixersStandAlone = false
  /// One matrix for the two small inputs of the gated delta rule.
  package var fusesDeltaInputs = false
  /// A norm in front of the projection behind the recurrent part.
  package var hasRecurrentNorm = false

  /// Where the rows whose logits are kept are picked.
  package var rowChoice = RowChoice.inLastLayer

  /// Where the rows whose logits are kept are picked.
  package enum RowChoice: UInt8, Sendable {
    /// Behind the attention of the last layer; the rest of it is computed for those rows only.
    case inLastLayer
    /// Behind the last layer.
    case beforeLastNorm
    /// Behind the last norm.
    case afterLastNorm
  }

  /// How the weights of the chosen experts are made.
  package enum Routing: UInt8, Sendable {
    /// Probabilities of all experts, those of the chosen ones divided by their sum.
    case normalized
    /// Probabilities of all experts as they are.
    case plain
    /// Probabilities among the chosen experts.
    case softmaxOfChosen
    /// The input of the experts is multiplied, not their result.
    case weighedInput
  }

  /// Whether a norm may be written over what it reads: ggml does so for root-mean-square norms.
  var normReusesOperand: Bool { !normsAboutMean }

  /// A plain block: two norms, separate matrices, no biases.
  package init() {}
}
