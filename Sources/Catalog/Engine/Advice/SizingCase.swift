internal import Sizing

/// A model as it is loaded and the cards it is put on, with ways to change one of them.
struct SizingCase {
  let engine: SizingEngine
  var model: SizedModel
  var settings: LoadSettings
  var cards: [SizedCard]
  var split = Split.byMemory
  var companions = Companions()
  /// What is known of host memory, which holds what is not on cards.
  var supply = HostSupply.unstated

  /// The usual mixes, the largest files first.
  private static let usualMixes: [QuantizationMix] = [
    .bf16, .q8v0, .q6K, .q5KM, .q4KM, .iq4XS, .q3KM, .q2K,
  ]

  /// How many cards of one kind are tried.
  private static let mostCards = 8

  func plan() throws(SizingFault) -> Plan {
    try engine.plan(
      model, settings, on: cards.map(\.card), split: split, beside: companions)
  }

  /// The longest context of a slot, in tokens.
  func longestContext(allowing verdict: Verdict) throws(SizingFault) -> Int64? {
    do throws(PlanFault) {
      let total = try model.prepared.largestContext(
        settings, on: cards.map(\.card), allowing: verdict, split: split, beside: companions
      ) { engine.buffers.buffer(of: model, $0, $1) }
      return total.map { $0 / settings.slots }
    } catch {
      throw SizingFault(error)
    }
  }

  /// The largest of the usual mixes that fits with room to spare, on the cards and in host memory.
  func largestMix() -> (id: String, plan: Plan)? {
    for mix in Self.usualMixes {
      guard let id = engine.quantizationIDs.first(where: { QuantizationMix(id: $0) == mix }),
        let plan = held({ $0.take(mix, id: id) })
      else { continue }
      return (id, plan)
    }
    return nil
  }

  // MARK: Changes

  /// Single changes that make it fit with room to spare, those that cost no hardware first.
  ///
  /// - Parameters:
  ///   - comfortableContext: The longest context of a slot that fits with room to spare.
  ///   - largestMix: What `largestMix()` found.
  /// - Returns: The changes, none where no single one is enough.
  func changes(
    comfortableContext: Int64?, largestMix: (id: String, plan: Plan)?
  ) -> [SizingChange] {
    [
      splitChange(), cacheChange(), contextChange(comfortableContext), slotsChange(),
      mixChange(largestMix), expertsChange(), layersChange(), draftLayersChange(), draftChange(),
      projectorChange(), cardChange(), countChange(),
    ].compactMap(\.self)
  }

  /// Another split over the same cards: llama.cpp's own in place of given shares, else the best.
  private func splitChange() -> SizingChange? {
    guard cards.count > 1, split != .best else { return nil }
    for other in [Split.byMemory, .best] where other != split {
      if let plan = comfortable({ $0.split = other }) {
        return SizingChange(kind: .split(other), plan: plan)
      }
    }
    return nil
  }

  private func cacheChange() -> SizingChange? {
    guard settings.cacheTypeK == .f16, settings.cacheTypeV == .f16, settings.flashAttention,
      let plan = comfortable({ (changed) throws(SettingsFault) in
        changed.settings = try settings.with(cacheTypeK: .q8v0, cacheTypeV: .q8v0)
      })
    else { return nil }
    return SizingChange(kind: .cacheType(.q8v0), plan: plan)
  }

  private func contextChange(_ longest: Int64?) -> SizingChange? {
    guard let longest, longest < settings.contextPerSlot,
      let plan = comfortable({ (changed) throws(SettingsFault) in
        changed.settings = try settings.with(contextTokens: longest * settings.slots)
      })
    else { return nil }
    return SizingChange(kind: .context(longest), plan: plan)
  }

  private func slotsChange() -> SizingChange? {
    for slots in stride(from: settings.slots - 1, through: 1, by: -1) {
      let plan = comfortable { (changed) throws(SettingsFault) in
        changed.settings = try settings.with(
          contextTokens: settings.contextPerSlot * slots, slots: slots)
      }
      if let plan { return SizingChange(kind: .slots(slots), plan: plan) }
    }
    return nil
  }

  private func mixChange(_ largest: (id: String, plan: Plan)?) -> SizingChange? {
    guard let (id, plan) = largest, plan.prepared.fileBytes < model.prepared.fileBytes
    else { return nil }
    return SizingChange(kind: .quantization(id), plan: plan)
  }

  private func expertsChange() -> SizingChange? {
    let layers = model.prepared.model.layers
    guard model.prepared.model.experts != nil, settings.hostExpertLayers < layers else {
      return nil
    }
    for count in (settings.hostExpertLayers + 1)...layers {
      let plan = held { (changed) throws(SettingsFault) in
        changed.settings = try settings.with(hostExpertLayers: count)
      }
      if let plan { return SizingChange(kind: .hostExperts(count), plan: plan) }
    }
    return nil
  }

  private func layersChange() -> SizingChange? {
    let layers = model.prepared.model.layers
    let units = min(settings.gpuLayers ?? layers + 1, layers + 1)
    for count in stride(from: units - 1, through: 1, by: -1) {
      let plan = held { (changed) throws(SettingsFault) in
        changed.settings = try settings.with(gpuLayers: count)
      }
      if let plan { return SizingChange(kind: .hostLayers(layers + 1 - count), plan: plan) }
    }
    return nil
  }

  /// The fewest layers of the draft model that must be in host memory, down to all of it.
  private func draftLayersChange() -> SizingChange? {
    guard let draft = companions.draft else { return nil }
    let layers = draft.prepared.model.layers
    let units = min(draft.gpuLayers ?? layers + 1, layers + 1)
    for count in stride(from: units - 1, through: 0, by: -1) {
      let plan = comfortable { $0.companions.draft = draft.with(gpuLayers: count) }
      guard let plan else { continue }
      return SizingChange(kind: .draftHostLayers(min(layers, layers + 1 - count)), plan: plan)
    }
    return nil
  }

  /// The smallest kind of card that would do in the place of each; of the same class where there is
  /// one.
  private func cardChange() -> SizingChange? {
    for candidate in engine.replacements(for: cards) {
      if let plan = comfortable({ $0.take(candidate.times(cards.cardCount)) }) {
        return SizingChange(kind: .card(candidate), plan: plan, dropsShares: hasShares)
      }
    }
    return nil
  }

  private func countChange() -> SizingChange? {
    guard let first = cards.first, cards.allSatisfy({ $0.id == first.id }), !first.standsAlone,
      cards.cardCount < Self.mostCards
    else { return nil }
    for count in (cards.cardCount + 1)...Self.mostCards {
      if let plan = comfortable({ $0.take(first.times(count)) }) {
        return SizingChange(kind: .cardCount(count), plan: plan, dropsShares: hasShares)
      }
    }
    return nil
  }

  private func draftChange() -> SizingChange? {
    guard companions.draft != nil, let plan = comfortable({ $0.companions.draft = nil }) else {
      return nil
    }
    return SizingChange(kind: .noDraft, plan: plan)
  }

  private func projectorChange() -> SizingChange? {
    guard companions.projector != nil, let plan = comfortable({ $0.companions.projector = nil })
    else { return nil }
    return SizingChange(kind: .noProjector, plan: plan)
  }

  // MARK: Changed cases

  /// The plan with one thing changed where that fits with room to spare.
  private func comfortable(
    _ change: (inout SizingCase) throws(SettingsFault) -> Void
  ) -> Plan? {
    var changed = self
    do throws(SettingsFault) { try change(&changed) } catch { return nil }
    do throws(SizingFault) {
      let plan = try changed.plan()
      return plan.verdict == .fits ? plan : nil
    } catch {
      // A change that cannot be, such as a cache type whose blocks do not divide a head, is none.
      return nil
    }
  }

  /// The same for a change of the weights that are in host memory, where that holds them.
  private func held(
    _ change: (inout SizingCase) throws(SettingsFault) -> Void
  ) -> Plan? {
    guard let plan = comfortable(change), plan.hostRoom(in: supply).holdsWeights else { return nil }
    return plan
  }

  private mutating func take(_ mix: QuantizationMix, id: String) {
    model = SizedModel(
      id: model.id, name: model.name, quantization: id,
      prepared: PreparedModel(
        model.prepared.model, mix, hasImportanceMatrix: model.prepared.hasImportanceMatrix),
      nativeContext: model.nativeContext)
  }

  private mutating func take(_ cards: [SizedCard]) {
    self.cards = cards
    if hasShares { split = .byMemory }
  }

  /// Whether shares are given, which are for the cards that are there.
  private var hasShares: Bool {
    if case .given = split { true } else { false }
  }
}
