import Catalog
import Diagnostics

extension ProseRenderer {
  /// Says that a table lacks a record that a block names; `nil` where it has it.
  func unknownRecord(_ id: Located<String>, in table: Table) -> Diagnostic? {
    guard table.row(id: id.value) == nil else { return nil }
    return Diagnostic(
      "unknown-record", "no \(table.schema.noun) has the id '\(id.value)'", at: id.span,
      help: NearestName.help(for: id.value, among: table.ids))
  }

  /// Reads a cell of a record and notes that the page depends on it.
  func read(_ column: String, of record: RecordName) -> Cell {
    log.note(.cell(table: record.table, id: record.id, column: column))
    return database.catalog.cell(column, of: record.id, in: record.table) ?? .notStated
  }

  /// The name of a record, or its id where it has none.
  func name(of record: RecordName) -> String {
    read("name", of: record).text ?? record.id
  }
}
