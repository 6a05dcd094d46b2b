import Catalog
import Sizing

/// Puts a model on cards of the catalog.
struct SizeFinder: Sendable {
  let engine: SizingEngine
  let question: SizingQuestion
  /// Tokens over all slots, as asked for; the question has them for each slot.
  let contextTokens: Int64

  /// Sizes the model for the cards asked for, or for any.
  func answer(on selection: GPUSelection?) throws(SizingFault) -> SizeAnswer {
    guard let selection else { return try answerForAnyCard() }
    let found = try engine.answer(question, on: selection.id, count: selection.count)
    return SizeAnswer(
      model: found.model, contextTokens: contextTokens, card: found.card, plan: found.plan,
      decode: found.plan.verdict == .doesNotFit ? nil : found.decode, alternatives: [])
  }

  /// Sizes the model for a card without limits, and looks for the smallest that hold it.
  private func answerForAnyCard() throws(SizingFault) -> SizeAnswer {
    SizeAnswer(
      model: try engine.model(question.model, quantization: question.quantization),
      contextTokens: contextTokens, card: nil, plan: try engine.need(question), decode: nil,
      alternatives: try smallestCards())
  }

  /// How many equal cards are tried, until some hold the model.
  private static let counts = [1, 2, 4, 8]

  private static let mostAlternatives = 6

  private func smallestCards() throws(SizingFault) -> [SizingAnswer] {
    let candidates = engine.cards.sorted {
      ($0.card.usableBytes, $0.card.bandwidthGBPerSecond, $0.id)
        < ($1.card.usableBytes, $1.card.bandwidthGBPerSecond, $1.id)
    }
    for count in Self.counts {
      var found: [SizingAnswer] = []
      for candidate in candidates where found.count < Self.mostAlternatives {
        let answer = try engine.answer(question, on: candidate.id, count: count)
        if answer.plan.verdict != .doesNotFit { found.append(answer) }
      }
      if !found.isEmpty { return found }
    }
    return []
  }
}
