/// The working buffers of a model that lies on one card, kept so that none is laid out twice.
///
/// Apart from the cells of the cache, the buffers depend on few things: tokens of a batch, slots,
/// which rows of logits are kept, whether attention is fused, and whether the cache is stored in
/// blocks. For each of those the bytes are straight lines over the cells, each from one number of
/// cells to another: results are laid out twice where a line is asked for first, and what decided
/// their places says how far it reaches (`DecisionTrace`). So what the table gives is what
/// `ComputeBuffer` lays out.
///
/// Nothing of it depends on the mix: of the weights only the embedding is in host memory.
package struct BufferTable: Sendable {
  /// The lines of one key, by the cells where they begin.
  private struct Entry {
    let key: UInt64
    var lines: [BufferLine] = []
  }

  /// Lines to keep; one takes about 120 bytes.
  private static let limit = 1 << 16

  private var entries: [Entry] = []
  /// The place of each key's entry, or -1, by the key's hash; as many as a power of two.
  private var places = [Int32](repeating: -1, count: 256)
  private var lineCount = 0

  /// Creates an empty table. It serves one model.
  package init() {}

  /// Returns the working buffers of the model, and keeps what it takes to find them again.
  ///
  /// - Parameters:
  ///   - prepared: The model, always the same but for its mix.
  ///   - settings: How it is loaded.
  ///   - placement: Which device holds what; kept is only what lies on one card.
  /// - Returns: The buffers.
  package mutating func buffer(
    of prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement
  ) -> ComputeBuffer {
    guard placement.host == 1, placement.isOnCards else {
      return ComputeBuffer(prepared, settings, placement)
    }
    let place = place(of: key(prepared.model, settings))
    let cells = settings.cellsPerSlot
    if let line = entries[place].lines.first(where: { $0.cells.contains(cells) }) {
      return ComputeBuffer(line.layout(cells: cells), settings)
    }
    guard let line = BufferLine(prepared, settings, placement) else {
      return ComputeBuffer(prepared, settings, placement)
    }
    if lineCount >= Self.limit { self = BufferTable() }
    let room = self.place(of: key(prepared.model, settings))
    entries[room].lines.append(line)
    lineCount += 1
    return ComputeBuffer(line.layout(cells: cells), settings)
  }

  /// What the buffers depend on beside the cells, in one number.
  private func key(_ model: LanguageModel, _ settings: LoadSettings) -> UInt64 {
    var key = UInt64(settings.batchTokens)
    key = key << 9 | UInt64(settings.slots)
    key = key << 1 | UInt64(settings.logits.rawValue)
    key = key << 1 | (settings.flashAttention ? 1 : 0)
    let (keys, values) = settings.cacheTypesOfBuffers(model)
    key = key << 4 | UInt64(keys.rawValue)
    return key << 4 | UInt64(values.rawValue)
  }

  /// The place of a key's entry, which is made where there is none.
  private mutating func place(of key: UInt64) -> Int {
    if entries.count * 2 > places.count { spread() }
    let slot = slot(of: key)
    if places[slot] < 0 {
      places[slot] = Int32(entries.count)
      entries.append(Entry(key: key))
    }
    return Int(places[slot])
  }

  /// Where the place of a key is kept, or is to be.
  private func slot(of key: UInt64) -> Int {
    let mask = UInt64(places.count - 1)
    // The golden ratio in 64 bits spreads keys that lie close together.
    var slot = (key &* 0x9e37_79b9_7f4a_7c15) >> 32 & mask
    while places[Int(slot)] >= 0, entries[Int(places[Int(slot)])].key != key {
      slot = (slot + 1) & mask
    }
    return Int(slot)
  }

  private mutating func spread() {
    places = [Int32](repeating: -1, count: places.count * 2)
    for index in entries.indices { places[slot(of: entries[index].key)] = Int32(index) }
  }
}

extension LoadSettings {
  /// Cache types with which the buffers on one card are as with these: of the format it matters
  /// only whether it has blocks. Without flash attention latent attention also lays the cached rows
  /// across.
  func cacheTypesOfBuffers(_ model: LanguageModel) -> (keys: CacheType, values: CacheType) {
    let laysAcross = model.latent != nil && !flashAttention
    return (
      laysAcross ? cacheTypeK : cacheTypeK.isQuantized ? .q8v0 : .f16,
      cacheTypeV.isQuantized ? .q8v0 : .f16
    )
  }
}
