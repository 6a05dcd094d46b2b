extension PreparedModel {
  /// Plans the memory of every layer on the cards, split as llama.cpp does by default.
  ///
  /// - Parameters:
  ///   - settings: How the model is loaded.
  ///   - cards: The cards in order, at most 64. Shares of layers follow their memory.
  /// - Returns: A ledger for each card, the host's, and the verdict.
  /// - Throws: A `PlanFault` when model, settings and cards do not go together.
  package func plan(_ settings: LoadSettings, on cards: [Card]) throws(PlanFault) -> Plan {
    try plan(settings, on: cards) { ComputeBuffer(model, $0, layers: $1) }
  }

  /// Where a plan takes its working buffers from.
  ///
  /// They follow from the model, the settings and the layers of each card alone, whatever the mix
  /// and the cards, and are most of a plan's work: who plans much keeps them.
  package typealias Buffers = (_ settings: LoadSettings, _ layers: [Range<Int>]) -> ComputeBuffer

  /// Plans as `plan(_:on:)` does, with working buffers from elsewhere.
  package func plan(
    _ settings: LoadSettings, on cards: [Card], buffers: Buffers
  ) throws(PlanFault) -> Plan {
    guard cards.count >= 1, cards.count <= 64 else { throw .cardCountOutOfRange }
    try check(settings)
    let layers = layerRanges(on: cards)
    let compute = buffers(settings, layers)
    var ledgers: [CardLedger] = []
    ledgers.reserveCapacity(cards.count)
    for index in cards.indices {
      let range = layers[index]
      let holdsOutput = index == cards.count - 1
      var weights = bytesBeforeLayer[range.upperBound] - bytesBeforeLayer[range.lowerBound]
      if holdsOutput { weights += outputNormBytes + outputBytes }
      ledgers.append(
        CardLedger(
          card: cards[index], layers: range, holdsOutput: holdsOutput, weights: weights,
          cache: cacheBytes(of: range, settings), compute: compute.cards[index],
          overhead: cards[index].backend.overhead))
    }
    let binding = Self.bindingCard(ledgers)
    return Plan(
      prepared: self, settings: settings, cards: ledgers,
      host: HostLedger(weights: embeddingBytes, cache: 0, compute: compute.host),
      computeBuffer: compute, bindingCard: binding, verdict: ledgers[binding].verdict)
  }

  /// Bytes of cache and state of some layers.
  private func cacheBytes(of layers: Range<Int>, _ settings: LoadSettings) -> Int64 {
    guard let first = layers.first else { return 0 }
    if model.window == nil, model.pattern == .uniform {
      return model.cacheBytes(inLayer: first, settings) * Int64(layers.count)
    }
    var bytes: Int64 = 0
    for layer in layers { bytes += model.cacheBytes(inLayer: layer, settings) }
    return bytes
  }

  /// The layers of each card. The output matrix is a unit of the split, on the last card.
  private func layerRanges(on cards: [Card]) -> [Range<Int>] {
    let ends = LayerSplit.ends(units: model.layers + 1, cards: cards)
    var ranges: [Range<Int>] = []
    ranges.reserveCapacity(cards.count)
    var start = 0
    for index in cards.indices {
      let end = min(ends[index], model.layers)
      ranges.append(start..<end)
      start = end
    }
    return ranges
  }

  /// Refuses settings that the model cannot be loaded with.
  package func check(_ settings: LoadSettings) throws(PlanFault) {
    if let limit = model.contextLimit {
      guard settings.contextTokens / settings.slots <= limit else { throw .contextBeyondModel }
    }
    let keyBlock = settings.cacheTypeK.tensorType.blockElements
    let valueBlock = settings.cacheTypeV.tensorType.blockElements
    let keySize = model.latent?.cachedWidth ?? model.keyHeadSize
    let valueSize = model.latent == nil ? model.valueHeadSize : valueBlock
    let fullSize = model.window?.fullHeadSize ?? 0
    guard keySize % keyBlock == 0, valueSize % valueBlock == 0, fullSize % keyBlock == 0,
      fullSize % valueBlock == 0
    else { throw .cacheTypeDoesNotDivideHead }
  }

  /// The card with the worst verdict and, among those, the least room over its reserve.
  private static func bindingCard(_ ledgers: [CardLedger]) -> Int {
    var binding = 0
    for index in ledgers.indices {
      let candidate = ledgers[index]
      let worst = ledgers[binding]
      let isWorse = candidate.verdict.rawValue > worst.verdict.rawValue
      let isSame = candidate.verdict == worst.verdict
      if isWorse || (isSame && candidate.room < worst.room) { binding = index }
    }
    return binding
  }
}
