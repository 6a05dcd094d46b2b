extension PassGraph {
  /// Layers that repeat, and how many of them may be left out.
  ///
  /// Leaving out is sound when the buffers stand after one of the repeats as they stood some repeats
  /// before, and what is left out is a multiple of those: `RepeatCheck` sees to that.
  struct Segment {
    /// The first layer behind the segment.
    let end: Int
    /// After how many layers they repeat.
    let period: Int
    /// Layers to leave out, a multiple of the period.
    let skipped: Int
  }

  /// Adds all layers but those that only repeat others.
  ///
  /// - Parameters:
  ///   - stream: The residual stream in front of them.
  ///   - followed: The most layers of one kind that are followed.
  /// - Returns: The residual stream behind them.
  mutating func addLayers(
    _ stream: WorkingGraph.ResultID, followed: Int
  ) -> WorkingGraph.ResultID {
    var stream = stream
    let layers = sizes.model.layers
    // The last layer differs from others where it picks rows.
    let picks = rowChoice == .inLastLayer
    fetchAhead(from: 0)
    var layer = 0
    while layer < layers {
      let segment = segment(from: layer, to: picks ? layers - 1 : layers, followed: followed)
      layer += segment.skipped
      let first = layer
      while layer < segment.end {
        site = Site(layer, placement)
        stream = addBlock(layer, stream, keepsRowsOnly: picks && layer == layers - 1)
        layer += 1
        if segment.skipped > 0, (layer - first) % segment.period == 0 {
          graph.markRepeat(stream, fetchedPast ?? stream)
        }
      }
      if segment.skipped > 0 { graph.endRepeats(leftOut: segment.skipped / segment.period) }
    }
    return stream
  }

  /// The layers from `layer` on that repeat, in the way that leaves out most.
  private func segment(from layer: Int, to limit: Int, followed: Int) -> Segment {
    var best = Segment(end: layer + 1, period: 1, skipped: 0)
    // Each layer's room for zeros is there from the start, and so may be copies of each layer's own
    // input: no layer leaves all as it was.
    if sizes.model.compressed != nil { return best }
    if sizes.model.latent?.indexer != nil || sizes.model.perLayerSize > 0 { return best }
    for period in 1...12 {
      let kept = period > 1 ? max(3, followed / 2) : followed
      guard limit - layer >= period * (kept + 2) else { break }
      var end = layer + period
      while end < limit, isAlike(end, end - period) { end += 1 }
      let periods = (end - layer) / period
      let skipped = periods > kept ? (periods - kept) / 2 * 2 * period : 0
      guard skipped > best.skipped else { continue }
      best = Segment(end: layer + periods * period, period: period, skipped: skipped)
    }
    return best
  }

  /// Whether two layers have the same operators on the same devices, and as large weights where
  /// those are copied.
  private func isAlike(_ layer: Int, _ other: Int) -> Bool {
    let model = sizes.model
    let unturned = model.block.unturnedEvery
    guard model.parts(ofLayer: layer) == model.parts(ofLayer: other),
      model.feedForwardSize(inLayer: layer) == model.feedForwardSize(inLayer: other),
      unturned == 0 || (layer - other) % unturned == 0
    else { return false }
    let site = Site(layer, placement)
    let otherSite = Site(other, placement)
    guard site.home == otherSite.home, site.expertHome == otherSite.expertHome else {
      return false
    }
    guard site.home == placement.host || site.expertHome == placement.host else { return true }
    return sizes.prepared.hasEqualTensors(inLayers: layer, other)
  }
}
