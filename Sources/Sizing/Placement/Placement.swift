/// Which device holds each layer, its experts, and the output matrix.
///
/// Devices are numbered: the cards in order, then the host. The first layers stay in host memory
/// when not all are to be on cards; the input embedding always does.
package struct Placement: Sendable, Equatable {
  /// The layers of each card, in order.
  package let cards: [Range<Int>]
  /// The device that holds the output matrix and its norm.
  package let outputHome: Int
  /// Layers at the start whose experts stay in host memory.
  package let layersWithHostExperts: Int

  /// The number of the host.
  package var host: Int { cards.count }

  /// Layers at the start that are in host memory.
  package let hostLayers: Int

  /// Whether everything but the input embedding is on cards.
  package var isOnCards: Bool {
    outputHome != host && hostLayers == 0 && layersWithHostExperts == 0
  }

  /// Whether everything is in host memory.
  package var isInHostMemory: Bool { outputHome == host }

  /// Whether several cards work on successive micro-batches at once, as they do when they hold
  /// everything.
  package var isPipelined: Bool { cards.count > 1 && isOnCards }

  /// Deals out the units of a model.
  ///
  /// - Parameters:
  ///   - layers: The model's layers.
  ///   - gpuLayers: Units on cards, counted from the end: the output matrix, then the last layer.
  ///   - layersWithHostExperts: Layers at the start whose experts stay in host memory.
  ///   - shares: What each card takes, relative to the others.
  package init(layers: Int, gpuLayers: Int, layersWithHostExperts: Int, shares: [Float]) {
    let units = min(max(gpuLayers, 0), layers + 1)
    let first = layers + 1 - units
    let ends = LayerSplit.ends(units: units, shares: shares)
    var cards: [Range<Int>] = []
    cards.reserveCapacity(shares.count)
    var start = min(first, layers)
    var output = units == 0 ? shares.count : -1
    for index in ends.indices {
      let end = first + ends[index]
      if output < 0, end == layers + 1 { output = index }
      cards.append(start..<max(start, min(end, layers)))
      start = max(start, min(end, layers))
    }
    self.cards = cards
    hostLayers = min(first, layers)
    outputHome = output
    self.layersWithHostExperts = min(max(layersWithHostExperts, 0), layers)
  }

  /// Units of each card: its layers, and the output matrix where it holds that.
  package var unitCounts: [Int] {
    var counts: [Int] = []
    counts.reserveCapacity(cards.count)
    for index in cards.indices {
      counts.append(cards[index].count + (index == outputHome ? 1 : 0))
    }
    return counts
  }

  /// The device that holds a layer.
  func home(ofLayer layer: Int) -> Int {
    for index in cards.indices where cards[index].contains(layer) { return index }
    return host
  }
}
