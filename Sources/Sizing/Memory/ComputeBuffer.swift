/// The working buffers that llama.cpp reserves for a prefill micro-batch, in bytes.
///
/// Found by assigning the operators of the forward pass to devices as its scheduler does and placing
/// their results as ggml's allocator does. They do not depend on the mix when all is on cards.
package struct ComputeBuffer: Sendable, Equatable {
  /// On each card, in order.
  package let cards: [Int64]
  /// In host memory.
  package let host: Int64
  /// Results alive at once in a block of the first card, holes between them included, in 32-bit
  /// elements for each token (symbol `w`). Copies of weights from host memory count too.
  package let liveWidth: Int64
  /// Bytes of one copy of the first card's inputs beside the residual stream: attention mask,
  /// positions, places in the cache.
  package let inputBytes: Int64
  /// Bytes up to the end of the logits, without the inputs of several cards: the logits, the rows
  /// they are made from, and holes in front of them.
  package let logitBytes: Int64

  /// Copies of each input when several cards work on successive micro-batches at once.
  package static let pipelineCopies: Int64 = 4

  /// Lays out the buffers of a model over cards and host.
  ///
  /// - Parameters:
  ///   - prepared: The model and the bytes of its tensors.
  ///   - settings: How it is loaded.
  ///   - placement: Which device holds what.
  ///   - followedLayers: The most layers of one kind that are followed one by one, when that is
  ///     enough. Layers of a kind place their results alike from the second on, alternating at most
  ///     between two places of the stream; so the rest, an even number, is left out, and all are
  ///     followed where that does not hold.
  package init(
    _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement,
    followedLayers: Int = 6
  ) {
    let sizes = GraphSizes(prepared, settings)
    let copies = placement.isPipelined ? Self.pipelineCopies : 1
    var followed = followedLayers
    var layout = Schedule.Layout()
    while !layout.repeatsSoundly {
      let graph = PassGraph.operators(sizes, placement, followed: followed)
      layout = Schedule(graph, cards: placement.host).layout(pipelineCopies: copies)
      guard followed < prepared.model.layers else { break }
      followed = max(2 * followed, 12)
    }
    cards = Array(layout.bytes[..<placement.host])
    host = layout.bytes[placement.host]
    let first = placement.cards[0]
    let inputs = Self.inputBytes(sizes, first, holdsOutput: placement.outputHome == 0)
    inputBytes = inputs
    let tokenBytes = 4 * sizes.tokens
    if copies == 1 {
      liveWidth = max(0, layout.blockBytes[0] - inputs) / tokenBytes
      logitBytes = layout.headBytes
    } else {
      liveWidth = max(0, layout.blockBytes[0] - copies * (inputs + sizes.stream)) / tokenBytes
      let streams: Int64 = prepared.model.block.hasAttentionNorm ? 2 : 1
      let last = Self.inputBytes(
        sizes, placement.cards[placement.outputHome], holdsOutput: true)
      logitBytes = max(0, layout.headBytes - copies * (last + streams * sizes.stream))
    }
  }

  private static func inputBytes(
    _ sizes: GraphSizes, _ layers: Range<Int>, holdsOutput: Bool
  ) -> Int64 {
    let contents = sizes.contents(of: layers)
    return sizes.inputBytes(contents.parts, seesAll: contents.seesAll, holdsOutput: holdsOutput)
  }
}
