import Catalog
import Prose

/// A table of a page as a pipe table (GitHub Flavored Markdown 0.29, section 4.10).
struct MarkdownTable {
  let table: RenderedTable
  /// Makes a link of the page work from anywhere.
  let absolute: (String) -> String
  /// The address of the table's CSV, if it has one.
  let csv: String?

  /// The lines, without line breaks.
  var lines: [String] {
    var lines = ["**\(MarkdownEscape.text(table.caption))**", ""]
    if table.rows.isEmpty {
      lines.append(MarkdownEscape.text(table.empty ?? ""))
    } else {
      lines.append(line(table.columns.map(heading)))
      lines.append(line(table.columns.map { $0.isNumeric ? "---:" : "---" }))
      for (index, row) in table.rows.enumerated() {
        let besideDay = row.contains { $0.stale != nil } && table.showsDays(ofRow: index)
        lines.append(
          line(
            zip(table.columns, row).map { column, entry in
              let mark = entry.stale.map { " (\($0.words(besideDay: besideDay)))" } ?? ""
              return words(of: entry, in: column) + mark
            }))
      }
    }
    if let note = table.note { lines += ["", MarkdownEscape.text(note)] }
    if let csv { lines += ["", "[This table as CSV](\(MarkdownEscape.destination(csv)))"] }
    return lines
  }

  private func line(_ cells: [String]) -> String {
    "| " + cells.joined(separator: " | ") + " |"
  }

  private func heading(_ column: RenderedTable.Column) -> String {
    let label = MarkdownEscape.text(column.label)
    if let href = column.href {
      return "[\(label)](\(MarkdownEscape.destination(absolute(href))))"
    }
    return column.unit.map { "\(label) (\(MarkdownEscape.text($0.symbol)))" } ?? label
  }

  private func words(of entry: RenderedTable.Entry, in column: RenderedTable.Column) -> String {
    let text = MarkdownEscape.text(
      table.text(entry, in: column, style: .table))
    guard let href = entry.href else { return text }
    return "[\(text)](\(MarkdownEscape.destination(absolute(href))))"
  }
}
