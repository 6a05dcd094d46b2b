/// What the sizes in a forward pass of a micro-batch depend on.
struct GraphSizes {
  /// The bytes of each matrix.
  let prepared: PreparedModel
  let settings: LoadSettings
  /// Tokens that are computed at once.
  let tokens: Int64
  /// Rows of logits.
  let rows: Int64
  /// Sequences in a micro-batch.
  let slots: Int64
  /// The cache that grows with the context.
  let full: CacheSizes
  /// The cache of layers that see a window.
  let windowed: CacheSizes

  init(_ prepared: PreparedModel, _ settings: LoadSettings) {
    self.prepared = prepared
    self.settings = settings
    let model = prepared.model
    tokens = settings.graphTokens
    rows = settings.logitRows
    slots = min(settings.slots, settings.graphTokens)
    let seesAll = model.window?.firstFullLayer ?? 0
    full = CacheSizes(model, settings, layer: seesAll, cells: settings.cellsPerSlot)
    windowed = CacheSizes(model, settings, layer: 0, cells: model.windowCellsPerSlot(settings))
  }

  var model: LanguageModel { prepared.model }

  /// Bytes of a 32-bit result of a width for each token.
  func bytes(_ width: Int64) -> Int64 { 4 * tokens * width }

  /// Bytes of the residual stream.
  var stream: Int64 { bytes(model.hiddenSize) }

  /// Bytes of what layers get from an embedding of their own, for all layers.
  var perLayerInputs: Int64 { bytes(model.perLayerSize * Int64(model.layers)) }

  /// Bytes of the positions: one number for each token, or four.
  var positions: Int64 { (model.block.hasFourfoldPositions ? 16 : 4) * tokens }

  /// Bytes of the numbers of the tokens that an indexer chooses for each token.
  func chosen(by indexer: SparseIndexer) -> Int64 { bytes(min(indexer.chosen, full.cells)) }

  /// Bytes of an indexer's mask, which is always in 16 bits.
  var indexerMask: Int64 { 2 * tokens * full.cells }

  /// Whether layers with these parts turn queries and keys by position.
  func turnsHeads(_ parts: LayerParts) -> Bool {
    parts.contains(.attention) && !model.block.hasNoPositions
  }

  /// Bytes of the numbers of the rows whose logits are kept.
  var rowNumbers: Int64 { 4 * rows }

  /// Bytes of the numbers of the states that sequences start from.
  var stateNumbers: Int64 { 4 * slots }

  /// The parts of some layers together, and whether one of them sees the whole context.
  func contents(of layers: Range<Int>) -> (parts: LayerParts, seesAll: Bool) {
    var parts: LayerParts = []
    var seesAll = false
    for layer in layers {
      let own = model.parts(ofLayer: layer)
      parts.formUnion(own)
      if own.contains(.attention), !own.contains(.window) { seesAll = true }
    }
    return (parts, seesAll)
  }
}
