import Catalog
import Diagnostics
import Sizing

/// Puts a model on cards of the catalog.
struct SizeFinder: Sendable {
  let engine: SizingEngine
  /// What is said about files that could be read all the same.
  let warnings = FileWarnings()

  /// Sizes the model of a request under llama.cpp for the cards it names, or for cards without limits.
  func answer(_ request: SizeRequest) throws(DiagnosticError) -> SizeAnswer {
    let opener = ModelOpener(engine: engine, warnings: warnings)
    let model = try opener.model(of: request)
    let settings = try request.settings(limit: model.longestContext)
    warnings.note(request.microBatchRemarks)
    let added = try opener.added(request, beside: model)
    var cards: [SizedCard] = []
    if case .given(let selections) = request.cards { cards = try opener.cards(selections) }
    try cards.checkComputers(for: request.runtime)
    let machine = try opener.machine(request, cards)
    cards = cards.map { $0.inMachine(memoryBytes: machine.supply.memoryBytes) }
    do throws(SizingFault) {
      guard case .any(let count) = request.cards else {
        var found = try answer(
          model, settings, on: cards, split: request.split.over(cards), beside: added, in: machine)
        found.users = Self.users(of: found, request)
        return found
      }
      let devices = Array(repeating: Card.unlimited, count: count)
      let plan = try engine.plan(
        model, settings, on: devices, split: request.split, beside: added.companions)
      // Cards without limits have no speed; a processor that does all the work needs none.
      let isOnProcessor = machine.processor != nil && plan.placement.isInHostMemory
      return SizeAnswer(
        model: model, added: added, cards: [], plan: plan, machine: machine,
        speed: isOnProcessor ? Self.speed(of: plan, in: machine) : nil)
    } catch {
      throw DiagnosticError([SizeFaults.diagnostic(error, model, settings)])
    }
  }

  private func answer(
    _ model: SizedModel, _ settings: LoadSettings, on cards: [SizedCard],
    split: Split = .byMemory, beside added: AddedModels, in machine: Machine = Machine()
  ) throws(SizingFault) -> SizeAnswer {
    let count = cards.cardCount
    if cards.count > max(count, LoaderLimits.cards) {
      throw SizingFault(devices: cards.count, onCards: count)
    }
    let plan = try engine.plan(
      model, settings, on: cards.map(\.card), split: split, beside: added.companions)
    return SizeAnswer(
      model: model, added: added, cards: cards, plan: plan, machine: machine,
      speed: plan.verdict == .doesNotFit ? nil : Self.speed(of: plan, in: machine))
  }

  /// How many users the cards of an answer serve at the rate of a request.
  private static func users(
    of answer: SizeAnswer, _ request: SizeRequest
  ) -> SizeAnswer.UsersAnswer? {
    guard let rate = request.userRate, answer.speed != nil else { return nil }
    let split = request.split.over(answer.cards)
    do throws(SpeedGap) {
      guard answer.plan.draft == nil else { throw SpeedGap.draft }
      let most = try answer.plan.prepared.mostStreams(
        atRate: rate, answer.settings, on: answer.cards.map(\.card), split: split)
      return .init(rate: rate, split: split, result: .success(most))
    } catch {
      return .init(rate: rate, split: split, result: .failure(error))
    }
  }

  /// The speed of one stream with a full context, and of a prompt as long as the context.
  private static func speed(of plan: Plan, in machine: Machine) -> PlanSpeed {
    let tokens = plan.settings.contextPerSlot
    return PlanSpeed(
      plan, cachedTokens: tokens, promptTokens: tokens, with: machine.processor?.processor,
      from: machine.supply)
  }

  /// Returns what would make it fit, or how much more the cards would hold.
  func advice(on answer: SizeAnswer, split: Split) throws(DiagnosticError) -> SizingAdvice {
    do throws(SizingFault) {
      return try engine.advice(
        answer.model, answer.settings, on: answer.cards, split: split.over(answer.cards),
        beside: answer.added.companions, in: answer.machine.supply)
    } catch {
      throw DiagnosticError([SizeFaults.diagnostic(error, answer.model, answer.settings)])
    }
  }

  // MARK: Alternatives

  /// Returns the smallest cards of the catalog that hold what was planned.
  func smallestCards(for answer: SizeAnswer) throws(DiagnosticError) -> [SizeAnswer] {
    do throws(SizingFault) {
      return try engine.smallestCards { card, count throws(SizingFault) in
        try self.held(answer, on: card, count, comfortably: false)
      }
    } catch {
      throw DiagnosticError([SizeFaults.diagnostic(error, answer.model, answer.settings)])
    }
  }

  /// Returns the smallest cards of the catalog on which what was planned fits with room to spare; `nil`
  /// where there are none.
  ///
  /// - Parameters:
  ///   - answer: What was planned.
  ///   - smallest: The smallest cards that hold it.
  /// - Returns: The first of those that fit so, else of all others.
  /// - Throws: What planning throws.
  func comfortableCards(
    for answer: SizeAnswer, among smallest: [SizeAnswer]
  ) throws(DiagnosticError) -> SizeAnswer? {
    if let found = smallest.first(where: { $0.plan.verdict == .fits }) { return found }
    guard !smallest.isEmpty else { return nil }
    do throws(SizingFault) {
      return try engine.firstCards { card, count throws(SizingFault) in
        try self.held(answer, on: card, count, comfortably: true)
      }
    } catch {
      throw DiagnosticError([SizeFaults.diagnostic(error, answer.model, answer.settings)])
    }
  }

  /// What was planned on so many cards of a kind, with the longest context that they hold; `nil` where
  /// they do not hold it, or not comfortably where that is asked.
  private func held(
    _ answer: SizeAnswer, on card: SizedCard, _ count: Int, comfortably: Bool
  ) throws(SizingFault) -> SizeAnswer? {
    // Beside a processor that was named there is no computer with another.
    if let processor = answer.machine.processor, card.standsAlone, processor.chip != card.id {
      return nil
    }
    let cards = card.inMachine(memoryBytes: answer.machine.supply.memoryBytes).times(count)
    var next = try self.answer(
      answer.model, answer.settings, on: cards, beside: answer.added, in: answer.machine)
    switch next.plan.verdict {
    case .fits: break
    case .tight: if comfortably { return nil }
    case .doesNotFit: return nil
    }
    next.longestContext = try engine.longestContext(
      answer.model, answer.settings, on: cards, beside: answer.added.companions)
    return next
  }
}

extension SizedModel {
  /// The longest context in tokens: that the model was made for, or what it can be stretched to.
  var longestContext: Int64? { prepared.model.contextLimit ?? nativeContext }
}
