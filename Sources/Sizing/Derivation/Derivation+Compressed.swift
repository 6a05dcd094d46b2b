extension Derivation {
  /// Adds the rows that attention to a window and to compressed rows caches for each slot.
  mutating func addRows(
    _ shape: CompressedAttention, _ model: LanguageModel, _ settings: LoadSettings
  ) {
    let head = input(.keyHeadSize, Double(model.keyHeadSize), .elements, .modelShape)
    let row = model.cacheBytesPerCell(settings)
    add(.windowBytesPerCell, Double(row), .bytes, .sharedRowBytes, .cacheLayout, [head])
    let cells = operands([.cellsPerSlot])
    if shape.layers.contains(.fine) {
      let size = input(.indexerKeySize, Double(shape.indexer.keySize), .elements, .modelShape)
      add(
        .fineCells, Double(model.compressedCells(.fine, settings)), .tokens, .fineCells,
        .cacheLayout, cells)
      let both = row + settings.cacheTypeK.bytes(ofRow: shape.indexer.keySize)
      add(.fineBytesPerCell, Double(both), .bytes, .fineBytesPerCell, .cacheLayout, [head, size])
      input(
        .fineUnfinishedBytes, Double(model.unfinishedBytes(.fine, shape)), .bytes, .cacheLayout)
    }
    if shape.layers.contains(.coarse) {
      add(
        .coarseCells, Double(model.compressedCells(.coarse, settings)), .tokens, .coarseCells,
        .cacheLayout, cells)
      input(
        .coarseUnfinishedBytes, Double(model.unfinishedBytes(.coarse, shape)), .bytes, .cacheLayout)
    }
  }

  /// Adds the cache of a card with layers of such attention.
  mutating func addCardRows(
    _ shape: CompressedAttention, _ index: Int, _ ledger: CardLedger
  ) -> Int {
    let layers = shape.layers[ledger.layers]
    let counts = [
      input(.windowLayersOnCard, Double(layers.count), .count, .layerSplit, card: index),
      input(
        .fineLayersOnCard, Double(layers.count { $0 == .fine }), .count, .layerSplit, card: index),
      input(
        .coarseLayersOnCard, Double(layers.count { $0 == .coarse }), .count, .layerSplit,
        card: index),
    ]
    let parts = operands([
      .slots, .windowCells, .windowBytesPerCell, .fineCells, .fineBytesPerCell,
      .fineUnfinishedBytes, .coarseCells, .coarseUnfinishedBytes,
    ])
    return add(
      .cacheOnCard, Double(ledger.cache), .bytes, .compressedCache, .cacheLayout, card: index,
      parts + counts)
  }
}
