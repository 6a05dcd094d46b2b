package import Catalog
import Pages

/// The catalog's table of changes, to which entries are added.
package struct ChangeTable: Sendable {
  private let rows: [Row]

  /// Takes the table as it is.
  package init(_ table: Table?) { rows = table?.rows ?? [] }

  /// Returns the lines to add for what happened on a day, in the order of the schema's columns or of
  /// `header`, and how many there are. What the table holds already is left out.
  package func lines(
    for entries: [ChangeEntry], on day: CalendarDate, header: [String]
  ) -> (text: String, count: Int) {
    var ids = Set(rows.map(\.id))
    var known = Set(rows.map(Self.content))
    var csv = CSVWriter(ending: "\n")
    var count = 0
    var number = 0
    for entry in entries {
      let values = Self.values(entry, day)
      guard known.insert(Self.columns.map { values[$0] ?? "" }).inserted else { continue }
      var id = ""
      repeat {
        number += 1
        // Padded, so that a list by id is in the order of the report.
        let digits = String(number)
        id = "change-\(day)-\(String(repeating: "0", count: max(0, 3 - digits.count)))\(digits)"
      } while !ids.insert(id).inserted
      count += 1
      csv.record(header.map { $0 == "id" ? id : values[$0] ?? "" })
    }
    return (csv.text, count)
  }

  /// The columns of a new file.
  package static let header = TableSchema.change.fileColumns.map(\.name)

  private static let columns = header.filter { $0 != "id" }

  private static func values(_ entry: ChangeEntry, _ day: CalendarDate) -> [String: String] {
    let missing = ValueFormat.notApplicable
    return [
      "changed_on": day.description, "kind": entry.kind.rawValue,
      // The home page has an empty path, which in a table would be nothing.
      "page": entry.page.map { $0.isEmpty ? "/" : $0 } ?? missing,
      "what": plain(entry.what), "before": entry.before.map(plain) ?? missing,
      "after": entry.after.map(plain) ?? missing, "cause": entry.cause.map(plain) ?? missing,
    ]
  }

  private static func content(_ row: Row) -> [String] {
    columns.map { name in
      TableSchema.change.columnIndex(name).map { ValueFormat.plain(row.cells[$0]) } ?? ""
    }
  }

  /// A cell has one line, and none at its ends that is blank.
  private static func plain(_ text: String) -> String {
    let words = text.split { $0.isNewline || $0 == "\t" || $0 == " " }
    return words.joined(separator: " ")
  }
}
