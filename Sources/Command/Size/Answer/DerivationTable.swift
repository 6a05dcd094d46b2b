import Catalog
import Sizing

/// The steps from the model's shape to an answer, for a terminal.
struct DerivationTable: Sendable {
  /// The steps to one of the figures, or why there are none.
  private struct Part: Sendable {
    let title: String
    let steps: [DerivationText.Step]
    var gap: String?
  }

  private let parts: [Part]

  init(_ answer: SizeAnswer) {
    parts = [
      Part(title: "Memory", steps: answer.memorySteps),
      Part(title: "Draft model", steps: answer.draftSteps),
      Part(title: "Decode", steps: answer.decodeSteps),
      Part(title: "All at once", steps: answer.allSteps),
      Part(title: Self.title(of: answer.users), steps: answer.userSteps),
      Part(title: "Prefill", steps: answer.prefillSteps),
      Part(title: "Loading", steps: answer.loadingSteps),
    ]
  }

  init(_ answer: RuntimeAnswer) {
    parts = [
      Part(title: "Memory", steps: answer.memorySteps),
      Part(title: "Decode", steps: answer.decodeSteps, gap: answer.decodeGap?.words),
    ]
  }

  private static func title(of users: SizeAnswer.UsersAnswer?) -> String {
    guard case .success(let most) = users?.result else { return "" }
    return most.streams == 1 ? "One user" : "\(most.streams) users at once"
  }

  func render(colors: Bool) -> String {
    parts.filter { !$0.steps.isEmpty || $0.gap != nil }
      .map { render($0, colors) }
      .joined(separator: "\n")
  }

  private func render(_ part: Part, _ colors: Bool) -> String {
    let title = TextStyle.bold.paint("\(part.title), step by step", colors) + "\n"
    guard let gap = part.gap else { return title + table(part.steps, colors) }
    return title + RuntimeText.paragraph("\(gap.prefix(1).uppercased())\(gap.dropFirst()).")
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
