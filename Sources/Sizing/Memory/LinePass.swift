/// The pass of a model on one card with sizes that are straight lines over the cells of the cache.
struct LinePass {
  /// Cells come in multiples of this many.
  static let step: Int64 = 256

  /// The cells for each slot between which no size has a bend, multiples of the step.
  let cells: ClosedRange<Int64>
  /// The most layers of one kind that are followed one by one.
  let followedLayers: Int
  private var map: PassMap

  /// Finds the pass around the cells of some settings, or `nil` where sizes are no lines.
  init?(
    _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement,
    followedLayers: Int = 6
  ) {
    cells = Self.range(around: prepared.model.bufferCells(settings), prepared.model, settings)
    self.followedLayers = followedLayers
    do throws(SettingsFault) {
      var occupancy = Occupancy(
        prepared, try settings.with(cellsPerSlot: cells.lowerBound, prepared.model), placement,
        followedLayers: followedLayers)
      if cells.lowerBound < cells.upperBound {
        let next = Occupancy(
          prepared, try settings.with(cellsPerSlot: cells.lowerBound + Self.step, prepared.model),
          placement, followedLayers: followedLayers)
        guard occupancy.drawLines(to: next) else { return nil }
      }
      occupancy.reach = 0...(cells.upperBound - cells.lowerBound) / Self.step
      occupancy.settleTakeOvers()
      map = PassMap(occupancy)
    } catch {
      return nil
    }
  }

  /// Bytes that it takes beside the order of events, about.
  var bytes: Int { map.bytes }

  /// Takes the order of events from those that are known, or adds its own to them.
  mutating func share(_ orders: inout [[Occupancy.Event]]) { map.share(&orders) }

  /// Finds the line around a number of cells, or `nil` where more layers have to be followed.
  mutating func line(at cells: Int64) -> BufferLine? {
    let layout = map.layout(at: (cells - self.cells.lowerBound) / Self.step)
    return layout.repeatsSoundly ? BufferLine(layout, cells: cells) : nil
  }

  /// The cells around a number of them at which no size has a bend.
  private static func range(
    around cells: Int64, _ model: LanguageModel, _ settings: LoadSettings
  ) -> ClosedRange<Int64> {
    if let compressed = model.compressed {
      return range(around: cells, compressed, window: model.windowCells(settings), settings)
    }
    var low = (settings.batchTokens + settings.slots - 1) / settings.slots
    low = (low + step - 1) / step * step
    var high = LoadSettings.contextBound / settings.slots / step * step
    func bend(at place: Int64) {
      if cells <= place { high = min(high, place / step * step) }
      if cells >= place { low = max(low, (place + step - 1) / step * step) }
    }
    // Layers with a window hold no more cells than others, and no more are chosen than there are.
    if model.window != nil { bend(at: model.windowCells(settings)) }
    if let indexer = model.latent?.indexer { bend(at: indexer.chosen) }
    return min(low, cells)...max(high, cells)
  }

  /// The same in rows of four tokens, beside which rows of more tokens are a step, where the window
  /// is full.
  private static func range(
    around cells: Int64, _ shape: CompressedAttention, window: Int64, _ settings: LoadSettings
  ) -> ClosedRange<Int64> {
    let coarse = step * CompressedAttention.Compression.coarse.tokens
    let fine = coarse / CompressedAttention.Compression.fine.tokens
    let first = (cells - 1) / fine * fine
    let bound = LoadSettings.contextBound / settings.slots / step * step
    let full = window / CompressedAttention.Compression.fine.tokens
    var (low, high) = (max(first, (full - 1) / step * step) + step, first + fine)
    high = min(high, bound / CompressedAttention.Compression.fine.tokens / step * step)
    let chosen = shape.indexer.chosen
    if cells <= chosen { high = min(high, chosen / step * step) }
    if cells >= chosen { low = max(low, (chosen + step - 1) / step * step) }
    return min(low, cells)...max(high, cells)
  }
}

extension LoadSettings {
  /// The same settings for the buffers on one card, with another number of cells for each slot.
  fileprivate func with(
    cellsPerSlot: Int64, _ model: LanguageModel
  ) throws(SettingsFault) -> LoadSettings {
    let (keys, values) = cacheTypesOfBuffers(model)
    let cellsPerSlot = cellsPerSlot * model.cellsPerBufferCell
    return try LoadSettings(
      contextTokens: cellsPerSlot * slots, slots: slots, batch: batch, microBatch: batchTokens,
      cacheTypeK: keys, cacheTypeV: values, flashAttention: flashAttention, logits: logits)
  }

  /// Cache types with which the buffers on one card are as with these: of the format it matters
  /// only whether it has blocks, and with latent attention not even that. But without flash attention
  /// latent attention lays the cached rows across. Compressed rows are copied in their own format.
  func cacheTypesOfBuffers(_ model: LanguageModel) -> (keys: CacheType, values: CacheType) {
    if model.architecture.hasCompressedAttention { return (cacheTypeK, .f16) }
    guard model.cachedLatent == nil else { return (flashAttention ? .f16 : cacheTypeK, .f16) }
    return (cacheTypeK.isQuantized ? .q8v0 : .f16, cacheTypeV.isQuantized ? .q8v0 : .f16)
  }
}

extension LanguageModel {
  /// How many cells for each slot share the sizes of working buffers, when they are rounded up: as many
  /// as tokens go into the shortest compressed rows.
  fileprivate var cellsPerBufferCell: Int64 {
    architecture.hasCompressedAttention ? CompressedAttention.Compression.fine.tokens : 1
  }

  /// The cells for each slot by which the sizes of working buffers lie on lines.
  func bufferCells(_ settings: LoadSettings) -> Int64 {
    architecture.hasCompressedAttention ? compressedCells(.fine, settings) : settings.cellsPerSlot
  }

  /// Whether working buffers depend on the cells so: a window that is not full is left out where rows
  /// are compressed.
  func hasLinesOfBuffers(_ settings: LoadSettings) -> Bool {
    !architecture.hasCompressedAttention || windowCells(settings) <= settings.cellsPerSlot
  }
}
