/// What the sizes in a forward pass of a micro-batch depend on, beside the model.
struct GraphSizes {
  let model: LanguageModel
  let settings: LoadSettings
  /// Tokens that are computed at once.
  let tokens: Int64
  /// Cells that each token attends to.
  let cells: Int64
  /// Rows of logits.
  let rows: Int64

  init(_ model: LanguageModel, _ settings: LoadSettings) {
    self.model = model
    self.settings = settings
    tokens = settings.graphTokens
    cells = settings.cellsPerSlot
    rows = settings.logitRows
  }

  /// Bytes of a 32-bit result of a width for each token.
  func bytes(_ width: Int64) -> Int64 { 4 * tokens * width }

  /// Bytes of the residual stream.
  var stream: Int64 { bytes(model.hiddenSize) }

  /// Bytes of the attention mask: 16 bits with flash attention, else 32.
  var mask: Int64 { (settings.flashAttention ? 2 : 4) * tokens * cells }

  /// Bytes of the positions.
  var positions: Int64 { 4 * tokens }

  /// Bytes of the places of keys in the cache.
  var keyPlaces: Int64 { 8 * tokens }

  /// Bytes of the places of values: for each row or, stored across, for each element.
  var valuePlaces: Int64 { 8 * tokens * (settings.flashAttention ? 1 : model.valueWidth) }

  /// Bytes of the numbers of the rows whose logits are kept.
  var rowNumbers: Int64 { 4 * rows }

  /// Bytes of the matrix that a block cache rotates keys and queries with, or `nil`.
  ///
  /// Its side is the largest power of two from 64 on that divides the head.
  var keyRotation: Int64? {
    guard settings.cacheTypeK.isQuantized, model.keyHeadSize % 64 == 0 else { return nil }
    var side: Int64 = 64
    while model.keyHeadSize % (2 * side) == 0 { side *= 2 }
    return 4 * side * side
  }

  /// Bytes of the matrix that a block cache rotates values with, or `nil`; its side is 64.
  var valueRotation: Int64? {
    guard settings.cacheTypeV.isQuantized, model.valueHeadSize % 64 == 0 else { return nil }
    return 4 * 64 * 64
  }

  /// Bytes of all inputs on a card but the residual stream, each padded to the alignment.
  ///
  /// - Parameter holdsOutput: Whether the card makes the logits.
  /// - Returns: Bytes of one copy.
  func inputBytes(holdsOutput: Bool) -> Int64 {
    var bytes = BufferArena.padded(mask) + BufferArena.padded(positions)
    bytes += BufferArena.padded(keyPlaces) + BufferArena.padded(valuePlaces)
    bytes += BufferArena.padded(keyRotation ?? 0) + BufferArena.padded(valueRotation ?? 0)
    if holdsOutput { bytes += BufferArena.padded(rowNumbers) }
    return bytes
  }
}
