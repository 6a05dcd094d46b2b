import Catalog
import Markup

/// Writes a table as a figure with a named, focusable scroll region.
enum TableHTML {
  /// Returns the figure.
  static func html(of table: RenderedTable) -> String {
    var html = HTMLBytes()
    html.write("<figure class=\"table\" id=\"")
    html.write(escaped: table.id)
    html.write("\">\n")
    if table.rows.isEmpty {
      empty(table, into: &html)
    } else {
      region(table, linksRows: true, into: &html)
      note(of: table, into: &html)
    }
    html.write("</figure>\n")
    return html.text
  }

  /// Writes what is said in place of rows.
  static func empty(_ table: RenderedTable, into html: inout HTMLBytes) {
    html.write("<p class=\"table-empty\"><strong>")
    html.write(escaped: table.caption)
    html.write(".</strong> ")
    html.write(escaped: table.empty ?? "")
    html.write("</p>\n")
  }

  /// Writes the line below the rows: the author's note, and the way to the query.
  static func note(of table: RenderedTable, into html: inout HTMLBytes) {
    guard table.note != nil || table.workings != nil else { return }
    html.write("<p class=\"table-note\">")
    if let note = table.note { html.write(escaped: note) }
    if let workings = table.workings {
      html.write(table.note == nil ? "<a href=\"#" : " <a href=\"#")
      html.write(href: workings)
      html.write("\">The query behind it</a>")
    }
    html.write("</p>\n")
  }

  /// Writes the table in its scroll region; with `linksRows` its rows have addresses of their own.
  static func region(_ table: RenderedTable, linksRows: Bool, into html: inout HTMLBytes) {
    html.write("<div class=\"table-scroll\" role=\"region\" aria-labelledby=\"")
    html.write(escaped: table.id)
    html.write("-caption\" tabindex=\"0\">\n<table>\n<caption id=\"")
    html.write(escaped: table.id)
    html.write("-caption\">")
    html.write(Permalink.wrap(HTMLEscape.text(table.caption), to: table.id))
    html.write("</caption>\n")
    head(table.columns, into: &html)
    TableBodyHTML.write(table, anchors: linksRows ? table.rowAnchors : [], into: &html)
    html.write("</table>\n</div>\n")
  }

  private static func head(_ columns: [RenderedTable.Column], into html: inout HTMLBytes) {
    html.write("<thead>\n<tr>")
    for column in columns {
      html.write("<th scope=\"col\"")
      if column.isNumeric { html.write(" class=\"num\"") }
      switch column.sort?.direction {
      case .ascending: html.write(" aria-sort=\"ascending\"")
      case .descending: html.write(" aria-sort=\"descending\"")
      case nil: break
      }
      html.write(">")
      let href = column.sort?.href ?? column.href
      if let href {
        html.write(column.sort?.href == nil ? "<a href=\"" : "<a class=\"sort\" href=\"")
        html.write(href: href)
        html.write("\">")
      }
      html.write(escaped: column.label)
      if let unit = column.unit {
        html.write(" <span class=\"unit\">")
        html.write(escaped: unit.symbol)
        html.write("</span>")
      }
      html.write(href == nil ? "</th>" : "</a></th>")
    }
    html.write("</tr>\n</thead>\n")
  }
}
