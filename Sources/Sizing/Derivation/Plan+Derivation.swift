extension Plan {
  /// The steps from the model's shape to the need, margin and host memory.
  ///
  /// With several cards there is a set of steps for each, and sums over all.
  package var derivation: Derivation {
    var derivation = Derivation()
    derivation.addWeights(prepared)
    derivation.addCache(self)
    derivation.addBuffers(self)
    for index in cards.indices { derivation.addCard(index, of: self) }
    derivation.addSums(of: self)
    derivation.addHost(self)
    return derivation
  }
}

extension Derivation {
  fileprivate mutating func addWeights(_ prepared: PreparedModel) {
    let count = input(.parameters, Double(prepared.parameters), .count, .modelShape)
    let file = add(
      .fileBytes, Double(prepared.fileBytes), .bytes, .fileBytes, .quantizer, [count])
    add(
      .bitsPerWeight, prepared.bitsPerWeight, .bitsPerWeight, .bitsPerWeight, .arithmetic,
      [file, count])
    input(.layerBytes, Double(prepared.layerBytes), .bytes, .quantizer)
    let output = prepared.outputBytes + prepared.outputNormBytes
    input(.outputBytes, Double(output), .bytes, .quantizer)
    input(.embeddingBytes, Double(prepared.lookUpBytes), .bytes, .quantizer)
  }

  fileprivate mutating func addCache(_ plan: Plan) {
    let model = plan.prepared.model
    let settings = plan.settings
    let context = input(.contextTokens, Double(settings.contextTokens), .tokens, .request)
    let slots = input(.slots, Double(settings.slots), .count, .request)
    add(
      .cellsPerSlot, Double(settings.cellsPerSlot), .tokens, .cellsPerSlot, .cacheLayout,
      [context, slots])
    if model.architecture.hasAttention { addCell(model, settings) }
    if model.window != nil {
      add(
        .windowCells, Double(model.windowCellsPerSlot(settings)), .tokens, .windowCells,
        .cacheLayout, operands([.cellsPerSlot]))
    }
    if let state = model.recurrence?.bytesPerSequence {
      input(.stateBytes, Double(state), .bytes, .modelShape)
    }
    input(.layers, Double(model.layers), .count, .modelShape)
  }

  private mutating func addCell(_ model: LanguageModel, _ settings: LoadSettings) {
    if let compressed = model.compressed { return addRows(compressed, model, settings) }
    if let latent = model.cachedLatent {
      // With an indexer its key, too.
      let cached = latent.cachedWidth + (latent.indexer?.keySize ?? 0)
      let width = input(.latentWidth, Double(cached), .elements, .modelShape)
      add(
        .cacheBytesPerCell, Double(model.cacheBytesPerCell(inLayer: 0, settings)), .bytes,
        .latentBytesPerCell, .cacheLayout, [width])
      return
    }
    let full = model.heads(inLayer: model.window?.firstFullLayer ?? 0)
    addCell(.cacheBytesPerCell, full, model.cacheBytesPerCell(full, settings))
    if model.window != nil {
      let windowed = model.heads(inLayer: 0)
      addCell(.windowBytesPerCell, windowed, model.cacheBytesPerCell(windowed, settings))
    }
  }

  private mutating func addCell(_ quantity: Quantity, _ heads: HeadShape, _ bytes: Int64) {
    let parts = [
      input(.kvHeads, Double(heads.kvHeads), .count, .modelShape),
      input(.keyHeadSize, Double(heads.keySize), .elements, .modelShape),
      input(.valueHeadSize, Double(heads.valueSize), .elements, .modelShape),
    ]
    add(quantity, Double(bytes), .bytes, .cacheBytesPerCell, .cacheLayout, parts)
  }

  /// The cache of a card: layers of one kind, or of several.
  private mutating func addCardCache(
    _ index: Int, of plan: Plan, layers: Int
  ) -> Int {
    let (model, ledger) = (plan.prepared.model, plan.cards[index])
    if let compressed = model.compressed { return addCardRows(compressed, index, ledger) }
    guard model.architecture.hasAttention else {
      return add(
        .cacheOnCard, Double(ledger.cache), .bytes, .stateBytes, .cacheLayout, card: index,
        operands([.slots, .stateBytes]) + [layers])
    }
    guard model.window != nil || model.recurrence != nil || model.pattern != .uniform else {
      return add(
        .cacheOnCard, Double(ledger.cache), .bytes, .cacheBytes, .cacheLayout, card: index,
        operands([.slots, .cellsPerSlot, .cacheBytesPerCell]) + [layers])
    }
    let windowed = model.layers(with: .window, in: ledger.layers)
    let attending = model.layers(with: .attention, in: ledger.layers)
    let recurrent = model.layers(with: .recurrence, in: ledger.layers)
    let counts = [
      input(
        .fullLayersOnCard, Double(attending - windowed), .count, .layerSplit, card: index),
      input(.windowLayersOnCard, Double(windowed), .count, .layerSplit, card: index),
      input(.recurrentLayersOnCard, Double(recurrent), .count, .layerSplit, card: index),
    ]
    let parts = operands([
      .slots, .cellsPerSlot, .cacheBytesPerCell, .windowCells, .windowBytesPerCell, .stateBytes,
    ])
    return add(
      .cacheOnCard, Double(ledger.cache), .bytes, .cacheByKind, .cacheLayout, card: index,
      parts + counts)
  }

  fileprivate mutating func addBuffers(_ plan: Plan) {
    let buffer = plan.computeBuffer
    let batch = addMicroBatch(plan.settings)
    let cells = operands([.cellsPerSlot])
    let isOne = plan.cards.count == 1
    for (index, parts) in buffer.parts.enumerated() {
      let card = isOne ? nil : index
      addLiveWidth(parts.liveWidth, plan, cells: cells, card: card)
      add(
        .inputBytes, Double(parts.inputBytes), .bytes, .inputBytes, .memoryPlanner, card: card,
        [batch] + cells)
      if plan.placement.isPipelined {
        input(.handedBytes, Double(parts.handedBytes), .bytes, .memoryPlanner, card: card)
      }
    }
    let rows = input(.logitRows, Double(plan.settings.logitRows), .count, .request)
    let vocabulary = input(
      .vocabularySize, Double(plan.prepared.model.vocabularySize), .elements, .modelShape)
    let hidden = operands([.hiddenSize])
    add(
      .logitBytes, Double(buffer.logitBytes), .bytes, .logitBytes, .memoryPlanner,
      [rows, vocabulary] + hidden)
    if plan.placement.isPipelined {
      input(.pipelineCopies, Double(ComputeBuffer.pipelineCopies), .count, .memoryPlanner)
    }
  }

  /// The tokens that the graph is laid out for, which are those asked for unless they are rounded.
  private mutating func addMicroBatch(_ settings: LoadSettings) -> Int {
    let (asked, tokens) = (settings.microBatch, settings.graphTokens)
    guard tokens != asked else { return input(.microBatch, Double(asked), .tokens, .request) }
    let wanted = input(.askedMicroBatch, Double(asked), .tokens, .request)
    return add(
      .microBatch, Double(tokens), .tokens, .graphTokens, .memoryPlanner,
      [wanted] + operands([.contextTokens, .slots]))
  }

  private mutating func addLiveWidth(
    _ width: Int64, _ plan: Plan, cells: [Int], card: Int?
  ) {
    let model = plan.prepared.model
    var parts = [input(.hiddenSize, Double(model.hiddenSize), .elements, .modelShape)]
    if model.architecture.hasAttention {
      parts.append(input(.queryHeads, Double(model.queryHeads), .count, .modelShape))
      parts.append(input(.keyHeadSize, Double(model.keyHeadSize), .elements, .modelShape))
    }
    if model.feedForwardSize > 0 {
      parts.append(
        input(.feedForwardSize, Double(model.feedForwardSize), .elements, .modelShape))
    }
    if let experts = model.experts {
      parts.append(input(.expertsUsed, Double(experts.used), .count, .modelShape))
      parts.append(
        input(
          .expertFeedForwardSize, Double(experts.feedForwardSize), .elements, .modelShape))
    }
    let fused = plan.settings.flashAttention
    add(
      .liveWidth, Double(width), .elements, fused ? .liveWidthFused : .liveWidthScores,
      .memoryPlanner, card: card, fused ? parts : parts + cells)
  }

  fileprivate mutating func addCard(_ index: Int, of plan: Plan) {
    let ledger = plan.cards[index]
    let count = plan.cards.count
    let layers = input(
      .layersOnCard, Double(ledger.layers.count), .count, .layerSplit, card: index)
    var blocks = operands([.layerBytes, .layers])
    if ledger.holdsOutput { blocks += operands([.outputBytes]) }
    let weights = add(
      .weightsOnCard, Double(ledger.weights), .bytes,
      count == 1 ? .weightsOnCards : .weightsOnCard, .quantizer, card: index, [layers] + blocks)
    let cache = addCardCache(index, of: plan, layers: layers)
    let compute = add(
      .computeOnCard, Double(ledger.compute), .bytes, computeFormula(index, of: plan),
      .memoryPlanner, card: index,
      operands([.microBatch, .pipelineCopies, .logitBytes])
        + operands([.liveWidth, .inputBytes, .handedBytes], card: count == 1 ? nil : index))
    let overhead = input(
      .overhead, Double(ledger.overhead.mid), .bytes, .observedOverhead, card: index)
    let added = addAdded(index, of: plan)
    let need = add(
      .need, Double(ledger.need), .bytes, added.isEmpty ? .need : .needBeside, .arithmetic,
      card: index, [weights, cache, compute, overhead] + added)
    let usable = input(
      .usableBytes, Double(ledger.card.usableBytes), .bytes, .deviceRecord, card: index)
    add(
      .comfortableReserve, Double(ledger.comfortableReserve), .bytes, .comfortableReserve,
      .reserveRule, card: index, [usable])
    input(
      .tightReserve, Double(CardLedger.tightReserve), .bytes, .reserveRule, card: index)
    add(
      .margin, Double(ledger.room), .bytes, .margin, .arithmetic, card: index, [usable, need])
  }

  /// What is loaded beside the model on a card.
  private mutating func addAdded(_ index: Int, of plan: Plan) -> [Int] {
    let added = plan.cards[index].added
    var parts: [Int] = []
    if added.draft > 0 {
      parts.append(input(.draftOnCard, Double(added.draft), .bytes, .draftPlan, card: index))
    }
    if added.projector > 0, let projector = plan.companions.projector {
      let source: TermSource =
        switch projector {
        case .stored: .projectorFile
        case .parameters: .modelShape
        }
      parts.append(
        input(.projectorOnCard, Double(added.projector), .bytes, source, card: index))
    }
    return parts
  }

  /// How the buffer of a card is made up; with weights in host memory nothing is held several times.
  private func computeFormula(_ index: Int, of plan: Plan) -> Formula {
    let makesLogits = plan.computeBuffer.logitCard == index
    if plan.placement.isPipelined { return makesLogits ? .computeLast : .computeAmong }
    return makesLogits ? .computeSingle : .computeBlocks
  }

  fileprivate mutating func addSums(of plan: Plan) {
    guard plan.cards.count > 1 else { return }
    addSum(.weightsOnCard, plan.weights, plan.cards.count)
    addSum(.cacheOnCard, plan.cache, plan.cards.count)
    addSum(.computeOnCard, plan.compute, plan.cards.count)
    addSum(.need, plan.need, plan.cards.count)
  }

  private mutating func addSum(_ quantity: Quantity, _ value: Int64, _ count: Int) {
    var parts: [Int] = []
    for card in 0..<count {
      if let part = index(of: quantity, card: card) { parts.append(part) }
    }
    add(quantity, Double(value), .bytes, .sumOverCards, .arithmetic, parts)
  }

  fileprivate mutating func addHost(_ plan: Plan) {
    let compute = add(
      .hostCompute, Double(plan.host.compute), .bytes,
      plan.placement.isPipelined ? .hostComputePipelined : .hostComputeSingle, .memoryPlanner,
      operands([.microBatch, .hiddenSize, .pipelineCopies])
        + operands([.inputBytes], card: plan.cards.count == 1 ? nil : 0))
    let draft = plan.host.added.draft
    let beside = draft > 0 ? [input(.draftInHost, Double(draft), .bytes, .draftPlan)] : []
    add(
      .hostNeed, Double(plan.host.need), .bytes, beside.isEmpty ? .hostNeed : .hostNeedBeside,
      .arithmetic, operands([.embeddingBytes]) + [compute] + beside)
  }

  /// The indices of the steps of these kinds that are there, for one card or for all.
  func operands(_ quantities: [Quantity], card: Int? = nil) -> [Int] {
    var indices: [Int] = []
    for quantity in quantities {
      if let index = index(of: quantity, card: card) { indices.append(index) }
    }
    return indices
  }
}
