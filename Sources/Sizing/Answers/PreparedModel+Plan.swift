extension PreparedModel {
  /// Where a plan takes its working buffers from.
  ///
  /// They follow from the model, the settings and the placement alone, and on the mix only when the
  /// placement leaves something in host memory. They are most of a plan's work: who plans much keeps
  /// them.
  package typealias Buffers = (_ settings: LoadSettings, _ placement: Placement) -> ComputeBuffer

  /// Plans the memory of a model on cards and in host memory.
  ///
  /// - Parameters:
  ///   - settings: How the model is loaded.
  ///   - cards: The cards in order, at most `LoaderLimits.cards`.
  ///   - split: How layers are dealt out to the cards.
  ///   - companions: What is loaded beside the model.
  /// - Returns: A ledger for each card, the host's, and the verdict.
  /// - Throws: A `PlanFault` when model, settings and cards do not go together.
  package func plan(
    _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory,
    beside companions: Companions = Companions()
  ) throws(PlanFault) -> Plan {
    try plan(settings, on: cards, split: split, beside: companions) {
      ComputeBuffer(self, $0, $1)
    }
  }

  /// Plans as `plan(_:on:split:beside:)` does, with working buffers from elsewhere.
  ///
  /// Those of a draft model are laid out each time.
  package func plan(
    _ settings: LoadSettings, on cards: [Card], split: Split = .byMemory,
    beside companions: Companions = Companions(), buffers: Buffers
  ) throws(PlanFault) -> Plan {
    guard cards.count >= 1, cards.count <= LoaderLimits.cards else {
      throw .cardCountOutOfRange(cards.count)
    }
    try check(settings)
    var settings = settings
    if let draft = companions.draft {
      try draft.check(settings, beside: model, cardCount: cards.count)
    }
    settings.guessedTokens = companions.draft?.tokens ?? 0
    let plan = plan(
      settings, on: cards, try split.shares(of: cards), beside: companions, buffers: buffers)
    return split == .best ? bestPlan(from: plan, buffers: buffers) : plan
  }

  /// Plans with shares and companions that are sound.
  func plan(
    _ settings: LoadSettings, on cards: [Card], _ shares: CardShares,
    beside companions: Companions = Companions(), buffers: Buffers
  ) -> Plan {
    let placement = Placement(
      layers: model.layers, gpuLayers: settings.gpuLayers ?? model.layers + 1,
      layersWithHostExperts: model.experts == nil ? 0 : settings.hostExpertLayers,
      shares: shares.values)
    let compute = buffers(settings, placement)
    let host = hostLedger(settings, placement, compute)
    var ledgers: [CardLedger] = []
    ledgers.reserveCapacity(cards.count)
    for index in cards.indices {
      let range = placement.cards[index]
      let holdsOutput = placement.outputHome == index
      var weights = bytes(of: range, placement)
      weights += padding.bytes(of: range, isOnHost: false)
      if holdsOutput {
        weights += outputNormBytes + outputBytes + padding.outputBytes(isOnHost: false)
      }
      ledgers.append(
        CardLedger(
          card: cards[index], layers: range, holdsOutput: holdsOutput, weights: weights,
          cache: cacheBytes(of: range, settings), compute: compute.cards[index],
          overhead: cards[index].backend.overhead, hostBytes: host.need))
    }
    let plan = Plan(
      prepared: self, settings: settings, placement: placement, cards: ledgers,
      host: host, computeBuffer: compute)
    return companions.isEmpty ? plan : plan.adding(companions, shares)
  }

  private func hostLedger(
    _ settings: LoadSettings, _ placement: Placement, _ compute: ComputeBuffer
  ) -> HostLedger {
    let layers = 0..<placement.hostLayers
    var weights = lookUpBytes + bytesBeforeLayer[layers.upperBound]
    weights += padding.bytes(of: layers, isOnHost: true)
    let withExperts = max(placement.layersWithHostExperts, layers.upperBound)
    weights += expertBytesBeforeLayer[withExperts] - expertBytesBeforeLayer[layers.upperBound]
    if placement.outputHome == placement.host {
      // A tied matrix is the embedding itself, which is there already.
      let isThere = model.tiesEmbeddings && !model.block.loadsOutputFirst
      weights += outputNormBytes + (isThere ? 0 : outputBytes)
      weights += padding.outputBytes(isOnHost: true)
    }
    return HostLedger(
      weights: weights, cache: cacheBytes(of: layers, settings), compute: compute.host)
  }

  /// Bytes of the weights that a card holds of its layers.
  func bytes(of layers: Range<Int>, _ placement: Placement) -> Int64 {
    let all = bytesBeforeLayer[layers.upperBound] - bytesBeforeLayer[layers.lowerBound]
    let end = min(placement.layersWithHostExperts, layers.upperBound)
    guard end > layers.lowerBound else { return all }
    return all - (expertBytesBeforeLayer[end] - expertBytesBeforeLayer[layers.lowerBound])
  }

  /// Refuses settings that the model cannot be loaded with.
  package func check(_ settings: LoadSettings) throws(PlanFault) {
    try model.checkLoaderLimits()
    if let limit = model.contextLimit {
      guard settings.contextPerSlot <= limit else { throw .contextBeyondModel }
    }
    guard dividesHeads(settings) else { throw .cacheTypeDoesNotDivideHead }
  }

  /// Whether the model's heads are multiples of the cache types' blocks.
  func dividesHeads(_ settings: LoadSettings) -> Bool {
    let keyBlock = settings.cacheTypeK.tensorType.blockElements
    let valueBlock = settings.cacheTypeV.tensorType.blockElements
    let keySize = model.cachedLatent?.cachedWidth ?? model.keyHeadSize
    let valueSize = model.cachedLatent == nil ? model.valueHeadSize : valueBlock
    let fullSize = model.window?.fullHeadSize ?? 0
    let indexSize = model.latent?.indexer?.keySize ?? 0
    return keySize % keyBlock == 0 && valueSize % valueBlock == 0 && fullSize % keyBlock == 0
      && fullSize % valueBlock == 0 && indexSize % keyBlock == 0
  }
}
