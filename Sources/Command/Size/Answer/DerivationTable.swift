import Catalog
import Sizing

/// The steps from the model's shape to an answer, for a terminal.
struct DerivationTable: Sendable {
  private let memory: [DerivationText.Step]
  private let speed: [DerivationText.Step]

  init(_ answer: SizeAnswer) {
    memory = answer.memorySteps
    speed = answer.speedSteps
  }

  func render(colors: Bool) -> String {
    var text = TextStyle.bold.paint("Memory, step by step", colors) + "\n" + table(memory, colors)
    if !speed.isEmpty {
      text += "\n" + TextStyle.bold.paint("Decode, step by step", colors) + "\n"
      text += table(speed, colors)
    }
    return text
  }

  private func table(_ steps: [DerivationText.Step], _ colors: Bool) -> String {
    var table = TextTable([.left, .left, .right, .left])
    for step in steps {
      let card = step.card.map { ", card \($0)" } ?? ""
      table.add([
        .init(step.symbol, .bold), .init(step.title + card), .init(step.text),
        .init(step.formula.map { "= \($0)" } ?? step.source, step.formula == nil ? .dim : .plain),
      ])
    }
    return table.render(colors: colors)
  }
}
