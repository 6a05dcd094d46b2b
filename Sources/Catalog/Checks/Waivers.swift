import Diagnostics

/// The rules that a record may break: `rule: reason`, separated by `;`.
struct Waivers {
  private struct Entry {
    var rule: String
    var span: SourceSpan
    var isUsed = false
  }

  private var entries: [Entry] = []

  /// Reads the waivers of a record and reports those that cannot be understood.
  init(record: Record, faults: inout FaultLog) {
    guard let text = record.text("waiver") else { return }
    let cell = record.span("waiver")
    for item in IDList.items(text) {
      let span = cell.advanced(item)
      let parts = item.id.split(separator: ":", maxSplits: 1)
      let rule = String(parts.first ?? "")
      if !RuleCheck.names.contains(rule) {
        faults.report(WaiverFault.unknownRule(rule), at: span)
      } else if parts.count < 2 || parts[1].allSatisfy({ $0 == " " }) {
        faults.report(WaiverFault.noReason(rule), at: span)
      } else {
        entries.append(Entry(rule: rule, span: span))
      }
    }
  }

  /// Whether the record may break a rule; the waiver then counts as used.
  mutating func covers(_ rule: String) -> Bool {
    guard let index = entries.firstIndex(where: { $0.rule == rule }) else { return false }
    entries[index].isUsed = true
    return true
  }

  /// Reports the waivers of rules that the record keeps.
  func reportUnused(_ faults: inout FaultLog) {
    for entry in entries where !entry.isUsed {
      faults.report(WaiverFault.unused(entry.rule), at: entry.span)
    }
  }
}

/// What can be wrong with a waiver.
enum WaiverFault: CatalogFault {
  case unknownRule(String)
  case noReason(String)
  case unused(String)

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    switch self {
    case .unknownRule(let name):
      Diagnostic(
        "unknown-rule", "no rule is called '\(name)'", at: span,
        help: NearestName.help(for: name, among: RuleCheck.names).orElse([
          "rules are \(RuleCheck.names.joined(separator: ", "))"
        ]))
    case .noReason(let name):
      Diagnostic(
        "missing-reason", "the waiver of '\(name)' has no reason", at: span,
        help: ["write '\(name): why the record may break the rule'"])
    case .unused(let name):
      Diagnostic(
        "unused-waiver", "the record keeps the rule '\(name)'", at: span,
        help: ["remove the waiver"])
    }
  }
}
