/// What a term of a derivation is.
///
/// The wording for people lives with the catalog; this says only which quantity it is.
package enum Quantity: UInt8, Sendable, CaseIterable {
  // What the user asked for.
  /// Tokens of context over all slots.
  case contextTokens
  /// Slots.
  case slots
  /// Tokens computed at once.
  case microBatch
  /// Cards.
  case cardCount
  /// Tokens in the cache of the stream that decodes.
  case cachedTokens

  // The model's shape.
  /// Decoder blocks.
  case layers
  /// Width of the residual stream.
  case hiddenSize
  /// Width of the dense feed-forward part.
  case feedForwardSize
  /// Query heads.
  case queryHeads
  /// Key and value heads.
  case kvHeads
  /// Elements of a key head.
  case keyHeadSize
  /// Elements of a value head.
  case valueHeadSize
  /// Rows of the embedding.
  case vocabularySize
  /// Experts in a layer.
  case expertCount
  /// Experts used for a token.
  case expertsUsed
  /// Feed-forward width of an expert.
  case expertFeedForwardSize
  /// Parameters of the model.
  case parameters

  // Weights.
  /// Bits for each parameter, over the whole file.
  case bitsPerWeight
  /// Bytes of all tensors of the file.
  case fileBytes
  /// Bytes of all blocks.
  case layerBytes
  /// Bytes of the output matrix and its norm.
  case outputBytes
  /// Bytes of the input embedding.
  case embeddingBytes
  /// Bytes of weights on a card, or on all together.
  case weightsOnCard
  /// Bytes of all routed experts.
  case expertBytes

  // Cache.
  /// Cells for each slot.
  case cellsPerSlot
  /// Bytes of a cell in one layer.
  case cacheBytesPerCell
  /// Layers on a card.
  case layersOnCard
  /// Cells for each slot in layers that see a window.
  case windowCells
  /// Bytes of a cell in layers that see a window.
  case windowBytesPerCell
  /// Layers on a card that see a window.
  case windowLayersOnCard
  /// Bytes of state of a sequence in a recurrent layer.
  case stateBytes
  /// Recurrent layers on a card.
  case recurrentLayersOnCard
  /// Layers on a card whose cache grows with the context.
  case fullLayersOnCard
  /// Elements of a cached row of latent attention.
  case latentWidth
  /// Bytes of the cache on a card, or on all together.
  case cacheOnCard

  // Working buffers.
  /// Elements for each token that are alive at once.
  case liveWidth
  /// Bytes of one copy of the inputs.
  case inputBytes
  /// Bytes of one copy of the results that other devices hand on to a card.
  case handedBytes
  /// Rows of logits kept.
  case logitRows
  /// Bytes of logits and the rows they are made from.
  case logitBytes
  /// Copies of inputs.
  case pipelineCopies
  /// Bytes of working buffers on a card, or on all together.
  case computeOnCard

  // The sum and the verdict.
  /// Bytes that driver and kernels take.
  case overhead
  /// Bytes that are needed on a card, or on all together.
  case need
  /// Bytes that a program can allocate from.
  case usableBytes
  /// Bytes that a comfortable fit leaves free.
  case comfortableReserve
  /// Bytes that a tight fit leaves free.
  case tightReserve
  /// Bytes left over.
  case margin
  /// Bytes of working buffers in host memory.
  case hostCompute
  /// Bytes needed in host memory.
  case hostNeed

  // Decode.
  /// Memory bandwidth of the device.
  case bandwidth
  /// Fraction of the bandwidth that reading weights reaches.
  case weightEfficiency
  /// Fraction of the bandwidth that reading the cache reaches.
  case cacheEfficiency
  /// Time of a layer beside reading.
  case layerTime
  /// Bytes of weights read for a token.
  case bytesReadPerToken
  /// Bytes of cache read for a token.
  case cacheReadPerToken
  /// Time that reading weights takes.
  case weightTime
  /// Time that reading the cache takes.
  case cacheTime
  /// Time of all layers beside reading.
  case layersTime
  /// Time of a token.
  case tokenTime
  /// Half the range of the rate, as a fraction.
  case rateBand
  /// Tokens per second.
  case decodeRate

  // Beside the model.
  /// Bytes of a draft model on a card, or on all together.
  case draftOnCard
  /// Bytes of a projector on a card.
  case projectorOnCard
  /// Bytes of a draft model in host memory.
  case draftInHost
}
