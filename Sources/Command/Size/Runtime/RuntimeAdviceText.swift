import Catalog
import Sizing

/// Writes how far a verdict under vLLM or transformers is from being otherwise, or which cards would do.
struct RuntimeAdviceText: AnswerText, Sendable {
  let answer: RuntimeAnswer
  let colors: Bool

  func render(_ advice: RuntimeAdvice) -> String {
    let plan = answer.plan
    let place = plan.cards.count == 1 ? "" : " on card \(plan.bindingCard + 1)"
    let each = plan.settings.sequences == 1 ? "" : " for each sequence"
    let context = contexts(
      advice.comfortableContext, advice.longestContext, limit: plan.checkpoint.model.contextLimit,
      madeFor: answer.shape.nativeContext, each)
    let limits =
      "\n"
      + summary([
        ("Decided by", "\(plan.bindingItem.name)\(place)"), ("Longest context", context),
      ])
    return plan.verdict == .fits ? limits : limits + text(advice.changes)
  }

  private func text(_ changes: [RuntimeAdvice.Change]) -> String {
    guard !changes.isEmpty else { return Self.noChange }
    var table = TextTable([.left, .right], flexible: 0)
    table.addHeading(["change", "left, MiB"].map { .init($0, .dim) })
    for change in changes {
      table.add([
        .init(words(change.kind)), .init(MemoryText.mebibytes(change.plan.margin)),
      ])
    }
    return changesTitle + table.render(colors: colors)
  }

  private func words(_ kind: RuntimeAdvice.Change.Kind) -> String {
    switch kind {
    case .context(let count):
      let each = answer.plan.settings.sequences == 1 ? "" : " for each sequence"
      return "context of \(prose(count, .tokens))\(each)"
    case .sequences(let count): return count == 1 ? "one sequence" : "\(count) sequences"
    case .cacheFP8: return "KV cache in FP8"
    case .format(let format): return "weights in \(format.name)"
    case .cards(let card, let count): return card.name(times: count)
    case .noDraft: return "no draft model"
    }
  }

  /// The smallest cards that hold it, and below a line the smallest on which it fits with room to spare
  /// where it does on none of those.
  func render(_ cards: [RuntimeAnswer], comfortable: RuntimeAnswer?) -> String {
    guard let count = cards.first?.cards.cardCount else { return "\n" + Self.noCard }
    var table = TextTable([.left, .right, .left, .right], flexible: 0)
    table.addHeading(
      [count == 1 ? "card" : "cards", "addressable, MiB", "verdict", "left, MiB"].map {
        .init($0, .dim)
      })
    for item in cards { table.add(cells(of: item)) }
    if let comfortable, !cards.contains(where: { $0.plan.verdict == .fits }) {
      table.addRule()
      table.add(cells(of: comfortable))
    }
    let title =
      count == 1 ? "Smallest cards that hold it" : "Smallest cards of which \(count) hold it"
    return "\n" + TextStyle.bold.paint(title, colors) + "\n" + table.render(colors: colors)
  }

  private func cells(of item: RuntimeAnswer) -> [TextTable.Cell] {
    let verdict = item.plan.verdict
    return [
      .init(item.cards.first?.name(times: item.cards.cardCount) ?? ""),
      .init(MemoryText.mebibytes(item.plan.bindingLedger.card.usableBytes)),
      .init("\(verdict.name)", verdict.style), .init(MemoryText.mebibytes(item.plan.margin)),
    ]
  }
}
