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
  /// Tokens to be computed at once, where the graph is laid out for others.
  case askedMicroBatch
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
  /// Elements of an indexer's key.
  case indexerKeySize
  /// Rows of four tokens for each slot in a layer.
  case fineCells
  /// Bytes of such a row with its key for the indexer.
  case fineBytesPerCell
  /// Bytes of the rows of four tokens that are not finished, for each slot in a layer.
  case fineUnfinishedBytes
  /// Layers on a card with rows of four tokens.
  case fineLayersOnCard
  /// Rows of 128 tokens for each slot in a layer.
  case coarseCells
  /// Bytes of the rows of 128 tokens that are not finished, for each slot in a layer.
  case coarseUnfinishedBytes
  /// Layers on a card with rows of 128 tokens.
  case coarseLayersOnCard
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
  /// Units of a card that run kernels side by side.
  case computeUnits
  /// Highest stated clock of a card.
  case boostClock
  /// Fraction of the bandwidth that reading weights can reach.
  case weightEfficiency
  /// Fraction of the bandwidth left where the processor shares the memory.
  case sharedMemoryFactor
  /// Bytes that kernels take in for each clock and unit.
  case kernelBytesPerClock
  /// The same of the format, relative to that.
  case kernelFactor
  /// Rate at which weights are read.
  case weightRate
  /// Bytes of experts that are read, relative to those in use.
  case expertReadFactor
  /// Fraction of the bandwidth that reading the cache can reach.
  case cacheEfficiency
  /// Query heads that share a key head.
  case queriesPerKey
  /// Bytes of cache that a query head takes in for each clock and unit.
  case cacheBytesPerClock
  /// Rate at which the cache is read.
  case cacheRate
  /// Time of a layer beside reading.
  case layerTime
  /// The same of a model with experts, relative to that.
  case expertLayerFactor
  /// Bytes of weights read for a token.
  case bytesReadPerToken
  /// Bytes of cache read for a token.
  case cacheReadPerToken
  /// Bytes of a cache of 16 bits that takes as long to read as a packed one.
  case packedCacheRead
  /// How many times as long a packed cache may take to be read, at worst.
  case slowestPackedCache
  /// Time by which unpacking the cache may make a token slower.
  case unpackingTime
  /// Time that reading weights takes.
  case weightTime
  /// Time that reading the cache takes.
  case cacheTime
  /// Time of all layers beside reading.
  case layersTime
  /// Time for which a token passes from one card to the next.
  case hopTime
  /// Time of all passes.
  case hopsTime
  /// Bandwidth of the processor's memory.
  case hostBandwidth
  /// Fast cores of the processor.
  case fastCores
  /// Fraction of its bandwidth that the processor reaches.
  case hostEfficiency
  /// Rate at which a fast core takes in bytes.
  case coreRate
  /// Fraction of the bandwidth of several sockets that is left.
  case socketFactor
  /// Bytes of cache in host memory that are read for a token.
  case hostCacheRead
  /// Layers in host memory.
  case hostLayers
  /// Time of such a layer beside reading.
  case hostLayerTime
  /// Time of what is in host memory.
  case hostTime
  /// Bytes of weights outside of routed experts that are read on a card for a token.
  case cardDenseRead
  /// Bytes of routed experts that are read on a card for a token.
  case cardExpertsRead
  /// Bytes of cache that are read on a card for a token.
  case cardCacheRead
  /// Measured by predicted rate of a card.
  case cardFactor
  /// Time of a token.
  case tokenTime
  /// What the rate is divided by and multiplied with for the range.
  case rateWidth
  /// Tokens per second if every byte moved at the full bandwidth.
  case roof
  /// Tokens per second.
  case decodeRate

  // Decode of several streams.
  /// Rate at which memory gives weights.
  case memoryRate
  /// Rate at which kernels for vectors take in weights.
  case kernelRate
  /// By how much such kernels take longer for each further stream.
  case batchGrowth
  /// Weights that pass through a unit for each clock where matrix units multiply.
  case batchWeightsPerClock
  /// Streams up to which packed weights go to kernels for vectors.
  case vectorStreams
  /// Share of the experts that texts of one kind choose between.
  case chosenExperts
  /// Share of the experts that all streams use between them.
  case touchedShare
  /// Bytes of weights outside of experts, on a card.
  case stepDenseBytes
  /// Bytes of all experts, on a card.
  case stepExpertBytes
  /// Parameters outside of experts, on a card.
  case stepDenseParameters
  /// Parameters of all experts, on a card.
  case stepExpertParameters
  /// Time in which memory gives the weights of a step.
  case stepMemoryTime
  /// Time of the products by kernels for vectors.
  case vectorTime
  /// Time of the products by the matrix units.
  case matrixTime
  /// Time of the products by the kernels that are taken.
  case productTime
  /// Time of the weights of a step.
  case streamsWeightTime
  /// Time of reading the caches of all streams.
  case streamsCacheTime
  /// Time of a step on a card.
  case stepOnCard
  /// Time of a step: each stream gets a token.
  case stepTime
  /// Tokens per second of all streams together.
  case streamsRate
  /// Tokens per second of each stream.
  case eachRate

  // Prefill.
  /// Tokens of the prompt.
  case promptTokens
  /// Micro-batches of the prompt.
  case chunks
  /// Parameters of the layers that a token uses.
  case activeLayerParameters
  /// Tokens of a tile of experts.
  case expertTileTokens
  /// Operations of the weights.
  case operations
  /// Rate of the matrix units.
  case matrixRate
  /// Fraction of it that is reached.
  case matrixUtilisation
  /// The share of a device's matrix rate that instructions of one warp reach.
  case singleWarpShare
  /// The same of Hopper, for a device whose matrix units outdo Hopper's.
  case hopperWarpShare
  /// Operations of Hopper's matrix units for each unit and clock.
  case hopperOperations
  /// The same of the format, relative to that.
  case matrixFactor
  /// Power of the board.
  case boardPower
  /// Operations for each watt.
  case powerEfficiency
  /// Rate of the products.
  case computeRate
  /// Time of the products.
  case computeTime
  /// Bytes of weights read over all micro-batches.
  case prefillBytes
  /// Time that reading weights takes in prefill.
  case prefillReadTime
  /// Operations of attention.
  case attentionOperations
  /// Fraction of the rate of the matrix units that attention reaches.
  case attentionUtilisation
  /// Time of attention.
  case attentionTime
  /// Time of layers beside, in prefill.
  case prefillLayersTime
  /// What is left of the time where cards work on successive micro-batches.
  case pipelineShare
  /// Measured by predicted rate of a card in prefill.
  case prefillFactor
  /// Time of the prompt.
  case prefillTime
  /// What the rate is divided by and multiplied with for the range.
  case prefillWidth
  /// Tokens of the prompt per second at the full rate of the matrix units.
  case prefillRoof
  /// Tokens of the prompt per second.
  case prefillRate

  // Other runtimes.
  /// Bytes of models that are loaded beside, on a card.
  case addedWeights
  /// Bytes of their caches.
  case addedCache
  /// Bytes alive at once while a batch is computed.
  case activations
  /// Bytes of the matrix library's workspace.
  case workspace
  /// Bytes of CUDA graphs.
  case graphs
  /// Bytes of the communication between cards.
  case communication
  /// Bytes that the allocator holds and cannot use.
  case fragmentation
  /// The least bytes to expect on a card.
  case needLow
  /// The most bytes to expect on a card.
  case needHigh
  /// Share of a card that vLLM takes.
  case utilisation
  /// Bytes that the program lets itself take of a card.
  case runtimeLimit
  /// Bytes of experts in use that are read for a token.
  case expertsReadPerToken
  /// What a layer takes longer where kernels unpack weights.
  case unpackTime
  /// What a sum over cards takes, whatever its size.
  case reduceWait
  /// Rate at which sums pass from card to card.
  case reduceRate
  /// Time of adding up results over the cards.
  case reduceTime
  /// Time of the scheduler for a token.
  case schedulerTime

  // Beside the model.
  /// Bytes of a draft model on a card, or on all together.
  case draftOnCard
  /// Bytes of a projector on a card.
  case projectorOnCard
  /// Bytes of a draft model in host memory.
  case draftInHost

  // Weights that host memory cannot hold, and loading.
  /// Bytes of host memory.
  case hostMemory
  /// Bytes of it that system and program take.
  case hostReserve
  /// Bytes of weights in host memory.
  case hostWeights
  /// Bytes of cache and buffers in host memory.
  case hostOthers
  /// Share of the weights in host memory that cannot be in it at any time.
  case missingShare
  /// Bytes of weights in host memory that are read for a token.
  case hostRead
  /// Rate at which the disk reads.
  case diskRate
  /// Time that the disk takes for all weights in host memory that a token reads.
  case diskTime
  /// Bytes of all files that are loaded.
  case loadedBytes
  /// Time that the disk takes for them.
  case diskLoadTime
  /// Bytes that pass to cards.
  case loadedOnCards
  /// Rate of a card's bus.
  case linkRate
  /// Time that passing to cards takes.
  case linkTime
  /// Time until the model is loaded.
  case loadTime
}
