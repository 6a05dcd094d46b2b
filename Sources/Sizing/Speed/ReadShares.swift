/// What of the weights, the cache and the layers of a plan is on which device.
///
/// It asks for the plan again and again, for a plan is dear to copy.
struct ReadShares {
  /// Bytes of weights read for a token outside of routed experts.
  let denseBytes: Double
  /// Bytes of routed experts in use for a token.
  let expertBytes: Double
  /// Bytes of cache and state that move for a token.
  let cacheBytes: Double
  /// Bytes of a cache of 16 bits that takes as long to read: unpacking costs what a packed one saves.
  let cacheReadBytes: Double
  private let stayingBytes: Double
  private let restBytes: Double
  private let cache: Double

  init(_ plan: Plan, cachedTokens: Int64) {
    let prepared = plan.prepared
    let experts = Double(prepared.expertBytes)
    denseBytes = Double(prepared.cardBytes) - experts
    expertBytes = prepared.model.experts.map { experts * Double($0.used) / Double($0.count) } ?? 0
    cacheBytes = prepared.cacheBytesMoved(cachedTokens, plan.settings)
    cacheReadBytes =
      plan.settings.packsCache
      ? prepared.cacheBytesMoved(cachedTokens, plan.settings.withUnpackedCache) : cacheBytes
    stayingBytes = Double(prepared.expertBytesBeforeLayer[prepared.model.layers])
    restBytes = Double(prepared.cardBytes) - stayingBytes
    cache = Double(plan.cache + plan.host.cache)
  }

  /// What a card has of it.
  func part(ofCard index: Int, _ plan: Plan) -> Part {
    let ledger = plan.cards[index]
    let end = min(plan.placement.layersWithHostExperts, ledger.layers.upperBound)
    var staying = staying(ledger.layers, plan.prepared)
    if end > ledger.layers.lowerBound {
      staying -= self.staying(ledger.layers.lowerBound..<end, plan.prepared)
    }
    return Part(
      dense: share(Double(ledger.weights) - staying, restBytes) * denseBytes,
      experts: share(staying, stayingBytes) * expertBytes,
      cache: share(Double(ledger.cache), cache) * cacheBytes,
      cacheRead: share(Double(ledger.cache), cache) * cacheReadBytes,
      layers: ledger.layers.count)
  }

  /// What is in host memory of the layers that are there with all that belongs to them.
  func hostLayers(_ plan: Plan) -> Part {
    let (prepared, placement) = (plan.prepared, plan.placement)
    let layers = 0..<placement.hostLayers
    let staying = staying(layers, prepared)
    var dense = Double(prepared.bytesBeforeLayer[layers.upperBound]) - staying
    if placement.outputHome == placement.host {
      dense += Double(prepared.outputNormBytes + prepared.outputBytes)
    }
    return Part(
      dense: share(dense, restBytes) * denseBytes,
      experts: share(staying, stayingBytes) * expertBytes,
      cache: share(Double(plan.host.cache), cache) * cacheBytes,
      cacheRead: share(Double(plan.host.cache), cache) * cacheReadBytes, layers: layers.count)
  }

  /// Bytes read of experts in host memory whose layers are on cards.
  func hostExpertBytes(_ plan: Plan) -> Double {
    let placement = plan.placement
    let end = max(placement.layersWithHostExperts, placement.hostLayers)
    return share(staying(placement.hostLayers..<end, plan.prepared), stayingBytes) * expertBytes
  }

  /// Layers on cards whose routed experts are in host memory.
  func layersWithHostExperts(_ plan: Plan) -> Int {
    let placement = plan.placement
    let end = max(placement.layersWithHostExperts, placement.hostLayers)
    var count = 0
    for layer in placement.hostLayers..<end
    where staying(layer..<layer + 1, plan.prepared) > 0 {
      count += 1
    }
    return count
  }

  private func staying(_ layers: Range<Int>, _ prepared: PreparedModel) -> Double {
    let before = prepared.expertBytesBeforeLayer
    return Double(before[layers.upperBound] - before[layers.lowerBound])
  }

  private func share(_ part: Double, _ whole: Double) -> Double { whole > 0 ? part / whole : 0 }

  /// A device's part.
  struct Part {
    let dense: Double
    let experts: Double
    let cache: Double
    /// Bytes of a cache of 16 bits that takes as long to read.
    let cacheRead: Double
    let layers: Int
  }
}

extension LoadSettings {
  /// Whether keys or values are cached in blocks with scales, which kernels have to unpack.
  var packsCache: Bool { cacheTypeK.isQuantized || cacheTypeV.isQuantized }

  /// The same with 16 bits in place of what is packed.
  var withUnpackedCache: LoadSettings {
    var settings = self
    if cacheTypeK.isQuantized { settings.cacheTypeK = .f16 }
    if cacheTypeV.isQuantized { settings.cacheTypeV = .f16 }
    return settings
  }
}
