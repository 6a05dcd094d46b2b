import Catalog
import Pages

/// Writes the rows of a query.
enum QueryText {
  static func render(_ result: QueryResult, as format: QueryFormat, colors: Bool) -> String {
    switch format {
    case .table: table(result, colors: colors)
    case .csv: csv(result)
    case .json: json(result)
    }
  }

  private static func table(_ result: QueryResult, colors: Bool) -> String {
    let isNumeric = result.columns.indices.map { column in
      result.rows.contains { $0[column].number != nil }
    }
    var table = TextTable(isNumeric.map { $0 ? .right : .left })
    table.add(
      result.columns.map { column in
        let unit = column.unit.map { ", \($0.symbol)" } ?? ""
        return TextTable.Cell(column.label + unit, .bold)
      })
    table.addRule()
    for row in result.rows {
      table.add(
        zip(row, result.columns).map { cell, column in
          let text = ValueFormat.text(cell, unit: column.unit, style: .table)
          return TextTable.Cell(printable(text), isMissing(cell) ? .dim : .plain)
        })
    }
    return table.render(colors: colors)
  }

  private static func isMissing(_ cell: Cell) -> Bool {
    switch cell {
    case .notStated, .notApplicable: true
    default: false
    }
  }

  /// Keeps line breaks and control characters of the data from changing the terminal.
  private static func printable(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { scalar in
          scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value) ? " " : scalar
        }))
  }

  private static func csv(_ result: QueryResult) -> String {
    let lines = [result.columns.map(\.name)] + result.rows.map { $0.map(ValueFormat.plain) }
    return lines.map { $0.map(csvField).joined(separator: ",") + "\r\n" }.joined()
  }

  private static func csvField(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      [UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\n"), UInt8(ascii: "\r")].contains($0)
    }
    guard needsQuotes else { return text }
    return "\""
      + text.split(separator: "\"", omittingEmptySubsequences: false)
      .joined(separator: "\"\"") + "\""
  }

  private static func json(_ result: QueryResult) -> String {
    var writer = JSONWriter()
    writer.array { writer in
      for row in result.rows {
        writer.object { writer in
          for (cell, column) in zip(row, result.columns) {
            writer.key(column.name)
            writer.literal(ValueFormat.json(cell))
          }
        }
      }
    }
    return writer.text + "\n"
  }
}
