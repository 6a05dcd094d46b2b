extension PreparedModel {
  /// Plans the memory of every layer on the cards, split as llama.cpp does by default.
  ///
  /// - Parameters:
  ///   - settings: How the model is loaded.
  ///   - cards: The cards in order, at most 64. Shares of layers follow their memory.
  /// - Returns: A ledger for each card, the host's, and the verdict.
  /// - Throws: A `PlanFault` when model, settings and cards do not go together.
  package func plan(_ settings: LoadSettings, on cards: [Card]) throws(PlanFault) -> Plan {
    guard cards.count >= 1, cards.count <= 64 else { throw .cardCountOutOfRange }
    try check(settings)
    let compute = ComputeBuffer(model, settings, cardCount: cards.count)
    let cachePerLayer = model.cacheBytesPerCell(settings) * settings.cells
    let ends = LayerSplit.ends(units: model.layers + 1, cards: cards)
    var ledgers: [CardLedger] = []
    ledgers.reserveCapacity(cards.count)
    var start = 0
    for index in cards.indices {
      let end = min(ends[index], model.layers)
      let holdsOutput = index == cards.count - 1
      var weights = bytesBeforeLayer[end] - bytesBeforeLayer[start]
      if holdsOutput { weights += outputNormBytes + outputBytes }
      var bytes = index == 0 ? compute.firstCard : compute.furtherCard
      if holdsOutput { bytes = compute.lastCard }
      ledgers.append(
        CardLedger(
          card: cards[index], layers: start..<end, holdsOutput: holdsOutput, weights: weights,
          cache: cachePerLayer * Int64(end - start), compute: bytes,
          overhead: cards[index].backend.overhead))
      start = end
    }
    let binding = Self.bindingCard(ledgers)
    return Plan(
      prepared: self, settings: settings, cards: ledgers,
      host: HostLedger(weights: embeddingBytes, cache: 0, compute: compute.host),
      computeBuffer: compute, bindingCard: binding, verdict: ledgers[binding].verdict)
  }

  /// Refuses settings that the model cannot be loaded with.
  package func check(_ settings: LoadSettings) throws(PlanFault) {
    if let limit = model.contextLimit {
      guard settings.contextTokens / settings.slots <= limit else { throw .contextBeyondModel }
    }
    let keyBlock = settings.cacheTypeK.tensorType.blockElements
    let valueBlock = settings.cacheTypeV.tensorType.blockElements
    guard model.keyHeadSize % keyBlock == 0, model.valueHeadSize % valueBlock == 0 else {
      throw .cacheTypeDoesNotDivideHead
    }
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
