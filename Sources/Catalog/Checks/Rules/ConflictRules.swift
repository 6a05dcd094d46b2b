import Diagnostics

/// Rules of the list of disagreements: it must speak of what the catalog holds.
enum ConflictRules {
  static let conflicts = RuleSet("conflict", [column, chosenValue])

  private static let column = Rule<Record>("conflict-column") { conflict, catalog in
    guard let target = conflict.target(catalog), let name = conflict.text("column_name"),
      target.table.schema.columnIndex(name) == nil
    else { return nil }
    let columns = target.table.schema.columns.map(\.name)
    return .init(
      .noSuchColumn(name, noun: target.table.schema.noun, known: columns), at: "column_name")
  }

  private static let chosenValue = Rule<Record>("conflict-value") {
    conflict, catalog in
    guard let target = conflict.target(catalog), !target.row.isDamaged,
      let name = conflict.text("column_name"),
      target.table.schema.columnIndex(name) != nil, let chosen = conflict.text("chosen")
    else { return nil }
    let held = target.writtenText(name)
    guard held != chosen else { return nil }
    return .init(.conflictValue(chosen: chosen, held: held), at: "chosen")
  }
}

extension Record {
  /// Returns the record that a disagreement is about.
  fileprivate func target(_ catalog: Catalog) -> Record? {
    guard let id = text("record_id"), let name = catalog.tableName(ofRecord: id) else {
      return nil
    }
    return part("record_id", in: name, catalog)
  }

  /// Returns a cell as it stands in the file.
  fileprivate func writtenText(_ column: String) -> String {
    guard let index = table.schema.columnIndex(column), index < row.ranges.count,
      let range = row.ranges[index]
    else { return "" }
    let bytes = table.source.bytes[Int(range.lowerBound)..<Int(range.upperBound)]
    return String(decoding: bytes, as: UTF8.self)
  }
}
