extension PreparedCheckpoint {
  /// Plans transformers: whole layers dealt out by the cards' memory, the embedding on the first card,
  /// the output matrix and what is added on the last.
  func plan(
    _ settings: TransformersSettings, on cards: [Card], with added: [AddedModel]
  ) -> RuntimePlan {
    let ends = LayerSplit.ends(units: model.layers, cards: cards)
    var ledgers: [RuntimeLedger] = []
    ledgers.reserveCapacity(cards.count)
    var start = 0
    for index in cards.indices {
      let layers = start..<max(start, ends[index])
      start = layers.upperBound
      var weights: Int64 = 0
      for layer in layers { weights += bytesOfLayer[layer] }
      let isLast = index == cards.count - 1
      // A tied output matrix is the embedding, on the first card.
      if index == 0 { weights += embeddingBytes }
      if isLast { weights += outputNormBytes + outputBytes }
      ledgers.append(
        ledger(settings, on: cards[index], layers, weights: weights, added: isLast ? added : []))
    }
    return RuntimePlan(checkpoint: self, settings: .transformers(settings), cards: ledgers)
  }

  private func ledger(
    _ settings: TransformersSettings, on card: Card, _ layers: Range<Int>, weights: Int64,
    added: [AddedModel]
  ) -> RuntimeLedger {
    var terms = [self.weights(weights)]
    var cache = cacheBytes(of: layers, settings, tokens: settings.contextTokens)
    let atPrompt = cacheBytes(of: layers, settings, tokens: settings.promptTokens)
    let activations = peak(settings, layers, beyond: cache - atPrompt)
    var (addedWeights, addedCache) = (Int64(0), Int64(0))
    for model in added {
      switch model {
      case .projector(let bytes): addedWeights += AddedModel.bounded(bytes)
      case .draft(let draft):
        addedWeights += draft.fileBytes
        addedCache += draft.cacheBytes(
          of: 0..<draft.model.layers, settings, tokens: settings.contextTokens)
      }
    }
    if addedWeights > 0 { terms.append(RuntimeTerm(.addedWeights, exactly: addedWeights)) }
    terms.append(RuntimeTerm(.driver, card.backend.overhead, .fitted))
    let workspace = RuntimeConstants.workspace(card.backend) + scratchBytes
    if workspace > 0 {
      let band = ByteBand(low: workspace, mid: workspace, high: workspace)
      terms.append(RuntimeTerm(.workspace, band, .derived))
    }
    terms.append(activations)
    // Kernels leave states in 32 bits or in the model's type, by their version.
    let least = cacheBytes(
      of: layers, settings, tokens: settings.contextTokens, stateElement: 2 * widening)
    let basis: TermBasis = model.recurrence == nil ? .exact : .derived
    terms.append(
      RuntimeTerm(.cache, ByteBand(low: min(least, cache), mid: cache, high: cache), basis))
    if addedCache > 0 { terms.append(RuntimeTerm(.addedCache, exactly: addedCache)) }
    cache += addedCache + activations.bytes.mid
    let lost = Int64(RuntimeConstants.fragmentation * Double(cache))
    terms.append(RuntimeTerm(.fragmentation, ByteBand(low: 0, mid: 0, high: lost), .fitted))
    return RuntimeLedger(card: card, terms: terms, limit: card.usableBytes)
  }

  /// What is alive beside weights and the whole cache at the peak.
  ///
  /// That is at the end of the prompt's pass, when the answer's part of the cache is not there yet, or
  /// at the last token, when a layer's keys are copied to be one token longer.
  private func peak(
    _ settings: TransformersSettings, _ layers: Range<Int>, beyond growth: Int64
  ) -> RuntimeTerm {
    let tokens = settings.promptTokens * settings.sequences
    let hidden = tokens.bounded(times: 4 * model.hiddenSize)
    // 16 bits, and a copy in 32.
    let row = 6 * model.vocabularySize
    let rows = settings.logits == .all ? tokens : settings.sequences
    var layer = TransformersActivations(model).bytes(
      tokens: tokens, unpacked: format.unpacksInTransformers(tokens: tokens) ? unpackedBytes : 0)
    if settings.attention == .eager {
      // Scores in 16 bits and their probabilities in 32.
      let scores = tokens.bounded(times: settings.promptTokens)
      layer += scores.bounded(times: 6 * model.queryHeads)
    }
    let prompt = max(layer, hidden + rows.bounded(times: row))
    var keys: Int64 = 0
    for layer in layers where model.parts(ofLayer: layer).keepsCache {
      let bytes = 2 * model.heads(inLayer: layer).keyWidth
      keys = max(keys, bytes * settings.contextTokens * settings.sequences)
    }
    let most = max(prompt - growth / widening, keys + settings.sequences * row)
    return activations(most.bounded(times: widening))
  }

  /// How many times as wide as in 16 bits results and cache are: they have the type of the weights that
  /// are not quantized.
  private var widening: Int64 { layout.plainBytes / 2 }

  private func cacheBytes(
    of layers: Range<Int>, _ settings: TransformersSettings, tokens: Int64,
    stateElement: Int64 = Recurrence.widestElement
  ) -> Int64 {
    var bytes: Int64 = 0
    for layer in layers {
      let one = model.expandedCacheBytes(
        inLayer: layer, tokens: tokens, widening: widening, stateElement: stateElement)
      bytes += one * settings.sequences
    }
    return bytes
  }
}

extension PreparedCheckpoint {
  /// Bytes of the largest matrix of a layer when it is unpacked to 16 bits.
  var unpackedBytes: Int64 {
    var most: Int64 = 0
    for layer in 0..<model.layers {
      for tensor in model.tensors(ofLayer: layer) where tensor.role.isLayerMatrix {
        most = max(most, 2 * tensor.rowLength * tensor.rows)
      }
    }
    return most
  }

  /// Bytes that GPTQ's kernels keep for unpacking the largest matrix.
  fileprivate var scratchBytes: Int64 { format.isGPTQ ? unpackedBytes : 0 }
}

extension CheckpointFormat {
  /// Whether the format is one of GPTQ's.
  var isGPTQ: Bool {
    switch self {
    case .gptqGroup128, .gptqGroup64, .gptqGroup32, .gptq8Group128: true
    default: false
    }
  }

  /// Whether transformers' kernels unpack a matrix to 16 bits for so many tokens: AWQ's do from 1024,
  /// bitsandbytes' for more than one.
  func unpacksInTransformers(tokens: Int64) -> Bool {
    switch self {
    case .awqGroup128, .awqGroup64, .awqGroup32: tokens >= 1024
    case .nf4, .nf4Double: tokens > 1
    default: false
    }
  }

  /// Whether vLLM's kernels unpack a matrix to 16 bits for a batch.
  var unpacksInVLLM: Bool { self == .nf4 || self == .nf4Double }
}
