import Catalog
import Sizing

/// What `rigbook size` found, before it is written.
struct SizeAnswer: Sendable {
  let model: SizedModel
  /// What is loaded beside it.
  var added = AddedModels()
  /// The cards that were asked for, in order; none when any would do.
  let cards: [SizedCard]
  /// On the cards that were asked for, or on cards without limits.
  let plan: Plan
  /// What is around the cards, as far as it was named.
  var machine = Machine()
  /// The speed of one stream; `nil` where it does not fit or no card is named.
  let speed: PlanSpeed?
  /// How many users are served at a rate each; `nil` where that was not asked or it does not fit.
  var users: UsersAnswer?
  /// The longest context of a slot that the cards hold, in tokens; `nil` when not asked for.
  var longestContext: Int64?

  /// Users at a rate each.
  struct UsersAnswer: Sendable {
    /// Tokens per second of each.
    let rate: Double
    /// How layers are dealt out to the cards.
    let split: Split
    /// How many, or what is not known.
    let result: Result<MostStreams, SpeedGap>
  }

  var settings: LoadSettings { plan.settings }

  /// The processor that was named, for what is in host memory.
  var processor: SizedProcessor? { machine.processor }

  /// The card, where all are of one kind.
  var onlyCard: SizedCard? {
    cards.first.flatMap { first in cards.allSatisfy { $0.id == first.id } ? first : nil }
  }

  /// The context in tokens that the draft model was made for, where a slot has more: llama.cpp loads
  /// it all the same, and its guesses grow worse.
  var draftLimit: Int64? {
    added.draft?.longestContext.flatMap { $0 < settings.contextPerSlot ? $0 : nil }
  }

  /// Whether everything is in host memory, so that no card is needed.
  var needsNoCard: Bool {
    plan.placement.isInHostMemory && plan.draft?.placement.isInHostMemory ?? true
      && added.companions.projector == nil
  }

  /// The steps that lead to the memory, in words.
  ///
  /// Without a card there are no steps about its room.
  var memorySteps: [DerivationText.Step] {
    plan.derivation.steps(without: cards.isEmpty ? .roomOfCard : [])
  }

  /// The steps that lead to the speed of decode, in words.
  var decodeSteps: [DerivationText.Step] {
    speed?.knownDecode.map { DerivationText.steps($0.derivation) } ?? []
  }

  /// The steps that lead to the speed of all slots at once, in words; none where there is one slot.
  var allSteps: [DerivationText.Step] {
    guard case .success(let estimate) = speed?.all else { return [] }
    return DerivationText.steps(plan.derivation(of: estimate))
  }

  /// The steps that lead to the speed of as many users as are served at a rate each, in words; none where
  /// these are the slots of the plan.
  var userSteps: [DerivationText.Step] {
    guard let users, case .success(let most) = users.result,
      most.streams != settings.slots || allSteps.isEmpty,
      let plan = plan.prepared.plan(
        of: most.streams, settings, on: cards.map(\.card), split: users.split),
      let estimate = try? plan.decodeAll(cachedTokens: settings.contextPerSlot)
    else { return [] }
    return DerivationText.steps(plan.derivation(of: estimate))
  }

  /// The steps that lead to the speed of prefill, in words.
  var prefillSteps: [DerivationText.Step] {
    speed?.knownPrefill.map { DerivationText.steps($0.derivation) } ?? []
  }

  /// The steps that lead to the time of loading, in words.
  var loadingSteps: [DerivationText.Step] {
    guard case .success(let estimate) = speed?.loading else { return [] }
    return DerivationText.steps(plan.derivation(of: estimate))
  }

  /// The steps that lead to the memory of the draft model, in words; none without one.
  ///
  /// Room and the driver's share are those of both models together.
  var draftSteps: [DerivationText.Step] {
    plan.draft?.derivation.steps(without: .roomOfCard + [.overhead, .need]) ?? []
  }
}
