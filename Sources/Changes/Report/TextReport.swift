/// The report for a terminal: each cause with what follows from it, and the counts.
package struct TextReport {
  private let report: ChangeReport
  private let mostLines: Int

  /// Makes a report in which each group has `mostLines` lines; the rest is counted.
  package init(_ report: ChangeReport, mostLines: Int = 12) {
    self.report = report
    self.mostLines = mostLines
  }

  package var text: String {
    guard !report.isEmpty else { return "Nothing differs.\n" }
    let groups = report.groups.map(text)
    return groups.joined(separator: "\n") + (groups.isEmpty ? "" : "\n")
      + ReportWords.counts(report) + "\n"
  }

  private func text(_ group: ChangeReport.Group) -> String {
    var lines = group.facts.prefix(mostLines).map { fact in
      ReportWords.line("\(fact.name)  \(fact.subject): \(ReportWords.step(fact))")
    }
    if group.facts.count > mostLines {
      lines.append("and \(group.facts.count - mostLines) more of the catalog")
    }
    if lines.isEmpty { lines.append(ReportWords.unexplained) }
    let width = Change.Kind.allCases.map(\.rawValue.count).max() ?? 0
    for change in group.changes.prefix(mostLines) {
      let kind = change.kind.rawValue
      let gap = String(repeating: " ", count: width - kind.count + 2)
      lines.append("  \(kind)\(gap)\(change.place)")
      let step = "\(change.what): \(ReportWords.step(change))"
      lines.append(String(repeating: " ", count: width + 4) + ReportWords.line(step))
    }
    if group.changes.count > mostLines {
      lines.append("  and \(group.changes.count - mostLines) more")
    }
    if group.changes.isEmpty { lines.append("  shows on no page") }
    return lines.joined(separator: "\n") + "\n"
  }
}
