import Pages

/// The report for a pull request, in GitHub Flavored Markdown.
package struct MarkdownReport {
  private let report: ChangeReport
  private let mostRows: Int

  /// Makes a report in which each group's table has `mostRows` rows; the rest is counted.
  package init(_ report: ChangeReport, mostRows: Int = 40) {
    self.report = report
    self.mostRows = mostRows
  }

  package var text: String {
    guard !report.isEmpty else { return "Nothing differs.\n" }
    let parts = ["## What changes", escaped(ReportWords.counts(report)) + "."]
    return (parts + report.groups.map(text)).joined(separator: "\n\n") + "\n"
  }

  private func text(_ group: ChangeReport.Group) -> String {
    var lines: [String] = []
    switch group.facts.count {
    case 0: lines.append("### " + ReportWords.unexplained)
    case 1:
      for fact in group.facts {
        lines.append("### \(escaped(fact.subject)): \(escaped(ReportWords.step(fact)))")
        lines += ["", "`\(fact.name)`"]
      }
    default:
      lines.append("### \(ReportWords.counted(group.facts.count, "change")) of the catalog")
      lines.append("")
      lines += group.facts.prefix(mostRows).map { fact in
        "- `\(fact.name)`: \(escaped(fact.subject)), \(escaped(ReportWords.step(fact)))"
      }
      if group.facts.count > mostRows {
        lines.append("- and \(group.facts.count - mostRows) more")
      }
    }
    lines.append("")
    guard !group.changes.isEmpty else {
      return (lines + ["Shows on no page."]).joined(separator: "\n")
    }
    lines += ["| | Page | What | Before | After |", "| --- | --- | --- | --- | --- |"]
    lines += group.changes.prefix(mostRows).map(row)
    if group.changes.count > mostRows {
      lines += ["", "And \(group.changes.count - mostRows) more."]
    }
    return lines.joined(separator: "\n")
  }

  private func row(_ change: Change) -> String {
    let cells = [
      change.kind.rawValue, escaped(change.place), escaped(change.what),
      side(change.before, change.marginBefore), side(change.after, change.marginAfter),
    ]
    return "| " + cells.joined(separator: " | ") + " |"
  }

  private func side(_ text: String?, _ margin: String?) -> String {
    guard let text else { return ReportWords.nothing }
    return escaped(margin.map { "\(text) (margin \($0))" } ?? text)
  }

  private func escaped(_ text: String) -> String {
    MarkdownEscape.text(ReportWords.line(text, most: 400))
  }
}
