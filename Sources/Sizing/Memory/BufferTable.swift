/// The working buffers of a model that lies on one card, kept so that none is laid out twice.
///
/// Apart from the cells of the cache, the buffers depend on few things: tokens of a batch, slots,
/// which rows of logits are kept, whether attention is fused, and whether the cache is stored in
/// blocks. For each of those the pass is followed once, with sizes that are straight lines over the
/// cells (`LinePass`). Where a line is asked for first, results are placed along them, and what
/// decided their places says how far the line of each buffer reaches (`Reach`). So what the table
/// gives is what `ComputeBuffer` lays out.
///
/// Nothing of it depends on the mix: of the weights only the embedding is in host memory.
package struct BufferTable: Sendable {
  /// What is known for one key.
  private struct Entry {
    let key: UInt64
    /// The pass between any two bends.
    var passes: [LinePass] = []
    /// The lines, as they were found.
    private var lines: [BufferLine] = []
    /// The last cells of each line, in rising order, and which line it is.
    private var lastCells: [Int64] = []
    private var linePlaces: [Int32] = []

    /// Bytes that it takes, about.
    var bytes: Int {
      passes.reduce(lines.count * MemoryLayout<BufferLine>.stride) { $0 + $1.bytes }
    }

    init(key: UInt64) { self.key = key }

    /// The line that holds at a number of cells, or `nil`.
    func line(at cells: Int64) -> BufferLine? {
      let place = place(of: cells)
      guard place < linePlaces.count else { return nil }
      let line = lines[Int(linePlaces[place])]
      return line.cells.contains(cells) ? line : nil
    }

    /// Keeps a line.
    mutating func add(_ line: BufferLine) {
      let place = place(of: line.cells.upperBound)
      lastCells.insert(line.cells.upperBound, at: place)
      linePlaces.insert(Int32(lines.count), at: place)
      lines.append(line)
    }

    /// The place of the first line that ends at a number of cells or behind.
    private func place(of cells: Int64) -> Int {
      var (low, high) = (0, lastCells.count)
      while low < high {
        let middle = (low + high) / 2
        if lastCells[middle] < cells { low = middle + 1 } else { high = middle }
      }
      return low
    }

    /// Finds the line at the cells of some settings, or `nil` where there is none. Passes share their
    /// orders of events.
    mutating func findLine(
      _ prepared: PreparedModel, _ settings: LoadSettings, _ placement: Placement,
      _ orders: inout [[Occupancy.Event]]
    ) -> BufferLine? {
      let cells = prepared.model.bufferCells(settings)
      var place = passes.firstIndex { $0.cells.contains(cells) } ?? passes.count
      if place == passes.count {
        guard var pass = LinePass(prepared, settings, placement) else { return nil }
        pass.share(&orders)
        passes.append(pass)
        place = passes.count - 1
      }
      while true {
        if let line = passes[place].line(at: cells) { return line }
        let followed = passes[place].followedLayers
        guard followed < prepared.model.layers,
          var longer = LinePass(
            prepared, settings, placement, followedLayers: Occupancy.more(than: followed))
        else { return nil }
        longer.share(&orders)
        passes[place] = longer
      }
    }
  }

  /// Bytes to keep, about.
  private static let limit = 1 << 26

  private var entries: [Entry] = []
  /// The place of each key's entry, or -1, by the key's hash; as many as a power of two.
  private var places = [Int32](repeating: -1, count: 256)
  private var keptBytes = 0
  /// The orders of events in passes: few, for many passes differ in sizes alone.
  private var orders: [[Occupancy.Event]] = []

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
    guard placement.host == 1, placement.isOnCards,
      prepared.model.hasLinesOfBuffers(settings)
    else {
      return ComputeBuffer(prepared, settings, placement)
    }
    let place = place(of: key(prepared.model, settings))
    let cells = prepared.model.bufferCells(settings)
    if let line = entries[place].line(at: cells) {
      return ComputeBuffer(line.layout(cells: cells), settings)
    }
    let bytesBefore = entries[place].bytes
    guard let line = entries[place].findLine(prepared, settings, placement, &orders) else {
      return ComputeBuffer(prepared, settings, placement)
    }
    entries[place].add(line)
    keptBytes += entries[place].bytes - bytesBefore
    if keptBytes > Self.limit { self = BufferTable() }
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
