import Catalog
import Sizing

/// Writes how far a verdict is from being otherwise.
struct AdviceText: AnswerText, Sendable {
  let answer: SizeAnswer
  let advice: SizingAdvice
  let colors: Bool

  /// Files of more bits for each weight are larger than any of the usual mixes.
  private static let largestBits = 9.0

  func render() -> String {
    let slot = answer.settings.slots == 1 ? "" : " for each slot"
    let context = contexts(
      advice.comfortableContext, advice.longestContext,
      limit: answer.model.prepared.model.contextLimit, madeFor: answer.model.nativeContext, slot)
    var rows = [(title: "Decided by", text: binding), ("Longest context", context)]
    if let largestMix { rows.append(("Largest mix", largestMix)) }
    let limits = "\n" + summary(rows)
    return answer.plan.verdict == .fits ? limits : limits + changes
  }

  /// The item that tips the scale, with its share of the card.
  private var binding: String {
    let ledger = answer.plan.bindingLedger
    let place = answer.plan.cards.count == 1 ? "" : " on card \(answer.plan.bindingCard + 1)"
    return ledger.bindingItem.words + place
  }

  /// The largest mix that fits; `nil` where there is nothing to say of it.
  private var largestMix: String? {
    guard answer.plan.verdict == .fits, answer.model.prepared.bitsPerWeight < Self.largestBits
    else { return nil }
    let isHeld = answer.plan.hostRoom(in: answer.machine.supply).holdsWeights
    guard let mix = advice.largestMix else {
      return isHeld ? nil : "host memory holds none of the usual ones"
    }
    return isHeld ? "\(mix) still fits" : "\(mix) fits, host memory included"
  }

  private var changes: String {
    guard !advice.changes.isEmpty else { return Self.noChange }
    var table = TextTable([.left, .right, .right], flexible: 0)
    table.addHeading(["change", "left, MiB", "host, MiB"].map { .init($0, .dim) })
    for change in advice.changes {
      table.add([
        .init(words(change)), .init(MemoryText.mebibytes(change.plan.margin)),
        .init(MemoryText.mebibytes(change.plan.host.need)),
      ])
    }
    return changesTitle + table.render(colors: colors)
  }

  private func words(_ change: SizingChange) -> String {
    words(change.kind) + (change.dropsShares ? ", split by memory" : "")
  }

  private func words(_ kind: SizingChange.Kind) -> String {
    switch kind {
    case .split(.best): return "the best split of layers over the cards"
    case .split: return "layers split over the cards by their memory"
    case .cacheType(let type): return "KV cache in \(type.name)"
    case .context(let count):
      let slot = answer.settings.slots == 1 ? "" : " for each slot"
      return "context of \(tokens(count))\(slot)"
    case .slots(let count): return count == 1 ? "one slot" : "\(count) slots"
    case .quantization(let id): return "weights in \(id)"
    case .hostExperts(let layers): return "experts of \(layers) layers in host memory"
    case .hostLayers(let layers): return "\(layers) layers in host memory"
    case .draftHostLayers(let layers): return "\(layers) layers of the draft model in host memory"
    case .noDraft: return "no draft model"
    case .noProjector: return "no projector"
    case .card(let card): return card.name(times: answer.cards.cardCount)
    case .cardCount(let count): return answer.cards.first?.name(times: count) ?? ""
    }
  }

  private func tokens(_ count: Int64) -> String { prose(count, .tokens) }
}

extension LedgerItem {
  /// The words for it.
  var words: String {
    switch self {
    case .weights: "weights"
    case .cache: "KV cache"
    case .compute: "compute buffers"
    case .overhead: "runtime overhead"
    case .draftWeights: "weights of the draft model"
    case .draftCache: "KV cache of the draft model"
    case .draftCompute: "compute buffers of the draft model"
    case .projector: "projector"
    }
  }
}
