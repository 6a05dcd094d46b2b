import Catalog
import Sizing

/// The steps from the model's shape to an answer, for a terminal.
struct DerivationTable: Sendable {
  private let parts: [(title: String, steps: [DerivationText.Step])]

  init(_ answer: SizeAnswer) {
    parts = [
      ("Memory", answer.memorySteps), ("Draft model", answer.draftSteps),
      ("Decode", answer.decodeSteps), ("All at once", answer.allSteps),
      (Self.title(of: answer.users), answer.userSteps), ("Prefill", answer.prefillSteps),
      ("Loading", answer.loadingSteps),
    ]
  }

  private static func title(of users: SizeAnswer.UsersAnswer?) -> String {
    guard let count = users?.served?.estimate.streams else { return "" }
    return count == 1 ? "One user" : "\(count) users at once"
  }

  func render(colors: Bool) -> String {
    parts.filter { !$0.steps.isEmpty }.map { part in
      TextStyle.bold.paint("\(part.title), step by step", colors) + "\n"
        + table(part.steps, colors)
    }.joined(separator: "\n")
  }

  private func table(_ steps: [DerivationText.Step], _ colors: Bool) -> String {
    var table = TextTable([.left, .left, .right], flexible: 1)
    for step in steps {
      let card = step.card.map { ", card \($0)" } ?? ""
      table.add([.init(step.symbol, .bold), .init(step.title + card), .init(step.text)])
      table.addNote(
        .init(step.formula.map { "= \($0)" } ?? step.source, step.formula == nil ? .dim : .plain),
        from: 1)
    }
    return table.render(colors: colors)
  }
}
