package import Sizing

extension SizingEngine {
  /// The longest context of a slot that cards hold, in tokens; `nil` where none fits.
  package func longestContext(
    _ model: SizedModel, _ settings: LoadSettings, on cards: [SizedCard],
    split: Split = .byMemory, beside companions: Companions = Companions()
  ) throws(SizingFault) -> Int64? {
    try SizingCase(
      engine: self, model: model, settings: settings, cards: cards, split: split,
      companions: companions
    ).longestContext(allowing: .tight)
  }

  /// Finds what would make a plan fit with room to spare, or how much more it would still hold.
  ///
  /// - Parameters:
  ///   - model: The model that is planned.
  ///   - settings: How it is loaded.
  ///   - cards: The cards it is put on, in order.
  ///   - split: How layers are dealt out to them.
  ///   - companions: What is loaded beside the model.
  ///   - supply: What is known of host memory: nothing is put there that it does not hold.
  /// - Returns: Limits, and single changes that make it fit.
  /// - Throws: `SizingFault` when model, settings and cards do not go together.
  package func advice(
    _ model: SizedModel, _ settings: LoadSettings, on cards: [SizedCard], split: Split = .byMemory,
    beside companions: Companions = Companions(), in supply: HostSupply = .unstated
  ) throws(SizingFault) -> SizingAdvice {
    let question = SizingCase(
      engine: self, model: model, settings: settings, cards: cards, split: split,
      companions: companions, supply: supply)
    let plan = try question.plan()
    let comfortableContext = try question.longestContext(allowing: .fits)
    let largestMix = question.largestMix()
    return SizingAdvice(
      comfortableContext: comfortableContext,
      longestContext: try question.longestContext(allowing: .tight), largestMix: largestMix?.id,
      changes: plan.verdict == .fits
        ? [] : question.changes(comfortableContext: comfortableContext, largestMix: largestMix))
  }
}
