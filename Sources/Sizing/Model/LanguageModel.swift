/// The shape of a decoder language model.
///
/// A value of this type is sound: the initialiser refuses sizes with which later arithmetic could
/// overflow, divide by zero or trap.
package struct LanguageModel: Sendable, Equatable {
  /// The family of graphs.
  package let architecture: Architecture
  /// The tensors of a block.
  package private(set) var block: BlockLayout
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
  package private(set) var contextLimit: Int64?
  /// The window of layers that do not see the whole context, or `nil` when all see it.
  package let window: AttentionWindow?
  /// The window that runtimes other than llama.cpp keep to, where llama.cpp has none; or `nil`.
  package let unusedWindow: UnusedWindow?
  /// The ranks of latent attention, or `nil` for plain heads.
  package let latent: LatentAttention?
  /// The shape of recurrent layers, or `nil` when there are none.
  package let recurrence: Recurrence?
  /// The shape of attention to a window and to compressed rows, or `nil`.
  package let compressed: CompressedAttention?
  /// Which layers hold attention.
  package let pattern: LayerPattern

  /// Width of what each layer gets from an embedding of its own (symbol `P`); zero without one.
  package let perLayerSize: Int64
  /// The layers without a cache of their own, or `nil` when all have one.
  package let sharedCache: SharedCache?
  /// Width of each layer's dense feed-forward part, zero where it has none; empty when the widths do
  /// not differ so.
  package let feedForwardSizes: [Int64]

  /// Creates a model from its shape.
  ///
  /// - Parameters:
  ///   - architecture: The family of graphs.
  ///   - block: The tensors of a block, where they differ from the family's.
  ///   - layers: Decoder blocks, at most 1024.
  ///   - hiddenSize: Width of the residual stream, in elements.
  ///   - feedForwardSize: Width of the dense feed-forward part; zero when every layer has experts.
  ///   - queryHeads: Query heads; a multiple of `kvHeads`. A family without attention takes the
  ///     numbers of `HeadShape.absent`.
  ///   - kvHeads: Key and value heads.
  ///   - keyHeadSize: Elements of a key head.
  ///   - valueHeadSize: Elements of a value head.
  ///   - vocabularySize: Rows of the embedding.
  ///   - tiesEmbeddings: Whether the output matrix is the input embedding.
  ///   - experts: The routed experts, or `nil` for a dense model.
  ///   - contextLimit: The longest context in tokens, or `nil` when not stated.
  ///   - window: The window of layers that do not see the whole context.
  ///   - latent: The ranks of latent attention; then `keyHeadSize` and `valueHeadSize` are those of
  ///     its heads, and `kvHeads` equals `queryHeads`.
  ///   - recurrence: The shape of recurrent layers.
  ///   - pattern: Which layers hold attention.
  ///   - perLayerSize: Width of what each layer gets from an embedding of its own.
  ///   - sharedCache: The layers without a cache of their own.
  ///   - feedForwardSizes: Width of each layer's dense feed-forward part, of which `feedForwardSize` is
  ///     the widest; empty when they do not differ.
  ///   - compressed: The shape of attention to a window and to compressed rows.
  ///   - unusedWindow: The window that llama.cpp has no use for.
  /// - Throws: A `ModelFault` that names the first unusable size.
  package init(
    architecture: Architecture, block: BlockLayout? = nil, layers: Int, hiddenSize: Int64,
    feedForwardSize: Int64, queryHeads: Int64, kvHeads: Int64, keyHeadSize: Int64,
    valueHeadSize: Int64, vocabularySize: Int64, tiesEmbeddings: Bool, experts: Experts? = nil,
    contextLimit: Int64? = nil, window: AttentionWindow? = nil, latent: LatentAttention? = nil,
    recurrence: Recurrence? = nil, pattern: LayerPattern = .uniform, perLayerSize: Int64 = 0,
    sharedCache: SharedCache? = nil, feedForwardSizes: [Int64] = [],
    compressed: CompressedAttention? = nil, unusedWindow: UnusedWindow? = nil
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
    self.window = window
    self.latent = latent
    self.recurrence = recurrence
    self.pattern = pattern
    self.perLayerSize = perLayerSize
    self.sharedCache = sharedCache
    self.feedForwardSizes = feedForwardSizes
    self.compressed = compressed
    self.unusedWindow = unusedWindow
    try checkSizes()
    try checkExperts()
    try checkWindow()
    try checkLatent()
    try checkCompressed()
    try checkRecurrence()
    try checkSharedCache()
    try checkLayerSizes()
    guard isCountable else { throw .modelTooLarge }
  }

  /// The same model, made for a context of at least so many tokens.
  package func allowing(contextTokens: Int64) -> LanguageModel {
    var model = self
    model.contextLimit = contextLimit.map { min(max($0, contextTokens), LoadSettings.contextBound) }
    return model
  }

  /// The same model without what its files hold and runtimes other than llama.cpp leave there.
  func withoutDroppedTensors() -> LanguageModel {
    guard block.dropsUnusedKeyAndValue else { return self }
    var model = self
    model.block.hasUnusedKeyAndValue = false
    return model
  }

  /// The ranks of latent attention whose compressed rows are cached; `nil` where keys and values of
  /// heads are.
  var cachedLatent: LatentAttention? { latent?.cachesHeads == true ? nil : latent }

  /// Width of all queries, in elements: `H · d_k`.
  package var queryWidth: Int64 { queryHeads * keyHeadSize }
  /// Width of all keys, in elements: `K · d_k`.
  package var keyWidth: Int64 { kvHeads * keyHeadSize }
  /// Width of all values, in elements: `K · d_v`.
  package var valueWidth: Int64 { kvHeads * valueHeadSize }
  /// Query heads for each key head (symbol `g`).
  package var queriesPerKey: Int64 { queryHeads / kvHeads }

  /// The experts of a layer, or `nil` where its feed-forward part is dense or missing.
  package func experts(inLayer layer: Int) -> Experts? {
    parts(ofLayer: layer).contains(.experts) ? experts : nil
  }

  /// The heads of a layer's attention.
  package func heads(inLayer layer: Int) -> HeadShape {
    if let window, !window.limits(layer: layer) {
      return HeadShape(
        queryHeads: queryHeads, kvHeads: window.fullKVHeads ?? kvHeads,
        keySize: window.fullHeadSize ?? keyHeadSize,
        valueSize: window.fullHeadSize ?? valueHeadSize)
    }
    return HeadShape(
      queryHeads: queryHeads, kvHeads: kvHeads, keySize: keyHeadSize, valueSize: valueHeadSize)
  }

  /// What a layer is made of.
  package func parts(ofLayer layer: Int) -> LayerParts {
    var parts: LayerParts
    switch pattern {
    case .uniform where !architecture.hasAttention: parts = .recurrence
    case .uniform:
      parts = block.hasParallelRecurrence ? [.attention, .recurrence] : .attention
    case .fullEvery(let step):
      parts = (layer + 1) % step == 0 ? .attention : .recurrence
    case .listed(let mixers):
      switch mixers[layer] {
      case .attention: parts = .attention
      case .recurrence: parts = .recurrence
      case .feedForward: return feedForwardSize(inLayer: layer) > 0 ? .feedForward : []
      case .experts: return .experts
      }
    }
    if let window, parts.contains(.attention), window.limits(layer: layer) {
      parts.insert(.window)
    }
    if let sharedCache, layer >= layers - sharedCache.layers { parts.insert(.borrowedCache) }
    if block.mixersStandAlone { return parts }
    let hasExperts = experts.map { $0.serve(layer: layer) } ?? false
    parts.insert(hasExperts ? .experts : .feedForward)
    return parts
  }

  /// The layer whose cache a layer reads: its own, or for a layer without one the last that has one
  /// and sees as much.
  func cachingLayer(of layer: Int) -> Int {
    guard let sharedCache, layer >= layers - sharedCache.layers, let window else { return layer }
    let own = layers - sharedCache.layers
    return own - (window.limits(layer: layer) ? 2 : 1)
  }

  /// Whether a layer's file holds projections for keys and values.
  func hasKeyAndValue(inLayer layer: Int) -> Bool {
    block.hasUnusedKeyAndValue || !parts(ofLayer: layer).contains(.borrowedCache)
  }

  /// Width of the dense feed-forward part of a layer that has one.
  func feedForwardSize(inLayer layer: Int) -> Int64 {
    if !feedForwardSizes.isEmpty { return feedForwardSizes[layer] }
    guard let sharedCache, layer >= layers - sharedCache.layers else { return feedForwardSize }
    return sharedCache.feedForwardSize ?? feedForwardSize
  }

  /// The layers that have a part.
  package func layers(with part: LayerParts, in range: Range<Int>) -> Int {
    var count = 0
    for layer in range where parts(ofLayer: layer).isSuperset(of: part) { count += 1 }
    return count
  }
}
