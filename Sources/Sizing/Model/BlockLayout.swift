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

  /// Whether a norm may be written over what it reads.
  ///
  /// ggml does so for root-mean-square norms; the parallel blocks have norms about the mean.
  var normReusesOperand: Bool { !isParallel }

  /// A plain block: two norms, separate matrices, no biases.
  package init() {}
}
