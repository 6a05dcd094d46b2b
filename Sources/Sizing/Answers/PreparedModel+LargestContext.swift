extension PreparedModel {
  /// Finds the longest total context with which the model does not exceed the cards.
  ///
  /// Need grows with context, so bisection over multiples of 256 tokens for each slot finds it;
  /// the model's own limit ends the search.
  ///
  /// - Parameters:
  ///   - settings: How the model is loaded; their context is ignored.
  ///   - cards: The cards in order.
  ///   - verdict: The worst verdict that counts as fitting.
  ///   - split: How layers are dealt out to the cards.
  /// - Returns: Tokens over all slots, or `nil` when not even the shortest context fits.
  /// - Throws: A `PlanFault` when model, settings and cards do not go together.
  package func largestContext(
    _ settings: LoadSettings, on cards: [Card], allowing verdict: Verdict = .tight,
    split: Split = .byMemory
  ) throws(PlanFault) -> Int64? {
    try largestContext(settings, on: cards, allowing: verdict, split: split) {
      ComputeBuffer(self, $0, $1)
    }
  }

  /// Searches as `largestContext(_:on:allowing:split:)` does, with working buffers from elsewhere.
  package func largestContext(
    _ settings: LoadSettings, on cards: [Card], allowing verdict: Verdict = .tight,
    split: Split = .byMemory, buffers: Buffers
  ) throws(PlanFault) -> Int64? {
    let bound = LoadSettings.contextBound / settings.slots
    let limit = min(model.contextLimit ?? bound, bound)
    func fits(_ perSlot: Int64) throws(PlanFault) -> Bool {
      guard let longer = settings.withSlotContext(perSlot) else { return false }
      let plan = try plan(longer, on: cards, split: split, buffers: buffers)
      return plan.verdict.rawValue <= verdict.rawValue
    }
    if try fits(limit) { return limit * settings.slots }
    var low: Int64 = 0
    var high = (limit + 255) / 256
    while high - low > 1 {
      let middle = (low + high) / 2
      if try fits(middle * 256) { low = middle } else { high = middle }
    }
    guard low == 0 else { return low * 256 * settings.slots }
    return nil
  }
}

extension LoadSettings {
  /// The same settings with a context for each slot, or `nil` when that is out of range.
  fileprivate func withSlotContext(_ tokens: Int64) -> LoadSettings? {
    do throws(SettingsFault) { return try with(contextTokens: tokens * slots) } catch {
      return nil
    }
  }
}
