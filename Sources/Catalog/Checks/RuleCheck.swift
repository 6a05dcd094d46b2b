import Diagnostics

/// Runs the rules over their records and weighs what they find against the records' waivers.
enum RuleCheck {
  /// All rules, by table.
  private static let rules = Dictionary(
    grouping: GPURules.all + PartRules.all + ModelRules.all + ConfigurationRules.all
      + ConflictRules.all, by: \.table)

  /// The names of all rules, for waivers.
  static let names = Set(rules.values.joined().map(\.name)).sorted()

  static func run(_ catalog: Catalog, faults: inout FaultLog) {
    for table in catalog.tables {
      let rules = rules[table.schema.name] ?? []
      let waiverColumn = table.schema.columnIndex("waiver")
      guard !rules.isEmpty || waiverColumn != nil else { continue }
      for row in table.rows {
        let record = Record(table: table, row: row)
        var waivers = Waivers(record: record, faults: &faults)
        for rule in rules {
          guard let finding = rule.check(record, catalog) else { continue }
          if waivers.covers(rule.name) { continue }
          faults.report(
            BrokenRule(name: rule.name, fault: finding.fault, canBeWaived: waiverColumn != nil),
            at: record.span(finding.column))
        }
        waivers.reportUnused(&faults)
      }
    }
  }
}

/// One rule that records of a table must keep.
struct RecordRule: Sendable {
  /// What a rule found: the fault, and the column it is shown at.
  struct Finding {
    var fault: RuleFault
    var column: String

    init(_ fault: RuleFault, at column: String) {
      self.fault = fault
      self.column = column
    }
  }

  /// The name under which diagnostics and waivers know the rule.
  var name: String
  var table: String
  /// Returns what is wrong with a record, or `nil`. Values that are not stated break no rule.
  var check: @Sendable (_ record: Record, _ catalog: Catalog) -> Finding?

  init(
    _ name: String, of table: String,
    check: @escaping @Sendable (_ record: Record, _ catalog: Catalog) -> Finding?
  ) {
    self.name = name
    self.table = table
    self.check = check
  }
}

/// A record with its table, read by the names of its columns.
struct Record {
  let table: Table
  let row: Row

  /// Returns a cell; a column that the table lacks is not stated.
  subscript(column: String) -> Cell {
    table.schema.columnIndex(column).map { row.cells[$0] } ?? .notStated
  }

  func number(_ column: String) -> Double? { self[column].number }

  func text(_ column: String) -> String? { self[column].text }

  func span(_ column: String) -> SourceSpan { table.span(of: row, column: column) }

  /// Returns the record that a column names.
  func part(_ column: String, in table: String, _ catalog: Catalog) -> Record? {
    guard let id = text(column), let target = catalog.table(table), let row = target.row(id: id)
    else { return nil }
    return Record(table: target, row: row)
  }
}
