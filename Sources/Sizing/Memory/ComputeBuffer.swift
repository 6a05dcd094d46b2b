/// The working buffers that llama.cpp reserves for a prefill micro-batch, in bytes.
package struct ComputeBuffer: Sendable, Equatable {
  /// On the first card, or the only one.
  package let firstCard: Int64
  /// On each further card.
  package let furtherCard: Int64
  /// On the last of several cards, which also makes the logits.
  package let lastCard: Int64
  /// In host memory.
  package let host: Int64
  /// Results alive at once in a block, per token, in elements (symbol `w`).
  package let liveWidth: Int64
  /// Bytes of one copy of a card's inputs: attention mask, positions, places in the cache.
  package let inputBytes: Int64
  /// Bytes of logits with the row they are made from.
  package let logitBytes: Int64

  /// Copies of each input when several cards work on successive micro-batches at once.
  package static let pipelineCopies: Int64 = 4

  /// Lays out the buffers of a model over a number of cards that hold every layer.
  init(_ model: LanguageModel, _ settings: LoadSettings, cardCount: Int) {
    let tokens = settings.graphTokens
    let cells = settings.cellsPerSlot
    let stream = 4 * tokens * model.hiddenSize
    let maskElement: Int64 = settings.flashAttention ? 2 : 4
    let valuePlaces = settings.flashAttention ? 1 : model.valueWidth
    let mask = maskElement * tokens * cells
    let places = 8 * tokens + 8 * tokens * valuePlaces
    let tokenBytes = 4 * tokens
    let rotation = Self.rotationBytes(model, settings)
    let inputs = mask + places + 4 * tokens + 4 * settings.logitRows + rotation

    var width = model.liveWidth(settings)
    if !settings.flashAttention {
      width = max(width, model.queryHeads * cells + model.liveWidthBesideScores(settings))
    }
    let layer = 4 * tokens * width
    let logits = 4 * settings.logitRows * (model.vocabularySize + model.hiddenSize)
    liveWidth = width
    inputBytes = inputs
    logitBytes = logits
    if cardCount == 1 {
      firstCard = max(layer + inputs, logits)
      furtherCard = 0
      lastCard = firstCard
      host = 2 * stream + inputs + tokenBytes
    } else {
      let copies = Self.pipelineCopies
      firstCard = layer + copies * (inputs + stream)
      furtherCard = firstCard + copies * stream
      lastCard = max(furtherCard, copies * (inputs + 2 * stream) + logits)
      host = copies * (inputs + stream) + stream + tokenBytes
    }
  }

  /// Bytes of the rotations that a block cache turns keys, queries and values by.
  ///
  /// A square matrix for keys with the largest power of two that divides the head; 64 for values.
  private static func rotationBytes(_ model: LanguageModel, _ settings: LoadSettings) -> Int64 {
    var bytes: Int64 = 0
    if settings.cacheTypeK.isQuantized {
      var side: Int64 = 64
      while model.keyHeadSize % (2 * side) == 0 { side *= 2 }
      if model.keyHeadSize % side == 0 { bytes += 4 * side * side }
    }
    if settings.cacheTypeV.isQuantized, model.valueHeadSize % 64 == 0 { bytes += 4 * 64 * 64 }
    return bytes
  }
}
