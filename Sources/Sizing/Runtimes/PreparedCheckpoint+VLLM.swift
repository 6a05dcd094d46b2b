extension PreparedCheckpoint {
  /// Plans vLLM with as many ranks as cards.
  func plan(
    _ settings: VLLMSettings, on cards: [Card], with added: [AddedModel]
  ) throws(RuntimeFault) -> RuntimePlan {
    let ranks = try TensorRanks(model, count: Int64(cards.count))
    let extras = try VLLMExtras(added, settings, ranks: ranks.count, on: cards[0])
    let batch = settings.batchedTokens(on: cards[0])
    let cache = VLLMCache(
      model, ranks: ranks, tokens: settings.contextTokens, batch: batch,
      cacheType: settings.cacheType)
    // States may be asked for in 32 bits (`mamba_ssm_cache_dtype`).
    let widest = VLLMCache(
      model, ranks: ranks, tokens: settings.contextTokens, batch: batch,
      cacheType: settings.cacheType, stateElement: Recurrence.widestElement)
    // FlashInfer's kernels for compute capability 10.x keep rows in FP8 without scales
    // (`flashinfer_mla_sparse.py`, 2026), those of FlashMLA with them; vLLM has chosen either.
    let hasPackedRows = settings.cacheType == .fp8 && model.latent?.indexer != nil
    let plain =
      hasPackedRows
      ? VLLMCache(
        model, ranks: ranks, tokens: settings.contextTokens, batch: batch,
        cacheType: settings.cacheType, packsRows: false) : cache
    let activations = activations(settings, ranks, on: cards[0])
    var ledgers: [RuntimeLedger] = []
    ledgers.reserveCapacity(cards.count)
    var pool = Int64.max
    var weights = try vllmWeights(ranks, on: cards[0])
    for index in cards.indices {
      let card = cards[index]
      if index > 0, card != cards[index - 1] { weights = try vllmWeights(ranks, on: card) }
      var terms = [weights]
      if let added = extras.weights { terms.append(added) }
      terms.append(RuntimeTerm(.driver, card.backend.overhead, .fitted))
      if cards.count > 1 {
        terms.append(RuntimeTerm(.communication, RuntimeConstants.communication, .fitted))
      }
      if settings.capturesGraphs {
        terms.append(RuntimeTerm(.graphs, RuntimeConstants.graphs, .fitted))
      }
      terms.append(activations)
      let share = Int64(settings.utilisation * Double(card.usableBytes))
      let limit = min(share, card.usableBytes - CardLedger.tightReserve)
      let empty = RuntimeLedger(card: card, terms: terms, limit: limit)
      pool = min(pool, empty.room)
      let bytes = cache.bytes(sequences: settings.sequences)
      let most = widest.bytes(sequences: settings.sequences)
      // AMD's back end for an indexer computes plain rows only, and on 10.x either kind may be chosen.
      let mayBePlain =
        card.computeCapability / 10 == 10 || card.backend == .rocmCDNA || card.backend == .rocmRDNA
      let least = mayBePlain ? plain.bytes(sequences: settings.sequences) : bytes
      let own = ByteBand(low: min(bytes, least), mid: bytes, high: max(bytes, most))
      let isCounted = cache.plainBlock != nil && own.low == bytes
      terms.append(RuntimeTerm(.cache, own, isCounted ? .exact : .derived))
      if extras.hasCache {
        terms.append(
          RuntimeTerm(.addedCache, exactly: extras.bytes(sequences: settings.sequences)))
      }
      ledgers.append(RuntimeLedger(card: card, terms: terms, limit: limit))
    }
    return RuntimePlan(
      checkpoint: self, settings: .vllm(settings), cards: ledgers,
      pool: CachePool(pool, cache, extras, settings, on: cards[0]))
  }

  /// What is alive at the peak of a batch: that of a layer or that of the sampler, whichever is more,
  /// for the one is over when the other begins.
  private func activations(
    _ settings: VLLMSettings, _ ranks: TensorRanks, on card: Card
  ) -> RuntimeTerm {
    let elements = VLLMActivations(model, ranks: ranks).elementsPerToken
    var layer = 2 * elements * settings.batchedTokens(on: card)
    if format.unpacksInVLLM { layer += unpackedBytes / ranks.count }
    let logits = settings.sequenceLimit(on: card) * model.vocabularySize
    let sampler = RuntimeConstants.samplerBytesPerLogit
    return activations(
      max(layer, sampler.mid * logits), low: max(layer, sampler.low * logits),
      high: sampler.high * logits)
  }
}

extension CachePool {
  /// Divides what a card has left by what sequences take.
  fileprivate init(
    _ room: Int64, _ cache: VLLMCache, _ extras: VLLMExtras, _ settings: VLLMSettings,
    on card: Card
  ) {
    let once = cache.once + extras.once
    let each = max(1, cache.perSequence + extras.perSequence)
    let left = max(0, room - once)
    bytes = max(0, room)
    let limit = settings.sequenceLimit(on: card)
    sequences = min(left / each, limit)
    isFull = left / each <= limit
    if let block = cache.plainBlock, block > 0, !extras.hasCache {
      tokens = bytes / block * VLLMSettings.blockTokens
    } else {
      tokens = Int64(Double(left) / Double(each) * Double(settings.contextTokens))
    }
  }
}

/// What models beside the main one take on a rank.
private struct VLLMExtras {
  /// Their weights; `nil` where there are none.
  var weights: RuntimeTerm?
  var perSequence: Int64 = 0
  var once: Int64 = 0
  var hasCache: Bool { perSequence > 0 }

  init(
    _ added: [AddedModel], _ settings: VLLMSettings, ranks: Int64, on card: Card
  ) throws(RuntimeFault) {
    for model in added {
      switch model {
      case .projector(let bytes):
        add(RuntimeTerm(.addedWeights, exactly: AddedModel.bounded(bytes)))
      case .draft(let draft):
        let cut = try TensorRanks(draft.model, count: ranks)
        add(try draft.vllmWeights(cut, on: card))
        let cache = VLLMCache(
          draft.model, ranks: cut, tokens: settings.contextTokens,
          batch: settings.batchedTokens(on: card), cacheType: settings.cacheType)
        perSequence += cache.perSequence
        once += cache.once
      }
    }
  }

  /// Adds the weights of another model; the sum rests on the weakest of them.
  private mutating func add(_ term: RuntimeTerm) {
    guard term.bytes.high > 0 else { return }
    let last = weights?.bytes ?? ByteBand(low: 0, mid: 0, high: 0)
    let lastBasis = weights?.basis ?? .exact
    weights = RuntimeTerm(
      .addedWeights,
      ByteBand(
        low: last.low + term.bytes.low, mid: last.mid + term.bytes.mid,
        high: last.high + term.bytes.high),
      term.basis.rawValue > lastBasis.rawValue ? term.basis : lastBasis)
  }

  func bytes(sequences: Int64) -> Int64 { once + perSequence * sequences }
}
