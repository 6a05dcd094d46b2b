/// The working buffers that llama.cpp reserves for a prefill micro-batch, in bytes.
///
/// Found by laying out the forward pass of each card as ggml's allocator does.
package struct ComputeBuffer: Sendable, Equatable {
  /// On each card, in order.
  package let cards: [Int64]
  /// In host memory.
  package let host: Int64
  /// Results alive at once in a block of the first card, holes between them included, in 32-bit
  /// elements for each token (symbol `w`).
  package let liveWidth: Int64
  /// Bytes of one copy of a card's inputs beside the residual stream: attention mask, positions,
  /// places in the cache.
  package let inputBytes: Int64
  /// Bytes up to the end of the logits, without the inputs of several cards: the logits, the rows
  /// they are made from, and holes in front of them.
  package let logitBytes: Int64

  /// Copies of each input when several cards work on successive micro-batches at once.
  package static let pipelineCopies: Int64 = 4

  /// Lays out the buffers of a model over cards that together hold every layer.
  ///
  /// - Parameters:
  ///   - model: The model.
  ///   - settings: How it is loaded.
  ///   - layers: The layers of each card; the last card makes the logits too.
  ///   - followedLayers: The most layers of one kind that are followed one by one on a card. Layers
  ///     of a kind place their results alike from the second on, alternating at most between two
  ///     places of the stream; so the rest, an even number, is left out.
  package init(
    _ model: LanguageModel, _ settings: LoadSettings, layers: [Range<Int>],
    followedLayers: Int = 6
  ) {
    let sizes = GraphSizes(model, settings)
    let copies = layers.count > 1 ? Self.pipelineCopies : 1
    var bytes: [Int64] = []
    bytes.reserveCapacity(layers.count)
    var first = WorkingGraph.Layout()
    var last = WorkingGraph.Layout()
    for index in layers.indices {
      if Self.isLikeItsPredecessor(index, layers, model) {
        bytes.append(bytes[index - 1])
        continue
      }
      last = CardGraph.layout(
        sizes, layers: layers[index], isFirst: index == 0, isLast: index == layers.count - 1,
        copies: copies, followed: followedLayers)
      if index == 0 { first = last }
      bytes.append(last.bytes)
    }
    let inputs = Self.inputBytes(sizes, layers[0], holdsOutput: layers.count == 1)
    let hostInputs = Self.inputBytes(sizes, 0..<model.layers, holdsOutput: true)
    let lastInputs = Self.inputBytes(sizes, layers[layers.count - 1], holdsOutput: true)
    let tokenBytes = 4 * sizes.tokens
    cards = bytes
    inputBytes = inputs
    if layers.count == 1 {
      liveWidth = max(0, first.blockBytes - inputs) / tokenBytes
      logitBytes = first.headBytes
      host = 2 * sizes.stream + hostInputs + tokenBytes
    } else {
      liveWidth = max(0, first.blockBytes - copies * (inputs + sizes.stream)) / tokenBytes
      let streams: Int64 = model.block.hasAttentionNorm ? 2 : 1
      logitBytes = max(0, last.headBytes - copies * (lastInputs + streams * sizes.stream))
      host = copies * (hostInputs + sizes.stream + tokenBytes) + sizes.stream
    }
  }

  private static func inputBytes(
    _ sizes: GraphSizes, _ layers: Range<Int>, holdsOutput: Bool
  ) -> Int64 {
    let contents = sizes.contents(of: layers)
    return sizes.inputBytes(contents.parts, seesAll: contents.seesAll, holdsOutput: holdsOutput)
  }

  /// Whether a card stands between others and takes as much as the one before it.
  private static func isLikeItsPredecessor(
    _ index: Int, _ layers: [Range<Int>], _ model: LanguageModel
  ) -> Bool {
    guard model.hasLayersOfOneKind, index >= 2, index < layers.count - 1 else { return false }
    let (here, before) = (layers[index], layers[index - 1])
    let dense = model.experts?.leadingDenseLayers ?? 0
    return here.count % 2 == before.count % 2 && min(here.count, before.count) > 6
      && before.lowerBound >= dense
  }
}
