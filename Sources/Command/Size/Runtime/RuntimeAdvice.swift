import Catalog
import Diagnostics
import Sizing

/// What decides whether a checkpoint fits under vLLM or transformers, and how far that is from being
/// otherwise.
struct RuntimeAdvice: Sendable {
  /// One thing that could be otherwise, and what would come of it.
  struct Change: Sendable {
    enum Kind: Sendable {
      /// So many tokens of context for each sequence.
      case context(Int64)
      /// So many sequences of the same context.
      case sequences(Int64)
      /// The cache in FP8.
      case cacheFP8
      /// A checkpoint in another format.
      case format(CheckpointFormat)
      /// So many cards of a kind.
      case cards(SizedCard, count: Int)
      /// No draft model.
      case noDraft
    }

    let kind: Kind
    let plan: RuntimePlan
  }

  /// The longest context of a sequence that fits with room to spare; `nil` where none does.
  let comfortableContext: Int64?
  /// The longest context of a sequence that does not exceed the cards; `nil` where none fits.
  let longestContext: Int64?
  /// Single changes that make it fit with room to spare, those that cost no hardware first. Empty when
  /// it does already.
  let changes: [Change]
}

extension RuntimeFinder {
  /// Finds what would make an answer fit, by asking for it again with one thing changed.
  func advice(on answer: RuntimeAnswer, _ request: SizeRequest) -> RuntimeAdvice {
    let question = RuntimeQuestion(finder: self, request: request, answer: answer)
    let comfortable = question.longestContext(allowing: .fits)
    return RuntimeAdvice(
      comfortableContext: comfortable, longestContext: question.longestContext(allowing: .tight),
      changes: answer.plan.verdict == .fits ? [] : question.changes(comfortable))
  }

  /// The smallest cards of the catalog that hold the checkpoint of an answer without cards.
  func smallestCards(for answer: RuntimeAnswer, _ request: SizeRequest) -> [RuntimeAnswer] {
    engine.smallestCards { card, count in
      known(request.on(card, count: count), answer.shape).flatMap {
        $0.plan.verdict == .doesNotFit ? nil : $0
      }
    }
  }

  /// The smallest cards of the catalog on which the checkpoint fits with room to spare; `nil` where there
  /// are none.
  ///
  /// - Parameters:
  ///   - answer: The answer without cards.
  ///   - request: What was asked.
  ///   - smallest: The smallest cards that hold it.
  /// - Returns: The first of those that fit so, else of all others.
  func comfortableCards(
    for answer: RuntimeAnswer, _ request: SizeRequest, among smallest: [RuntimeAnswer]
  ) -> RuntimeAnswer? {
    if let found = smallest.first(where: { $0.plan.verdict == .fits }) { return found }
    guard !smallest.isEmpty else { return nil }
    return engine.firstCards { card, count in
      known(request.on(card, count: count), answer.shape).flatMap {
        $0.plan.verdict == .fits ? $0 : nil
      }
    }
  }

  /// The answer, or `nil` where the request cannot be met, such as ranks that do not divide heads.
  fileprivate func known(_ request: SizeRequest, _ shape: ModelShape) -> RuntimeAnswer? {
    do throws(DiagnosticError) { return try answer(request, shape) } catch { return nil }
  }
}

extension SizeRequest {
  /// The same for so many cards of a kind.
  fileprivate func on(_ card: SizedCard, count: Int) -> SizeRequest {
    var request = self
    request.cards = .given([GPUSelection(id: card.id, count: count)])
    return request
  }
}

/// A request with its answer, and ways to change one thing of it.
private struct RuntimeQuestion {
  let finder: RuntimeFinder
  let request: SizeRequest
  let answer: RuntimeAnswer

  private var asked: Int64 { answer.plan.settings.contextTokens }
  private var sequences: Int64 { answer.plan.settings.sequences }

  func longestContext(allowing verdict: Verdict) -> Int64? {
    do throws(RuntimeFault) {
      return try answer.plan.checkpoint.largestContext(
        on: answer.cards.map(\.card), allowing: verdict, with: answer.added
      ) { tokens throws(RuntimeFault) in try answer.plan.settings.with(contextTokens: tokens) }
    } catch {
      return nil
    }
  }

  func changes(_ comfortableContext: Int64?) -> [RuntimeAdvice.Change] {
    [
      cacheChange, contextChange(comfortableContext), sequencesChange, formatChange, draftChange,
      cardChange, countChange,
    ].compactMap(\.self)
  }

  private var cacheChange: RuntimeAdvice.Change? {
    guard request.runtime == .vllm, !request.cacheTypes.isFP8 else { return nil }
    return change(.cacheFP8) { $0.cacheTypes = .fp8 }
  }

  private func contextChange(_ longest: Int64?) -> RuntimeAdvice.Change? {
    guard let longest, longest < asked else { return nil }
    return change(.context(longest)) { $0.contextTokens = longest * sequences }
  }

  private var sequencesChange: RuntimeAdvice.Change? {
    for count in stride(from: sequences - 1, to: 0, by: -1) {
      let found = change(.sequences(count)) { request in
        request.slots = count
        request.contextTokens = asked * count
      }
      if let found { return found }
    }
    return nil
  }

  private var formatChange: RuntimeAdvice.Change? {
    let checkpoint = answer.plan.checkpoint
    for format in formats {
      let other = answer.shape.prepared(format, for: request.runtime)
      guard other.fileBytes < checkpoint.fileBytes else { continue }
      let found = change(.format(format)) { $0.quantization = "\(format.name)" }
      if let found { return found }
    }
    return nil
  }

  private var draftChange: RuntimeAdvice.Change? {
    guard request.added.draft != nil else { return nil }
    return change(.noDraft) { $0.added.draft = nil }
  }

  /// The smallest kind of card that would do in the place of each; of the same class where there is
  /// one.
  private var cardChange: RuntimeAdvice.Change? {
    for card in finder.engine.replacements(for: answer.cards) {
      if let found = change(to: card, answer.cards.cardCount) { return found }
    }
    return nil
  }

  private var countChange: RuntimeAdvice.Change? {
    guard let first = answer.cards.first, answer.cards.allSatisfy({ $0.id == first.id }) else {
      return nil
    }
    for count in SizingEngine.cardCounts where count > answer.cards.cardCount {
      if let found = change(to: first, count) { return found }
    }
    return nil
  }

  private func change(to card: SizedCard, _ count: Int) -> RuntimeAdvice.Change? {
    guard count == 1 || !card.standsAlone else { return nil }
    return change(.cards(card, count: count)) { $0 = $0.on(card, count: count) }
  }

  /// A change where it makes the checkpoint fit with room to spare.
  private func change(
    _ kind: RuntimeAdvice.Change.Kind, _ edit: (inout SizeRequest) -> Void
  ) -> RuntimeAdvice.Change? {
    guard let plan = plan(edit), plan.verdict == .fits else { return nil }
    return RuntimeAdvice.Change(kind: kind, plan: plan)
  }

  /// The model's own format, then the usual ones, the largest first; none where files say theirs.
  private var formats: [CheckpointFormat] {
    if case .safetensors = request.model { return [] }
    let usual: [CheckpointFormat] =
      request.runtime == .vllm
      ? [.bf16, .fp8, .int8WeightOnly, .awqGroup128] : [.bf16, .llmInt8, .nf4Double]
    guard let own = answer.shape.ownLayout?.format else { return usual }
    return [own] + usual.filter { $0 != own && !own.isKind(of: $0) }
  }

  private func plan(_ change: (inout SizeRequest) -> Void) -> RuntimePlan? {
    var changed = request
    change(&changed)
    return finder.known(changed, answer.shape)?.plan
  }
}
