/// The inputs of what makes compressed rows from tokens.
struct CompressorInputs {
  var rotation = WorkingGraph.none
  /// The rows that each compressed row is made from.
  var sources = WorkingGraph.none
  /// The place of each token in its row.
  var places = WorkingGraph.none
  /// The positions of the compressed rows.
  var positions = WorkingGraph.none
  /// Where they go in the cache.
  var targets = WorkingGraph.none
  /// The tokens whose rows are not finished, and where they are kept.
  var kept = WorkingGraph.none
  var keptPlaces = WorkingGraph.none
  var mask = WorkingGraph.none
}

/// The sizes of what makes compressed rows from the tokens of a micro-batch.
struct CompressorSizes {
  /// Elements of a compressed row.
  let width: Int64
  /// How often that width each token gives: rows that overlap take two of it.
  let overlap: Int64
  /// Tokens of a row.
  let tokens: Int64
  /// Rows that may be finished.
  let blocks: Int64
  /// Tokens kept of rows that are not, over all slots.
  let keptRows: Int64
  /// Tokens of the micro-batch that may be among them.
  let newRows: Int64

  /// Finds the sizes for rows of one compression.
  init(_ compression: CompressedAttention.Compression, width: Int64, _ settings: LoadSettings) {
    self.width = width
    overlap = compression == .fine ? 2 : 1
    tokens = compression.tokens
    blocks = settings.graphTokens / tokens + settings.slots
    keptRows = overlap * tokens * settings.slots
    newRows = min(settings.graphTokens, keptRows)
  }

  /// Elements of a token.
  var entryWidth: Int64 { overlap * width }
  /// Tokens that go into all rows.
  var sources: Int64 { overlap * tokens * blocks }
}

extension PassGraph {
  /// Adds what one compressor reads, in the order in which it does.
  mutating func addCompressorInputs(
    _ part: CompressorSizes, rotation: Int64?
  ) -> CompressorInputs {
    var own = CompressorInputs()
    if let rotation { own.rotation = graph.input(rotation) }
    own.sources = graph.input(4 * part.sources)
    own.places = graph.input(4 * sizes.tokens)
    own.positions = graph.input(4 * part.blocks)
    own.targets = graph.input(8 * part.blocks)
    own.kept = graph.input(4 * part.newRows)
    own.keptPlaces = graph.input(4 * part.newRows)
    return own
  }

  /// Makes compressed rows of the tokens, writes them to their cache, and keeps the tokens of rows
  /// that are not finished.
  mutating func addCompressor(
    _ part: CompressorSizes, _ own: CompressorInputs,
    key: TensorRole, gate: TensorRole, place: TensorRole, _ source: WorkingGraph.ResultID
  ) {
    let entries = product(key, part.entryWidth, source)
    let values = addGathered(part, own, entries)
    let scores = product(gate, part.entryWidth, source)
    let shift = graph.add(sizes.bytes(part.entryWidth), matrix(place), own.places)
    let shifted = graph.add(sizes.bytes(part.entryWidth), scores, shift, reuses: true)
    let gathered = addGathered(part, own, shifted)
    let all = 4 * part.width * part.sources
    let weights = graph.add(all, gathered, reuses: true)
    let weighted = graph.add(all, values, weights, reuses: true)
    let size = 4 * part.width * part.blocks
    let sums = graph.add(size, graph.view(graph.add(size, weighted)))
    let normed = addNorm(size, sums, width: part.width)
    let turned = graph.addFollower(size, normed, own.positions, reuses: true)
    let rows = rotated(turned, by: own.rotation)
    graph.write(graph.view(rows), own.targets, home: site.home)
    let kept = 4 * part.entryWidth * part.newRows
    graph.write(graph.add(kept, entries, own.kept), own.keptPlaces, home: site.home)
    graph.write(graph.add(kept, shifted, own.kept), own.keptPlaces, home: site.home)
  }

  /// What each compressed row is made from, side by side, tokens innermost.
  private mutating func addGathered(
    _ part: CompressorSizes, _ own: CompressorInputs, _ entries: WorkingGraph.ResultID
  ) -> WorkingGraph.ResultID {
    let row = 4 * part.entryWidth
    let before = cached(row * part.keptRows)
    let length = part.keptRows + sizes.tokens
    let all = graph.add(row * length, before, entries)
    let size = 4 * part.width * part.sources
    guard part.overlap > 1 else {
      return graph.add(size, graph.view(graph.add(size, all, own.sources)))
    }
    // One more row, of zeros, for the first row of all.
    let empty = graph.add(row, graph.view(all, size: row), reuses: true)
    let longer = graph.add(row * (length + 1), all, graph.view(empty))
    let picked = graph.add(row * part.sources, longer, own.sources)
    // Half of each token goes into one row, half into the next.
    let count = part.sources / 2
    let span = row * count - 4 * part.width
    let first = graph.add(size / 2, graph.view(picked, size: span))
    let second = graph.add(size / 2, graph.view(picked, size: span))
    let both = graph.add(size, graph.view(first), graph.view(second))
    return graph.add(size, graph.view(both))
  }
}
