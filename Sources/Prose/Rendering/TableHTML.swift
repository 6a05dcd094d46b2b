import Catalog
import Markup

/// Writes a table as a figure with a named, focusable scroll region.
enum TableHTML {
  static func write(_ table: RenderedTable, into html: inout String) {
    html += "<figure class=\"table\" id=\"\(HTMLEscape.text(table.id))\">\n"
    if table.rows.isEmpty {
      empty(table, into: &html)
    } else {
      region(table, linksRows: true, into: &html)
      note(of: table, into: &html)
    }
    html += "</figure>\n"
  }

  /// Writes what is said in place of rows.
  static func empty(_ table: RenderedTable, into html: inout String) {
    html += "<p class=\"table-empty\"><strong>\(HTMLEscape.text(table.caption)).</strong> "
    html += "\(HTMLEscape.text(table.empty ?? ""))</p>\n"
  }

  /// Writes the line below the rows: the author's note, and the way to the query.
  static func note(of table: RenderedTable, into html: inout String) {
    let workings = table.workings.map {
      "<a href=\"\(HTMLEscape.href("#" + $0))\">The query behind it</a>"
    }
    let parts = [table.note.map(HTMLEscape.text), workings].compactMap(\.self)
    guard !parts.isEmpty else { return }
    html += "<p class=\"table-note\">\(parts.joined(separator: " "))</p>\n"
  }

  /// Writes the table in its scroll region; with `linksRows` its rows have addresses of their own.
  static func region(_ table: RenderedTable, linksRows: Bool, into html: inout String) {
    let id = HTMLEscape.text(table.id)
    html += "<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"\(id)-caption\" "
    html += "tabindex=\"0\">\n<table>\n<caption id=\"\(id)-caption\">"
    html += Permalink.wrap(HTMLEscape.text(table.caption), to: table.id)
    html += "</caption>\n"
    head(table.columns, into: &html)
    body(table, anchors: linksRows ? table.rowAnchors : [], into: &html)
    html += "</table>\n</div>\n"
  }

  private static func head(_ columns: [RenderedTable.Column], into html: inout String) {
    html += "<thead>\n<tr>"
    for column in columns {
      html += "<th scope=\"col\""
      if column.isNumeric { html += " class=\"num\"" }
      if let direction = column.sort?.direction {
        html += " aria-sort=\"\(direction == .ascending ? "ascending" : "descending")\""
      }
      html += ">"
      let href = column.sort?.href ?? column.href
      let kind = column.sort?.href == nil ? "" : "class=\"sort\" "
      if let href { html += "<a \(kind)href=\"\(HTMLEscape.href(href))\">" }
      html += HTMLEscape.text(column.label)
      if let unit = column.unit {
        html += " <span class=\"unit\">\(HTMLEscape.text(unit.symbol))</span>"
      }
      html += href == nil ? "</th>" : "</a></th>"
    }
    html += "</tr>\n</thead>\n"
  }

  private static func body(
    _ table: RenderedTable, anchors: [String?], into html: inout String
  ) {
    let texts = table.rows.map { row in
      zip(table.columns, row).map { column, entry in
        table.text(entry, in: column, style: .table)
      }
    }
    let alignment = DecimalAlignment(columns: table.columns, texts: texts)
    html += "<tbody>\n"
    for (index, row) in table.rows.enumerated() {
      let besideDay = row.contains { $0.stale != nil } && table.showsDays(ofRow: index)
      let anchor = index < anchors.count ? anchors[index] : nil
      if let anchor {
        html += "<tr id=\""
        html += HTMLEscape.text(anchor)
        html += "\">"
      } else {
        html += "<tr>"
      }
      for (place, entry) in row.enumerated() {
        let column = table.columns[place]
        let text = texts[index][place]
        let isHeader = place == 0 && !column.isNumeric && entry.cell != .notStated
        if isHeader {
          html +=
            entry.cell.date == nil ? "<th scope=\"row\">" : "<th scope=\"row\" class=\"date\">"
        } else {
          openCell(entry, in: column, alignment.classSuffix(of: text, in: place), into: &html)
        }
        content(of: entry, text, in: column, into: &html)
        if let fact = entry.stale { html += fact.html(besideDay: besideDay) }
        // One row alone is found by its table.
        if place == 0, let anchor, table.rows.count > 1 {
          Permalink.mark(to: anchor, name: "Link to this row", into: &html)
        }
        html += isHeader ? "</th>" : "</td>"
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n"
  }

  private static func openCell(
    _ entry: RenderedTable.Entry, in column: RenderedTable.Column, _ alignment: String,
    into html: inout String
  ) {
    var classes =
      switch entry.cell {
      case .notStated, .notApplicable: column.isNumeric ? "num missing" : "missing"
      case .date: "date"
      case .text(let text) where CalendarDate(text)?.day != nil: "date"
      default: column.isNumeric ? "num" + alignment : ""
      }
    if entry.differs { classes += classes.isEmpty ? "differs" : " differs" }
    guard !classes.isEmpty else { return html += "<td>" }
    html += "<td class=\""
    html += classes
    html += "\">"
  }

  private static func content(
    of entry: RenderedTable.Entry, _ words: String, in column: RenderedTable.Column,
    into html: inout String
  ) {
    let content =
      VerdictBadge(entry.cell, column: column.name)?.html ?? HTMLEscape.text(words)
    guard let href = entry.href ?? entry.derivation else { return html += content }
    html += "<a href=\""
    html += HTMLEscape.href(href)
    html += "\">"
    html += content
    html += "</a>"
  }
}
