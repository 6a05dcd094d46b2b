import Catalog
import Markup

/// Writes the rows of a table. They are most of what a page of data holds.
struct TableBodyHTML {
  private let table: RenderedTable
  /// The anchors of the rows; none where they have no addresses of their own.
  private let anchors: [String?]
  /// The printed cells of each row.
  private let texts: [[String]]
  private let alignment: DecimalAlignment

  /// Writes the element with all rows.
  static func write(_ table: RenderedTable, anchors: [String?], into html: inout HTMLBytes) {
    TableBodyHTML(table, anchors: anchors).write(into: &html)
  }

  private init(_ table: RenderedTable, anchors: [String?]) {
    self.table = table
    self.anchors = anchors
    texts = table.rows.map { row in
      zip(table.columns, row).map { column, entry in
        table.text(entry, in: column, style: .table)
      }
    }
    alignment = DecimalAlignment(columns: table.columns, texts: texts)
  }

  private func write(into html: inout HTMLBytes) {
    html.write("<tbody>\n")
    for index in table.rows.indices { writeRow(index, into: &html) }
    html.write("</tbody>\n")
  }

  private func writeRow(_ index: Int, into html: inout HTMLBytes) {
    let row = table.rows[index]
    let besideDay = row.contains { $0.stale != nil } && table.showsDays(ofRow: index)
    let anchor = index < anchors.count ? anchors[index] : nil
    if let anchor {
      html.write("<tr id=\"")
      html.write(escaped: anchor)
      html.write("\">")
    } else {
      html.write("<tr>")
    }
    for (place, entry) in row.enumerated() {
      let column = table.columns[place]
      let text = texts[index][place]
      let isHeader = place == 0 && !column.isNumeric && entry.cell != .notStated
      if isHeader {
        html.write(
          entry.cell.date == nil ? "<th scope=\"row\">" : "<th scope=\"row\" class=\"date\">")
      } else {
        openCell(entry, in: column, alignment.classSuffix(of: text, in: place), into: &html)
      }
      writeContent(of: entry, text, in: column, into: &html)
      if let fact = entry.stale { html.write(fact.html(besideDay: besideDay)) }
      // One row alone is found by its table.
      if place == 0, let anchor, table.rows.count > 1 {
        Permalink.mark(to: anchor, name: "Link to this row", into: &html)
      }
      html.write(isHeader ? "</th>" : "</td>")
    }
    html.write("</tr>\n")
  }

  private func openCell(
    _ entry: RenderedTable.Entry, in column: RenderedTable.Column, _ alignment: String,
    into html: inout HTMLBytes
  ) {
    var classes =
      switch entry.cell {
      case .notStated, .notApplicable: column.isNumeric ? "num missing" : "missing"
      case .date: "date"
      case .text(let text) where CalendarDate(text)?.day != nil: "date"
      default: column.isNumeric ? "num" + alignment : ""
      }
    if entry.differs { classes += classes.isEmpty ? "differs" : " differs" }
    guard !classes.isEmpty else { return html.write("<td>") }
    html.write("<td class=\"")
    html.write(classes)
    html.write("\">")
  }

  private func writeContent(
    of entry: RenderedTable.Entry, _ words: String, in column: RenderedTable.Column,
    into html: inout HTMLBytes
  ) {
    let href = entry.href ?? entry.derivation
    if let href {
      html.write("<a href=\"")
      html.write(href: href)
      html.write("\">")
    }
    if let badge = VerdictBadge(entry.cell, column: column.name) {
      html.write(badge.html)
    } else {
      html.write(escaped: words)
    }
    if href != nil { html.write("</a>") }
  }
}
