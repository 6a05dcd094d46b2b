import Catalog
import Sizing

extension SizeText {
  /// llama.cpp copies weights to a card for long prompts also where none of them stay there.
  static let withoutCard = paragraph(
    "No card is needed. Where there is one, llama.cpp computes long prompts on it, in what the column "
      + "'card' says; without one, those buffers are in host memory.")

  /// The smallest cards that hold it, and below a line the smallest on which it fits with room to spare
  /// where it does on none of those.
  var alternativesTable: String {
    guard let first = alternatives.first else { return Self.noCard }
    let count = first.cards.cardCount
    let what = count == 1 ? "cards that hold it" : "cards of which \(count) hold it"
    var table = TextTable([.left, .right, .left, .right, .right, .right], flexible: 0)
    table.addHeading(
      ["card", "addressable, MiB", "verdict", "left, MiB", "longest context", "decode, tok/s"].map {
        .init($0, .dim)
      })
    for item in alternatives { table.add(cells(of: item)) }
    if let unlisted {
      table.addRule()
      table.add(cells(of: unlisted))
    }
    return TextStyle.bold.paint("The smallest \(what)", colors) + "\n"
      + table.render(colors: colors) + scaledContexts
  }

  /// The smallest cards on which it fits with room to spare, where none of those that are listed do.
  private var unlisted: SizeAnswer? {
    alternatives.contains { $0.plan.verdict == .fits } ? nil : comfortable
  }

  private func cells(of item: SizeAnswer) -> [TextTable.Cell] {
    let verdict = item.plan.verdict
    return [
      .init(item.cards.first?.name(times: item.cards.cardCount) ?? ""),
      .init(MemoryText.mebibytes(item.plan.bindingLedger.card.usableBytes)),
      .init("\(verdict.name)", verdict.style),
      .init(MemoryText.mebibytes(item.plan.margin)),
      .init(item.longestContext.map { ValueFormat.number(Double($0), unit: .tokens) } ?? ""),
      .init(
        item.speed?.knownDecode.map { range($0.tokensPerSecond) } ?? ValueFormat.notStated),
    ]
  }

  /// What the longest of the contexts ask for, where they are longer than the model was made for.
  private var scaledContexts: String {
    let shown = alternatives + [unlisted].compactMap(\.self)
    guard let native = answer.model.nativeContext,
      shown.contains(where: { $0.longestContext ?? 0 > native })
    else { return "" }
    return "\n"
      + Self.paragraph(
        "The model was made for \(prose(native, .tokens)) of context; beyond that, positions "
          + "must be scaled.")
  }
}
