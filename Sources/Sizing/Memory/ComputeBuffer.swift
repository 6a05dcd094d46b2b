/// The working buffers that llama.cpp reserves for a prefill micro-batch, in bytes.
///
/// Found by assigning the operators of the forward pass to devices as its scheduler does and placing
/// their results as ggml's allocator does. They do not depend on the mix when all is on cards.
package struct ComputeBuffer: Sendable, Equatable {
  /// What makes up the buffer of a card.
  package struct Parts: Sendable, Equatable {
    /// Results alive at once in a block, holes between them included, in 32-bit elements for each
    /// token (symbol `w`). Copies of weights from host memory count too.
    package let liveWidth: Int64
    /// Bytes of one copy of the inputs beside the residual stream: attention mask, positions,
    /// places in the cache.
    package let inputBytes: Int64
    /// Bytes of one copy of what other devices hand on: the residual stream, and what a norm made
    /// of it where the card before ends behind one. Zero where nothing is held several times.
    package let handedBytes: Int64
  }

  /// On each card, in order.
  package let cards: [Int64]
  /// The parts of each of them.
  package let parts: [Parts]
  /// In host memory.
  package let host: Int64
  /// The card that computes the logits, or `nil` where the host does: the card of the output matrix,
  /// or the first one, where that is in host memory and copied for many rows.
  package let logitCard: Int?
  /// Bytes up to the end of the logits, without what arrives on one of several cards: the logits,
  /// the rows they are made from, and holes in front of them.
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
    let layout = Self.layout(prepared, settings, placement, followedLayers: followedLayers)
    let copies = placement.isPipelined ? Self.pipelineCopies : 1
    cards = layout.bytes[..<placement.host].map { $0.here }
    host = layout.bytes[placement.host].here
    var parts: [Parts] = []
    for card in 0..<placement.host {
      let inputs = layout.inputBytes[card].here
      // What arrives for one micro-batch alone is freed when it was read.
      let handed = copies == 1 ? 0 : layout.handedBytes[card].here
      let arrives = copies * (inputs + handed)
      parts.append(
        Parts(
          liveWidth: max(0, layout.blockBytes[card].here - arrives) / (4 * settings.graphTokens),
          inputBytes: inputs, handedBytes: handed))
    }
    self.parts = parts
    logitCard = layout.headDevice < placement.host ? layout.headDevice : nil
    guard copies > 1 else {
      logitBytes = layout.headBytes.here
      return
    }
    let last = parts[layout.headDevice]
    logitBytes = max(0, layout.headBytes.here - copies * (last.inputBytes + last.handedBytes))
  }

  /// The buffers of a layout on one card, which holds everything but the input embedding.
  init(_ layout: OneCardLayout, _ settings: LoadSettings) {
    cards = [layout.card]
    host = layout.host
    parts = [
      Parts(
        liveWidth: max(0, layout.blocks - layout.inputs) / (4 * settings.graphTokens),
        inputBytes: layout.inputs, handedBytes: 0)
    ]
    logitCard = 0
    logitBytes = layout.head
  }

  private static func layout(
    _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement,
    followedLayers: Int
  ) -> BufferLayout {
    var followed = followedLayers
    while true {
      let layout = BufferLayout(
        Occupancy(prepared, settings, placement, followedLayers: followed))
      if layout.repeatsSoundly || followed >= prepared.model.layers { return layout }
      followed = Occupancy.more(than: followed)
    }
  }
}

extension Occupancy {
  /// Finds when what a pass computes takes and leaves room, of each kind of layers at most so many
  /// followed one by one.
  init(
    _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement,
    followedLayers: Int
  ) {
    let graph = PassGraph.operators(
      GraphSizes(prepared, settings), placement, followed: followedLayers)
    let copies = placement.isPipelined ? ComputeBuffer.pipelineCopies : 1
    self = Schedule(graph, cards: placement.host).occupancy(pipelineCopies: copies)
  }

  /// How many layers to follow where so many were not enough.
  static func more(than followedLayers: Int) -> Int { max(2 * followedLayers, 12) }
}
