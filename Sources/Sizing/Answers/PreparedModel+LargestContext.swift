extension PreparedModel {
  /// Finds the longest total context with which the model does not exceed the cards.
  ///
  /// Need grows with context, nearly in a line, so interpolation over multiples of 256 tokens for each
  /// slot finds it in a few plans; every fourth step halves the rest, should need not be so straight.
  /// Only with a draft model that is dealt out to several cards does it jump, and longer contexts are
  /// tried one by one. The model's own limit ends the search.
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
    func fit(_ perSlot: Int64, _ companions: Companions) throws(PlanFault) -> Fit {
      guard let longer = settings.withSlotContext(perSlot) else { return Fit() }
      let plan = try plan(
        longer, on: cards, split: split, beside: companions, buffers: buffers)
      return Fit(
        holds: plan.verdict.rawValue <= verdict.rawValue,
        spare: Double(plan.bindingLedger.spare(beyond: verdict)))
    }
    let found = try ContextSteps.longest(limit) { perSlot throws(PlanFault) in
      try fit(perSlot, companions)
    }
    guard found != limit, companions.isDealtOut(to: cards.count, split) else {
      return found.map { $0 * settings.slots }
    }
    // Layers of the draft model go from card to card as the context takes what was free there, so a
    // longer context may fit where a shorter one does not. What fits without it bounds the search.
    let alone = try ContextSteps.longest(limit) { perSlot throws(PlanFault) in
      try fit(perSlot, companions.withoutDraft)
    }
    for perSlot in ContextSteps.down(from: alone ?? 0, to: found ?? 0) {
      let longer = try fit(perSlot, companions)
      if longer.holds { return perSlot * settings.slots }
    }
    return found.map { $0 * settings.slots }
  }
}

/// Contexts of a slot, in the multiples that are told apart.
private enum ContextSteps {
  /// Tokens between one context and the next.
  static let step: Int64 = 256

  /// The longest context up to a limit that fits, where need grows with it, or `nil`.
  static func longest(
    _ limit: Int64, _ fit: (Int64) throws(PlanFault) -> Fit
  ) throws(PlanFault) -> Int64? {
    var (low, high) = (Int64(1), (limit + step - 1) / step)
    var above = try fit(limit)
    if above.holds { return limit }
    guard high > 1 else { return nil }
    var below = try fit(step)
    guard below.holds else { return nil }
    var count = 0
    while high - low > 1 {
      var middle = (low + high) / 2
      count += 1
      if count % 4 != 0, below.spare >= 0, above.spare < 0 {
        let share = below.spare / (below.spare - above.spare)
        let guess = low + Int64(share * Double(high - low))
        middle = min(max(guess, low + 1), high - 1)
      }
      let found = try fit(middle * step)
      if found.holds { (low, below) = (middle, found) } else { (high, above) = (middle, found) }
    }
    return low * step
  }

  /// The contexts from one down to another, which is left out; the first may be no multiple.
  static func down(from longest: Int64, to shortest: Int64) -> [Int64] {
    let multiples = stride(from: longest / step, to: shortest / step, by: -1).map { $0 * step }
    return longest % step == 0 ? multiples : [longest] + multiples
  }
}

extension Companions {
  /// Whether a draft model is dealt out to several cards by what is free on them.
  fileprivate func isDealtOut(to cards: Int, _ split: Split) -> Bool {
    guard let draft, draft.cards?.count ?? cards > 1 else { return false }
    return split == .byMemory
  }

  /// The same without a draft model.
  fileprivate var withoutDraft: Companions { Companions(projector: projector) }
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
