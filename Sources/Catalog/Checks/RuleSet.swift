/// One rule that records of a table must keep. A subject is a record, or a record with its parts.
struct Rule<Subject>: Sendable {
  /// The name under which diagnostics and waivers know the rule.
  var name: String
  /// Returns what is wrong, or `nil`. Values that are not stated break no rule.
  var check: @Sendable (_ subject: Subject, _ catalog: Catalog) -> RuleFinding?

  init(
    _ name: String,
    check: @escaping @Sendable (_ subject: Subject, _ catalog: Catalog) -> RuleFinding?
  ) {
    self.name = name
    self.check = check
  }
}

extension Rule<Record> {
  /// Some columns describe one thing together: all of them are stated, or none.
  static func allOrNone(_ name: String, _ columns: [String]) -> Self {
    Rule(name) { record, _ in
      let stated = columns.filter { record.isStated($0) }
      guard let first = stated.first, let missing = columns.first(where: { !stated.contains($0) })
      else { return nil }
      return .init(.half(stated: first, missing: missing), at: first)
    }
  }
}

/// What a rule found: the fault, and the column it is shown at.
struct RuleFinding {
  var fault: RuleFault
  var column: String

  init(_ fault: RuleFault, at column: String) {
    self.fault = fault
    self.column = column
  }
}

/// The rules of one table.
struct RuleSet: Sendable {
  let table: String
  let names: [String]
  /// Returns the name of each broken rule with what was found.
  let findings: @Sendable (Record, Catalog) -> [(name: String, finding: RuleFinding)]

  /// Rules over records as they are.
  init(_ table: String, _ rules: [Rule<Record>]) {
    self.init(table, rules) { record, _ in record }
  }

  /// Rules over something that is made of a record once for all of them.
  init<Subject>(
    _ table: String, _ rules: [Rule<Subject>],
    subject: @escaping @Sendable (Record, Catalog) -> Subject
  ) {
    self.table = table
    names = rules.map(\.name)
    findings = { record, catalog in
      let subject = subject(record, catalog)
      return rules.compactMap { rule in
        rule.check(subject, catalog).map { (rule.name, $0) }
      }
    }
  }
}
