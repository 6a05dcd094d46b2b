import Diagnostics

/// Finds the pipe tables among the paragraphs of a tree.
enum TableFinder {
  static func plans(
    in tree: borrowing NodeTree, of text: BodyText
  ) -> (plans: [TablePlan], faults: [Diagnostic]) {
    var plans: [TablePlan] = []
    var faults: [Diagnostic] = []
    var containers = ContainerStack()
    var walk = TreeWalk(tree.root)
    while let step = walk.next() {
      switch step.kind {
      case .blockQuote, .item:
        if step.isEntering {
          containers.push(step.node, step.kind, in: text)
        } else {
          containers.pop()
        }
      case .paragraph, .heading:
        walk.skip(step.node)
        guard mayHoldTable(step.node, text) else { continue }
        let content = InlineContent(step.node, step.kind, inside: containers, of: text)
        guard let plan = TablePlan(in: content, of: step.node) else { continue }
        let found = plan.faults(in: text)
        faults += found
        if !found.contains(where: { $0.id == "table-too-large" }) { plans.append(plan) }
      default: break
      }
    }
    return (plans, faults)
  }

  /// Whether one of the lines after the first looks like a delimiter row.
  private static func mayHoldTable(_ node: Node, _ text: BodyText) -> Bool {
    let first = node.startLine
    let lines = text.delimiterLines
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle] <= first { low = middle + 1 } else { high = middle }
    }
    return low < lines.count && lines[low] <= node.endLine
  }
}
