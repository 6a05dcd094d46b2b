extension LanguageModel {
  /// Bytes of the KV cache that one layer of plain heads holds for one cell.
  ///
  /// `K · (d_k · b_K + d_v · b_V)`; a row of all heads is stored in the cache type's blocks. With
  /// latent attention: the compressed row and the part with the position, once, in the keys' format.
  package func cacheBytesPerCell(_ settings: LoadSettings) -> Int64 {
    if let latent { return settings.cacheTypeK.bytes(ofRow: latent.cachedWidth) }
    return cacheBytesPerCell(
      HeadShape(
        queryHeads: queryHeads, kvHeads: kvHeads, keySize: keyHeadSize, valueSize: valueHeadSize),
      settings)
  }

  /// Bytes of one cell in a layer.
  package func cacheBytesPerCell(inLayer layer: Int, _ settings: LoadSettings) -> Int64 {
    guard let latent else { return cacheBytesPerCell(heads(inLayer: layer), settings) }
    let row = cacheBytesPerCell(settings)
    guard let indexer = latent.indexer, indexer.serves(layer: layer) else { return row }
    return row + settings.cacheTypeK.bytes(ofRow: indexer.keySize)
  }

  /// Cells that a layer with a window holds for each slot.
  ///
  /// The window and a micro-batch, rounded up to 256; never more than other layers hold.
  package func windowCellsPerSlot(_ settings: LoadSettings) -> Int64 {
    guard let window else { return settings.cellsPerSlot }
    let batch = min(settings.microBatch, settings.contextTokens)
    return min(settings.cellsPerSlot, (window.tokens + batch + 255) / 256 * 256)
  }

  /// Bytes of cache and state that a layer holds over all slots.
  package func cacheBytes(inLayer layer: Int, _ settings: LoadSettings) -> Int64 {
    let parts = parts(ofLayer: layer)
    var bytes: Int64 = 0
    if parts.contains(.attention), !parts.contains(.borrowedCache) {
      let cells =
        parts.contains(.window) ? windowCellsPerSlot(settings) : settings.cellsPerSlot
      bytes = cells * settings.slots * cacheBytesPerCell(inLayer: layer, settings)
    }
    if let recurrence, parts.contains(.recurrence) {
      bytes += recurrence.bytesPerSequence * settings.slots
    }
    return bytes
  }

  /// Bytes of cache and state that one token of a stream reads, with so many tokens before it.
  func cacheBytesRead(_ tokens: Int64, _ settings: LoadSettings) -> Double {
    if hasEqualCaches, recurrence == nil {
      return Double(cacheBytesPerCell(inLayer: 0, settings)) * Double(tokens) * Double(layers)
    }
    var bytes = 0.0
    for layer in 0..<layers {
      let parts = parts(ofLayer: layer)
      if parts.contains(.attention) {
        let seen = parts.contains(.window) ? min(tokens, window?.tokens ?? tokens) : tokens
        bytes += Double(cacheBytesPerCell(inLayer: layer, settings)) * Double(seen)
      }
      if let recurrence, parts.contains(.recurrence) {
        bytes += Double(recurrence.bytesPerSequence)
      }
    }
    return bytes
  }

  /// Bytes of one cell of so many heads.
  func cacheBytesPerCell(_ heads: HeadShape, _ settings: LoadSettings) -> Int64 {
    let values = settings.flashAttention ? heads.valueWidth : widestValues
    return settings.cacheTypeK.bytes(ofRow: heads.keyWidth)
      + settings.cacheTypeV.bytes(ofRow: values)
  }

  /// Width of all values of the layer that has the most.
  ///
  /// Without flash attention values are stored across, and llama.cpp gives each layer so many rows.
  var widestValues: Int64 {
    let full = (window?.fullKVHeads ?? kvHeads) * (window?.fullHeadSize ?? valueHeadSize)
    return max(valueWidth, full)
  }
}
