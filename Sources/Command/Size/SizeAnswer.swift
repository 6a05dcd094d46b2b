import Catalog
import Sizing

/// What `rigbook size` found, before it is written.
struct SizeAnswer: Sendable {
  let model: SizedModel
  /// Tokens over all slots, as asked for.
  let contextTokens: Int64
  /// The cards that were asked for, or `nil` when any would do.
  let card: SizedCard?
  /// On the cards that were asked for, or on one card without limits.
  let plan: Plan
  /// The speed of one stream; `nil` where it does not fit or the bandwidth is not known.
  let decode: DecodeEstimate?
  /// The smallest cards that hold it, when no card was asked for.
  let alternatives: [SizingAnswer]

  var settings: LoadSettings { plan.settings }

  /// The steps that lead to the memory, in words.
  ///
  /// Without a card there are no steps about its room: the plan's own card is only a pretence.
  var memorySteps: [DerivationText.Step] {
    let derivation = plan.derivation
    return zip(derivation.terms, DerivationText.steps(derivation)).compactMap { term, step in
      card == nil && Self.roomOfCard.contains(term.quantity) ? nil : step
    }
  }

  /// The steps that lead to the speed, in words.
  var speedSteps: [DerivationText.Step] {
    decode.map { DerivationText.steps($0.derivation) } ?? []
  }

  private static let roomOfCard: [Quantity] = [
    .usableBytes, .comfortableReserve, .tightReserve, .margin,
  ]

  /// Tokens of context that each slot has.
  var contextPerSlot: Int64 { settings.contextTokens / settings.slots }
}
