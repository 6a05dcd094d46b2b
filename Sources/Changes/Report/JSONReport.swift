import Pages

/// The report for programs: all of it, nothing cut.
package struct JSONReport {
  private let report: ChangeReport
  private let before: String
  private let after: String

  /// Makes a report on `after`, compared with `before`, both as they are called.
  package init(_ report: ChangeReport, before: String, after: String) {
    self.report = report
    self.before = before
    self.after = after
  }

  package var text: String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("against", before)
      json.member("compared", after)
      json.key("counts")
      json.line { json in
        for (kind, count) in report.counts { json.member(kind.rawValue, count: count) }
      }
      json.key("catalog")
      json.array { json in
        for fact in report.facts { json.line { write(fact, into: &$0) } }
      }
      json.key("changes")
      json.array { json in
        for change in report.changes { json.object { write(change, into: &$0) } }
      }
      json.key("other_html_only")
      json.array { json in for path in report.restyled { json.string(path) } }
    }
    return writer.text + "\n"
  }

  private func write(_ fact: FactChange, into json: inout JSONWriter) {
    json.member("name", fact.name)
    json.member("kind", fact.kind.rawValue)
    json.member("subject", fact.subject)
    optional("before", fact.before, into: &json)
    optional("after", fact.after, into: &json)
    json.key("is_computed")
    json.literal(fact.isComputed ? "true" : "false")
  }

  private func write(_ change: Change, into json: inout JSONWriter) {
    json.member("kind", change.kind.rawValue)
    json.member("page", change.page)
    optional("anchor", change.anchor, into: &json)
    json.member("what", change.what)
    optional("row", change.row, into: &json)
    optional("column", change.column, into: &json)
    optional("before", change.before, into: &json)
    optional("after", change.after, into: &json)
    optional("margin_before", change.marginBefore, into: &json)
    optional("margin_after", change.marginAfter, into: &json)
    if change.kind == .ranking {
      json.key("is_first_place")
      json.literal(change.isFirstPlace ? "true" : "false")
    }
    json.key("causes")
    json.array { json in for cause in change.causes { json.string(cause) } }
  }

  private func optional(_ name: String, _ value: String?, into json: inout JSONWriter) {
    if let value { json.member(name, value) }
  }
}
