extension LanguageModel {
  /// Bytes of the KV cache that one layer of plain heads holds for one cell.
  ///
  /// `K · (d_k · b_K + d_v · b_V)`; a row of all heads is stored in the cache type's blocks. With
  /// latent attention: the compressed row and the part with the position, once, in the keys' format.
  package func cacheBytesPerCell(_ settings: LoadSettings) -> Int64 {
    if let latent = cachedLatent { return settings.cacheTypeK.bytes(ofRow: latent.cachedWidth) }
    if architecture.hasCompressedAttention { return settings.cacheTypeK.bytes(ofRow: keyHeadSize) }
    return cacheBytesPerCell(
      HeadShape(
        queryHeads: queryHeads, kvHeads: kvHeads, keySize: keyHeadSize, valueSize: valueHeadSize),
      settings)
  }

  /// Bytes of one cell in a layer.
  package func cacheBytesPerCell(inLayer layer: Int, _ settings: LoadSettings) -> Int64 {
    if architecture.hasCompressedAttention { return cacheBytesPerCell(settings) }
    guard let latent = cachedLatent else {
      return cacheBytesPerCell(heads(inLayer: layer), settings)
    }
    let row = cacheBytesPerCell(settings)
    guard let indexer = latent.indexer, indexer.serves(layer: layer) else { return row }
    return row + settings.cacheTypeK.bytes(ofRow: indexer.keySize)
  }

  /// Cells that a layer with a window holds for each slot.
  ///
  /// The window and a micro-batch, rounded up to 256; never more than other layers hold.
  package func windowCellsPerSlot(_ settings: LoadSettings) -> Int64 {
    min(settings.cellsPerSlot, windowCells(settings))
  }

  /// The same where the context is long enough.
  func windowCells(_ settings: LoadSettings) -> Int64 {
    guard let window else { return settings.cellsPerSlot }
    return (window.tokens + settings.batchTokens + 255) / 256 * 256
  }

  /// Bytes of cache and state that a layer holds over all slots.
  package func cacheBytes(inLayer layer: Int, _ settings: LoadSettings) -> Int64 {
    let parts = parts(ofLayer: layer)
    var bytes: Int64 = 0
    if parts.keepsCache {
      let cells =
        parts.contains(.window) ? windowCellsPerSlot(settings) : settings.cellsPerSlot
      bytes = cells * settings.slots * cacheBytesPerCell(inLayer: layer, settings)
      bytes += compressedCacheBytes(inLayer: layer, settings)
    }
    if !settings.flashAttention, architecture.canHaveUnlikeLayers, !parts.contains(.attention) {
      // Values that are stored across get the rows of the widest layer in every layer.
      let row = settings.cacheTypeV.bytes(ofRow: widestValues)
      bytes = settings.cellsPerSlot * settings.slots * row
    }
    if let recurrence, parts.contains(.recurrence) {
      bytes += recurrence.bytesPerSequence * settings.slots
    }
    return bytes
  }

  /// Bytes of cache and state of a layer that move for one token of a stream, with so many tokens
  /// before it: the cache is read, a state read and written.
  fileprivate func cacheBytesMoved(
    inLayer layer: Int, _ tokens: Int64, _ settings: LoadSettings
  ) -> Double {
    let parts = parts(ofLayer: layer)
    var bytes = 0.0
    if parts.contains(.attention) {
      let seen = parts.contains(.window) ? min(tokens, window?.tokens ?? tokens) : tokens
      bytes += Double(cacheBytesPerCell(inLayer: layer, settings)) * Double(seen)
    }
    if let recurrence, parts.contains(.recurrence) {
      bytes += 2 * Double(recurrence.bytesPerSequence)
    }
    return bytes
  }

  /// What decides how much a layer caches, as a number.
  private func cacheKind(ofLayer layer: Int) -> Int {
    var kind = Int(parts(ofLayer: layer).rawValue) << 2
    if let compressed { kind += Int(compressed.layers[layer].rawValue) << 10 }
    if window?.limits(layer: layer) ?? false { kind += 1 }
    if latent?.indexer?.serves(layer: layer) ?? false { kind += 2 }
    return kind
  }

  /// The kinds of layers by what they cache.
  func cacheKinds() -> [CacheKind] {
    var kinds: [CacheKind] = []
    var numbers: [Int] = []
    for layer in 0..<layers {
      let number = cacheKind(ofLayer: layer)
      let place = numbers.firstIndex(of: number) ?? numbers.count
      if place == numbers.count {
        numbers.append(number)
        kinds.append(CacheKind(layer: layer))
      }
      for index in kinds.indices {
        kinds[index].countBefore.append(kinds[index].countBefore[layer] + (index == place ? 1 : 0))
      }
    }
    return kinds
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

/// Layers that cache alike.
struct CacheKind: Sendable {
  /// The first of them.
  let layer: Int
  /// How many of them are among layers `0..<i`, for each `i` up to the number of layers.
  var countBefore: [Int]

  fileprivate init(layer: Int) {
    self.layer = layer
    countBefore = [Int](repeating: 0, count: layer + 1)
  }
}

extension PreparedModel {
  /// Bytes of cache and state of some layers.
  func cacheBytes(of layers: Range<Int>, _ settings: LoadSettings) -> Int64 {
    var bytes: Int64 = 0
    for kind in cacheKinds {
      let count = kind.countBefore[layers.upperBound] - kind.countBefore[layers.lowerBound]
      if count > 0 { bytes += Int64(count) * model.cacheBytes(inLayer: kind.layer, settings) }
    }
    return bytes
  }

  /// Bytes of cache and state that move for one token of a stream, with so many tokens before it.
  func cacheBytesMoved(_ tokens: Int64, _ settings: LoadSettings) -> Double {
    var bytes = 0.0
    for kind in cacheKinds {
      let count = Double(kind.countBefore[model.layers])
      bytes += count * model.cacheBytesMoved(inLayer: kind.layer, tokens, settings)
    }
    return bytes
  }
}
