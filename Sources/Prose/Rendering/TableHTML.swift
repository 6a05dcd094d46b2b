import Catalog
import Markup

/// Writes a table as a figure with a named, focusable scroll region.
enum TableHTML {
  static func write(_ table: RenderedTable, into html: inout String) {
    html += "<figure class=\"table\" id=\"\(HTMLEscape.text(table.id))\">\n"
    if table.rows.isEmpty {
      empty(table, into: &html)
    } else {
      region(table, into: &html)
      note(of: table, into: &html)
    }
    html += "</figure>\n"
  }

  /// Writes what is said in place of rows.
  static func empty(_ table: RenderedTable, into html: inout String) {
    html += "<p class=\"table-empty\"><strong>\(HTMLEscape.text(table.caption)).</strong> "
    html += "\(HTMLEscape.text(table.empty ?? ""))</p>\n"
  }

  /// Writes the line below the rows, if there is one.
  static func note(of table: RenderedTable, into html: inout String) {
    guard let note = table.note else { return }
    html += "<p class=\"table-note\">\(HTMLEscape.text(note))</p>\n"
  }

  /// Writes the table in its scroll region.
  static func region(_ table: RenderedTable, into html: inout String) {
    let id = HTMLEscape.text(table.id)
    html += "<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"\(id)-caption\" "
    html += "tabindex=\"0\">\n<table>\n"
    html += "<caption id=\"\(id)-caption\">\(HTMLEscape.text(table.caption))</caption>\n"
    head(table.columns, into: &html)
    body(table, into: &html)
    html += "</table>\n</div>\n"
  }

  private static func head(_ columns: [RenderedTable.Column], into html: inout String) {
    html += "<thead>\n<tr>"
    for column in columns {
      html += column.isNumeric ? "<th scope=\"col\" class=\"num\">" : "<th scope=\"col\">"
      html += HTMLEscape.text(column.label)
      if let unit = column.unit {
        html += " <span class=\"unit\">\(HTMLEscape.text(unit.symbol))</span>"
      }
      html += "</th>"
    }
    html += "</tr>\n</thead>\n"
  }

  private static func body(_ table: RenderedTable, into html: inout String) {
    html += "<tbody>\n"
    for row in table.rows {
      html += "<tr>"
      for (index, entry) in row.enumerated() {
        let column = table.columns[index]
        if index == 0, !column.isNumeric, entry.cell != .notStated {
          html +=
            entry.cell.date == nil ? "<th scope=\"row\">" : "<th scope=\"row\" class=\"date\">"
          content(of: entry, in: column, into: &html)
          html += "</th>"
        } else {
          html += openingCell(entry.cell, in: column)
          content(of: entry, in: column, into: &html)
          html += "</td>"
        }
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n"
  }

  private static func openingCell(_ cell: Cell, in column: RenderedTable.Column) -> String {
    switch cell {
    case .notStated, .notApplicable:
      column.isNumeric ? "<td class=\"num missing\">" : "<td class=\"missing\">"
    case .date: "<td class=\"date\">"
    default: column.isNumeric ? "<td class=\"num\">" : "<td>"
    }
  }

  private static func content(
    of entry: RenderedTable.Entry, in column: RenderedTable.Column, into html: inout String
  ) {
    let text = HTMLEscape.text(ValueFormat.text(entry.cell, unit: column.unit, style: .table))
    if let verdict = VerdictBadge(entry.cell, column: column.name) {
      html += verdict.html
    } else if let href = entry.href {
      html += "<a href=\"\(HTMLEscape.href(href))\">\(text)</a>"
    } else {
      html += text
    }
  }
}
