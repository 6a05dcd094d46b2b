extension PreparedCheckpoint {
  /// Plans the memory of a model under a runtime.
  ///
  /// vLLM cuts every matrix over the cards (tensor parallel); transformers deals out whole layers by
  /// the cards' memory.
  ///
  /// - Parameters:
  ///   - settings: How the model is served.
  ///   - cards: The cards in order, at most 64.
  ///   - added: Models that are loaded beside it.
  /// - Returns: A ledger for each card and the verdict, and for vLLM what the pool holds.
  /// - Throws: A `RuntimeFault` when model, settings and cards do not go together.
  package func plan(
    _ settings: RuntimeSettings, on cards: [Card], with added: [AddedModel] = []
  ) throws(RuntimeFault) -> RuntimePlan {
    guard cards.count >= 1, cards.count <= 64 else { throw .cardCountOutOfRange }
    guard model.compressed == nil else { throw .compressedRows }
    if let limit = model.contextLimit, settings.contextTokens > limit { throw .contextBeyondModel }
    switch settings {
    case .vllm(let serving): return try plan(serving, on: cards, with: added)
    case .transformers(let generation): return plan(generation, on: cards, with: added)
    }
  }

  /// Finds the longest context of each sequence with which the model does not exceed the cards.
  ///
  /// Need grows with context, so halving the range finds it.
  ///
  /// - Parameters:
  ///   - cards: The cards in order.
  ///   - verdict: The worst verdict that counts as fitting.
  ///   - added: Models that are loaded beside it.
  ///   - settings: The settings with a context of so many tokens.
  /// - Returns: Tokens, or `nil` when not even one fits.
  /// - Throws: A `RuntimeFault` when model, settings and cards do not go together.
  package func largestContext(
    on cards: [Card], allowing verdict: Verdict = .tight, with added: [AddedModel] = [],
    _ settings: (_ contextTokens: Int64) throws(RuntimeFault) -> RuntimeSettings
  ) throws(RuntimeFault) -> Int64? {
    let sequences = try settings(1).sequences
    let bound = LoadSettings.contextBound / sequences
    var (low, high) = (Int64(0), min(model.contextLimit ?? bound, bound) + 1)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      let found = try plan(settings(middle), on: cards, with: added).verdict
      if found.rawValue <= verdict.rawValue { low = middle } else { high = middle }
    }
    return low == 0 ? nil : low
  }

  /// Whether kernels differ so much between versions that activations are known less well.
  var hasVariedKernels: Bool {
    model.experts != nil || model.recurrence != nil || model.latent != nil
      || model.perLayerSize > 0
  }

  /// A term for activations, with what they may lie off the derived bytes: kernels that differ between
  /// versions may take less, too.
  func activations(_ bytes: Int64, low: Int64? = nil, high: Int64? = nil) -> RuntimeTerm {
    let spread =
      hasVariedKernels
      ? RuntimeConstants.otherActivationSpread : RuntimeConstants.denseActivationSpread
    let off = Int64(spread * Double(bytes))
    let least = hasVariedKernels ? bytes - off : bytes
    return RuntimeTerm(
      .activations,
      ByteBand(low: min(low ?? least, least), mid: bytes, high: max(high ?? 0, bytes + off)),
      hasVariedKernels ? .fitted : .derived)
  }
}
