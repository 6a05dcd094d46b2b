/// The sizes of what attention to one kind of cache reads beside keys and values.
struct CacheSizes {
  /// Cells that each token attends to.
  let cells: Int64
  /// Bytes of the attention mask: 16 bits with flash attention, else 32.
  let mask: Int64
  /// Bytes of the places of keys in the cache.
  let keyPlaces: Int64
  /// Bytes of the places of values: for each row or, stored across, for each element; `nil` where
  /// values are part of the cached keys.
  let valuePlaces: Int64?
  /// Bytes of the matrix that a block cache rotates keys and queries with, or `nil`.
  let keyRotation: Int64?
  /// Bytes of the matrix that a block cache rotates values with, or `nil`.
  let valueRotation: Int64?

  init(_ model: LanguageModel, _ settings: LoadSettings, layer: Int, cells: Int64) {
    let tokens = settings.graphTokens
    let heads = model.heads(inLayer: layer)
    self.cells = cells
    mask = (settings.flashAttention ? 2 : 4) * tokens * cells
    keyPlaces = 8 * tokens
    if model.cachedLatent != nil {
      keyRotation = nil
      valuePlaces = nil
      valueRotation = nil
    } else {
      keyRotation = settings.cacheTypeK.isQuantized ? Self.keyRotation(heads.keySize) : nil
      valuePlaces = 8 * tokens * (settings.flashAttention ? 1 : model.widestValues)
      let rotates = settings.cacheTypeV.isQuantized && heads.valueSize % 64 == 0
      valueRotation = rotates ? 4 * 64 * 64 : nil
    }
  }

  /// The side of the matrix is the largest power of two from 64 on that divides the head.
  static func keyRotation(_ size: Int64) -> Int64? {
    guard size % 64 == 0 else { return nil }
    var side: Int64 = 64
    while size % (2 * side) == 0 { side *= 2 }
    return 4 * side * side
  }

  /// Bytes of all of them, each padded to the alignment.
  var inputBytes: Int64 {
    BufferArena.padded(mask) + BufferArena.padded(keyPlaces) + BufferArena.padded(valuePlaces ?? 0)
      + BufferArena.padded(keyRotation ?? 0) + BufferArena.padded(valueRotation ?? 0)
  }
}
