/// Runs the rules over their records and weighs what they find against the records' waivers.
enum RuleCheck {
  private static let sets = [
    GPURules.cards, GPURules.readings, PartRules.processors, PartRules.prices, ModelRules.models,
    MediaRules.imageModels, MediaRules.audioModels, MediaRules.components,
    WorkloadRules.workloads, SupportRules.software, SupportRules.rocm, SupportRules.measurements,
    ConfigurationRules.configurations, ConflictRules.conflicts,
  ]

  /// The names of all rules, for waivers.
  static let names = sets.flatMap(\.names).sorted()

  @Sendable static func run(_ check: TableCheck, faults: inout FaultLog) {
    let table = check.table
    let set = sets.first { $0.table == table.schema.name }
    let hasWaivers = table.schema.columnIndex("waiver") != nil
    guard set != nil || hasWaivers else { return }
    for row in table.rows where !faults.isFull {
      let record = Record(table: table, row: row)
      var waivers = Waivers(record: record, faults: &faults)
      // A rule would blame a record for what could not be read of it.
      guard !row.isDamaged else { continue }
      for (name, finding) in set?.findings(record, check.catalog) ?? []
      where !waivers.covers(name) {
        let fault = BrokenRule(name: name, fault: finding.fault, canBeWaived: hasWaivers)
        faults.report(fault, at: record.span(finding.column))
      }
      waivers.reportUnused(&faults)
    }
  }
}
