import Catalog
import Prose

/// `{column}` in a title or description of a record page.
enum Placeholders {
  /// Returns the columns that the placeholders of a text name.
  static func columns(in text: String) -> [String] {
    var columns: [String] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      columns.append(String(rest[rest.index(after: open)..<close]))
      rest = rest[rest.index(after: close)...]
    }
    return columns
  }

  /// Returns the text with each placeholder replaced by the record's value, with its unit.
  static func fill(
    _ text: String, record: RecordName, database: CatalogDatabase
  ) throws(QueryError) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let column = String(rest[rest.index(after: open)..<close])
      let cell = try database.cell(table: record.table, id: record.id, column: column, log: nil)
      result += ValueFormat.text(cell, unit: Unit(columnName: column), style: .prose)
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}
