extension PreparedModel {
  /// Finds the longest total context with which the model does not exceed the cards.
  ///
  /// Need grows with context, nearly in a line, so interpolation over multiples of 256 tokens for each
  /// slot finds it in a few plans; every fourth step halves the rest, should need not be so straight.
  /// The model's own limit ends the search.
  ///
  /// - Parameters:
  ///   - settings: How the model is loaded; their context is ignored.
  ///   - cards: The cards in order.
  ///   - verdict: The worst verdict that counts as fitting.
  ///   - split: How layers are dealt out to the cards.
  ///   - companions: What is loaded beside the model; a draft model's context grows with this one's.
  /// - Returns: Tokens over all slots, or `nil` when not even the shortest context fits.
  /// - Throws: A `PlanFault` when model, settings and cards do not go together.
  package func largestContext(
    _ settings: LoadSettings, on cards: [Card], allowing verdict: Verdict = .tight,
    split: Split = .byMemory, beside companions: Companions = Companions()
  ) throws(PlanFault) -> Int64? {
    try largestContext(
      settings, on: cards, allowing: verdict, split: split, beside: companions
    ) {
      ComputeBuffer(self, $0, $1)
    }
  }

  /// Searches as `largestContext(_:on:allowing:split:beside:)` does, with working buffers from elsewhere.
  package func largestContext(
    _ settings: LoadSettings, on cards: [Card], allowing verdict: Verdict = .tight,
    split: Split = .byMemory, beside companions: Companions = Companions(), buffers: Buffers
  ) throws(PlanFault) -> Int64? {
    let bound = LoadSettings.contextBound / settings.slots
    let limit = min(model.contextLimit ?? bound, bound)
    func fit(_ perSlot: Int64) throws(PlanFault) -> Fit {
      guard let longer = settings.withSlotContext(perSlot) else { return Fit() }
      let plan = try plan(
        longer, on: cards, split: split, beside: companions, buffers: buffers)
      return Fit(
        holds: plan.verdict.rawValue <= verdict.rawValue,
        spare: Double(plan.bindingLedger.spare(beyond: verdict)))
    }
    var (low, high) = (Int64(1), (limit + 255) / 256)
    var above = try fit(limit)
    if above.holds { return limit * settings.slots }
    guard high > 1 else { return nil }
    var below = try fit(256)
    guard below.holds else { return nil }
    var step = 0
    while high - low > 1 {
      var middle = (low + high) / 2
      step += 1
      if step % 4 != 0, below.spare >= 0, above.spare < 0 {
        let share = below.spare / (below.spare - above.spare)
        let guess = low + Int64(share * Double(high - low))
        middle = min(max(guess, low + 1), high - 1)
      }
      let found = try fit(middle * 256)
      if found.holds { (low, below) = (middle, found) } else { (high, above) = (middle, found) }
    }
    return low * 256 * settings.slots
  }
}

/// Whether a context fits, and by how much.
private struct Fit {
  var holds = false
  /// Bytes beyond what the verdict leaves free, on the card that decides.
  var spare = -1.0
}

extension CardLedger {
  /// Bytes left over beyond what a verdict leaves free.
  fileprivate func spare(beyond verdict: Verdict) -> Int64 {
    switch verdict {
    case .fits: room - comfortableReserve
    case .tight: room - Self.tightReserve
    case .doesNotFit: room
    }
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
