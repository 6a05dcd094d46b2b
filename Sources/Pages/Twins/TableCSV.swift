import Catalog
import Prose

/// A table of a page as comma-separated values: the columns of its JSON, in the same order.
enum TableCSV {
  static func text(of table: RenderedTable) -> String {
    var csv = CSVWriter()
    let linked = table.columns.indices.filter { table.holdsLinks(column: $0) }
    let isLinked = Set(linked)
    csv.record(
      table.columns.enumerated().flatMap { index, column in
        isLinked.contains(index) ? [column.name + "_ref", column.name] : [column.name]
      })
    for row in table.rows {
      csv.record(
        row.enumerated().flatMap { index, entry in
          let value = ValueFormat.plain(entry.cell)
          return isLinked.contains(index) ? [entry.recordID ?? "", value] : [value]
        })
    }
    return csv.text
  }
}

extension RenderedTable {
  /// Whether an entry of the column names a record.
  func holdsLinks(column: Int) -> Bool { rows.contains { $0[column].recordID != nil } }
}
