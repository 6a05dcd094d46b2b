internal import Sizing

/// Models whose layers were pruned one by one: some have no attention, and the feed-forward parts
/// have different widths.
extension GGUFShapeReading {
  /// Reads the query heads: one number, or one for each layer that has attention.
  mutating func readQueryHeads(_ architecture: Architecture) -> Int64? {
    guard architecture.hasAttention else { return HeadShape.absent.queryHeads }
    let key = "attention.head_count"
    guard architecture.canHaveUnlikeLayers, let entry = entry(key),
      case .integers(let counts) = entry.value
    else { return required(key) }
    let stated = Set(counts).subtracting([0])
    guard stated.count == 1 else {
      reportUncovered(.layerwiseShapes, entry)
      return nil
    }
    return stated.first
  }

  /// Which layers have attention: those with key and value heads.
  mutating func readBareLayers() -> LayerPattern {
    guard let counts = perLayer("attention.head_count_kv"), counts.contains(0) else {
      return .uniform
    }
    if let entry = entry("attention.head_count"), let heads = perLayer("attention.head_count"),
      zip(heads, counts).contains(where: { $0.0 > 0 && $0.1 == 0 })
    {
      // Such a layer has one matrix in place of attention.
      reportUncovered(.layerwiseShapes, entry)
    }
    return .listed(counts.map { $0 > 0 ? .attention : .feedForward })
  }

  /// Width of each layer's feed-forward part; empty where they do not differ.
  mutating func readFeedForwardSizes(_ architecture: Architecture) -> [Int64] {
    guard architecture.canHaveUnlikeLayers, let sizes = perLayer("feed_forward_length"),
      Set(sizes).count > 1
    else { return [] }
    return sizes
  }
}
