import Catalog
import Sizing

/// Writes what was found for vLLM or transformers for a terminal.
struct RuntimeText: AnswerText, Sendable {
  let answer: RuntimeAnswer
  let colors: Bool

  private var plan: RuntimePlan { answer.plan }

  func render() -> String { heading + "\n" + ledger + "\n" + summary }

  // MARK: Heading

  private var heading: String {
    let checkpoint = plan.checkpoint
    let settings = plan.settings
    var use = ["\(prose(settings.contextTokens, .tokens)) of context"]
    if settings.sequences > 1 { use.append("\(settings.sequences) sequences") }
    let text = line([
      TextStyle.bold.paint(answer.shape.name, colors), "\(checkpoint.formatName)",
      prose(checkpoint.bitsPerWeight, .bitsPerWeight),
      "checkpoint of \(MemoryText.gibibytes(checkpoint.fileBytes))",
    ])
    return text + line([answer.runtime.rawValue] + use) + lines(of: answer.cards)
  }

  // MARK: Ledger

  /// One column where all cards hold the same, in several tables where one would be too wide.
  private var ledger: String {
    let columns = LedgerColumns(plan).columns
    let isOne = columns.count == 1
    return tables(of: columns) { columns, _ in
      ledger(
        columns.map(\.ledger),
        titles: isOne
          ? [plan.cards.count == 1 ? "card" : "each card"] : columns.map(\.title))
    }
  }

  private func ledger(_ columns: [RuntimeLedger], titles: [String]) -> TextTable {
    var table = TextTable([.left] + columns.map { _ in .right } + [.left])
    table.add(
      [TextTable.Cell("MiB", .dim)] + titles.map { .init($0, .bold) } + [.init("basis", .dim)])
    table.addRule()
    for item in RuntimeItem.allCases {
      let terms = columns.map { $0.terms.first { $0.item == item } }
      // Of cards that differ, the weakest.
      guard let basis = terms.compactMap({ $0?.basis }).max(by: { $0.rawValue < $1.rawValue }),
        terms.contains(where: { ($0?.bytes.high ?? 0) > 0 })
      else { continue }
      table.add(
        [.init(Self.title(item))] + terms.map { .init(MemoryText.mebibytes($0?.bytes.mid ?? 0)) }
          + [.init("\(basis.name)", .dim)])
    }
    table.addRule()
    table.add(
      [.init("Need", .bold)]
        + columns.map { .init(MemoryText.mebibytes($0.need), .bold) } + [.init("")])
    guard !answer.cards.isEmpty else { return table }
    table.add(
      [.init("Allowed")] + columns.map { .init(MemoryText.mebibytes($0.limit)) } + [.init("")])
    table.add(
      [.init("Left")]
        + columns.map { .init(MemoryText.mebibytes($0.room), $0.verdict.style) } + [.init("")])
    return table
  }

  private static func title(_ item: RuntimeItem) -> String {
    switch item {
    case .cache: "KV cache"
    case .graphs: "CUDA graphs"
    default: "\(item.name)".prefix(1).uppercased() + "\(item.name)".dropFirst()
    }
  }

  // MARK: Summary

  private var summary: String {
    let range = [plan.needLow, plan.needHigh].map(MemoryText.gibibytes).joined(separator: " to ")
    let total = plan.cards.count == 1 ? "" : " over all cards"
    var rows = [(title: "Need", text: "\(MemoryText.gibibytes(plan.need)), \(range)\(total)")]
    guard !answer.cards.isEmpty else { return summary(rows) }
    let place = plan.cards.count == 1 ? "" : " on card \(plan.bindingCard + 1)"
    let amount = MemoryText.gibibytes(Int64(plan.margin.magnitude))
    let margin = plan.margin < 0 ? "\(amount) too little\(place)" : "\(amount) left\(place)"
    rows.append(
      ("Verdict", "\(plan.verdict.style.paint("\(plan.verdict.name)", colors)), \(margin)"))
    rows.append(("Decode", decode))
    if let gap = answer.otherGap {
      if plan.settings.sequences > 1 { rows.append(("All at once", gap.words)) }
      if let rate = answer.userRate { rows.append((SpeedText.title(ofUsersAt: rate), gap.words)) }
      rows.append(("Prefill", gap.words))
      if answer.asksLoading { rows.append(("Loading", gap.words)) }
    }
    if let pool = plan.pool {
      let each = prose(plan.settings.contextTokens, .tokens)
      // States take the same whatever the context.
      let hasAttention = plan.checkpoint.model.architecture.hasAttention
      let tokens = hasAttention ? ", \(prose(pool.tokens, .tokens))" : ""
      let limit = pool.isFull ? "" : ", no more of which vLLM serves at once (max_num_seqs)"
      let sequences = Counted.text(Int(pool.sequences), "sequence")
      rows.append(
        (
          "Cache pool",
          "\(MemoryText.gibibytes(pool.bytes)) a card\(tokens): \(sequences) of \(each)\(limit)"
        ))
    }
    return summary(rows)
  }

  private var decode: String {
    switch answer.decode {
    case nil: return ValueFormat.notApplicable
    case .failure(let gap): return gap.words
    case .success(let estimate):
      return decode(estimate.tokensPerSecond, cachedTokens: estimate.cachedTokens)
    }
  }
}
