import Catalog
import Sizing

/// What was found for a runtime other than llama.cpp, before it is written.
struct RuntimeAnswer: Sendable {
  let runtime: Runtime
  /// The model, as it was found or read.
  let shape: ModelShape
  /// Where the format of its checkpoint comes from.
  let formatOrigin: FormatOrigin
  /// The models that are loaded beside it.
  let added: [AddedModel]
  /// The cards that were asked for, in order; none when any would do.
  let cards: [SizedCard]
  /// The rate that each user is to have, where that was asked.
  var userRate: Double?
  /// Whether it was asked how long loading takes.
  var asksLoading = false
  /// On the cards that were asked for, or on cards without limits.
  let plan: RuntimePlan

  /// The speed of one stream with a full context, or what is not known of it; `nil` where no card is
  /// named or the checkpoint does not fit.
  var decode: Result<RuntimeDecodeEstimate, SpeedGap>? {
    guard !cards.isEmpty, plan.verdict != .doesNotFit else { return nil }
    do throws(SpeedGap) {
      return .success(try plan.decode(cachedTokens: plan.settings.contextTokens))
    } catch {
      return .failure(error)
    }
  }

  /// The rate of that; `nil` where it is not known.
  var knownRate: Estimate? {
    guard case .success(let estimate) = decode else { return nil }
    return estimate.tokensPerSecond
  }

  /// The format of the checkpoint, the items of each card in words, and the steps to need and margin.
  ///
  /// Without a card there are no steps about its room.
  var memorySteps: [DerivationText.Step] {
    [formatOrigin.step(plan.checkpoint)]
      + plan.derivation.steps(without: cards.isEmpty ? .roomOfCard : [])
  }

  /// The steps that lead to the speed of one stream, in words; none where it is not known.
  var decodeSteps: [DerivationText.Step] {
    guard case .success(let estimate) = decode else { return [] }
    return DerivationText.steps(plan.derivation(of: estimate))
  }

  /// Why the speed of prompts and of several users, and the time of loading are not known; `nil` where no card
  /// is named or the checkpoint does not fit.
  var otherGap: SpeedGap? { decode == nil ? nil : .runtime }

  /// Why it is not known; `nil` where it is, or where it was not asked.
  var decodeGap: SpeedGap? {
    guard case .failure(let gap) = decode else { return nil }
    return gap
  }
}
