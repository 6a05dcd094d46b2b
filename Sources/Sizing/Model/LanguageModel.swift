/// The shape of a decoder language model with full attention (many, grouped or one key/value head).
///
/// A value of this type is sound: the initialiser refuses sizes with which later arithmetic could
/// overflow, divide by zero or trap.
package struct LanguageModel: Sendable, Equatable {
  /// The family of graphs.
  package let architecture: Architecture
  /// The tensors of a block.
  package let block: BlockLayout
  /// Decoder blocks (symbol `L`).
  package let layers: Int
  /// Width of the residual stream, in elements (symbol `E`).
  package let hiddenSize: Int64
  /// Width of the dense feed-forward part, in elements (symbol `F`); zero when no layer is dense.
  package let feedForwardSize: Int64
  /// Query heads (symbol `H`).
  package let queryHeads: Int64
  /// Key and value heads (symbol `K`).
  package let kvHeads: Int64
  /// Elements of a key or query head (symbol `d_k`).
  package let keyHeadSize: Int64
  /// Elements of a value head (symbol `d_v`).
  package let valueHeadSize: Int64
  /// Rows of the embedding, padding included (symbol `V`).
  package let vocabularySize: Int64
  /// Whether the output matrix is the input embedding.
  package let tiesEmbeddings: Bool
  /// The routed experts, or `nil` for a dense model.
  package let experts: Experts?
  /// The longest context the model was made for, in tokens; `nil` when not stated.
  package let contextLimit: Int64?

  /// Creates a model from its shape.
  ///
  /// - Parameters:
  ///   - architecture: The family of graphs.
  ///   - block: The tensors of a block, where they differ from the family's.
  ///   - layers: Decoder blocks, at most 1024.
  ///   - hiddenSize: Width of the residual stream, in elements.
  ///   - feedForwardSize: Width of the dense feed-forward part; zero when every layer has experts.
  ///   - queryHeads: Query heads; a multiple of `kvHeads`.
  ///   - kvHeads: Key and value heads.
  ///   - keyHeadSize: Elements of a key head.
  ///   - valueHeadSize: Elements of a value head.
  ///   - vocabularySize: Rows of the embedding.
  ///   - tiesEmbeddings: Whether the output matrix is the input embedding.
  ///   - experts: The routed experts, or `nil` for a dense model.
  ///   - contextLimit: The longest context in tokens, or `nil` when not stated.
  /// - Throws: A `ModelFault` that names the first unusable size.
  package init(
    architecture: Architecture, block: BlockLayout? = nil, layers: Int, hiddenSize: Int64,
    feedForwardSize: Int64, queryHeads: Int64, kvHeads: Int64, keyHeadSize: Int64,
    valueHeadSize: Int64, vocabularySize: Int64, tiesEmbeddings: Bool, experts: Experts? = nil,
    contextLimit: Int64? = nil
  ) throws(ModelFault) {
    self.architecture = architecture
    self.block = block ?? architecture.block(layers: layers)
    self.layers = layers
    self.hiddenSize = hiddenSize
    self.feedForwardSize = feedForwardSize
    self.queryHeads = queryHeads
    self.kvHeads = kvHeads
    self.keyHeadSize = keyHeadSize
    self.valueHeadSize = valueHeadSize
    self.vocabularySize = vocabularySize
    self.tiesEmbeddings = tiesEmbeddings
    self.experts = experts
    self.contextLimit = contextLimit
    try checkSizes()
    try checkExperts()
    guard isCountable else { throw .modelTooLarge }
  }

  /// Width of all queries, in elements: `H · d_k`.
  package var queryWidth: Int64 { queryHeads * keyHeadSize }
  /// Width of all keys, in elements: `K · d_k`.
  package var keyWidth: Int64 { kvHeads * keyHeadSize }
  /// Width of all values, in elements: `K · d_v`.
  package var valueWidth: Int64 { kvHeads * valueHeadSize }
  /// Query heads for each key head (symbol `g`).
  package var queriesPerKey: Int64 { queryHeads / kvHeads }

  /// The experts of a layer, or `nil` where its feed-forward part is dense.
  package func experts(inLayer layer: Int) -> Experts? {
    guard let experts, layer >= experts.leadingDenseLayers else { return nil }
    return experts
  }
}
