import Catalog
import Markup
import Prose

/// The JSON twin of a page: its tables and values, from the same typed data as its HTML.
struct PageTwin {
  let site: Site
  let page: PageEntry
  let prose: RenderedProse

  var json: String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("title", page.title)
      json.member("description", page.description)
      json.member("path", page.path.path)
      json.member("url", site.settings.baseURL + page.path.address)
      if let record = page.record {
        json.key("record")
        json.object { json in
          json.member("table", record.table)
          json.member("id", record.id)
        }
      }
      dates(into: &json)
      json.member("copyright", site.settings.copyright)
      terms(into: &json)
      json.key("headings")
      json.array { json in
        for heading in prose.headings {
          json.object { json in
            json.member("id", heading.id)
            json.member("text", heading.text)
          }
        }
      }
      json.key("values")
      json.array { json in
        for value in prose.values { write(value, into: &json) }
      }
      claims(into: &json)
      json.key("tables")
      json.array { json in
        for table in prose.tables { write(table, into: &json) }
      }
      TwinWorkings(prose: prose, words: WorkingsWords(site.database)).write(into: &json)
    }
    return writer.text + "\n"
  }

  /// Writes the claims; pages without any have no such member.
  private func claims(into json: inout JSONWriter) {
    guard !prose.claims.isEmpty else { return }
    json.key("claims")
    json.array { json in
      for claim in prose.claims {
        json.object { json in
          json.member("sentence", claim.sentence)
          json.key("holds")
          json.literal(claim.holds ? "true" : "false")
          if !claim.evidence.isEmpty { json.member("found", claim.evidence) }
          if let section = claim.section { json.member("heading", section.id) }
          json.member("query", claim.workings)
        }
      }
    }
  }

  private func terms(into json: inout JSONWriter) {
    let settings = site.settings
    guard !settings.licence.isEmpty else { return }
    json.member("licence", settings.licence)
    if !settings.licenceURL.isEmpty { json.member("licence_url", settings.licenceURL) }
    json.member("attribution", settings.attribution)
  }

  private func dates(into json: inout JSONWriter) {
    let matter = site.markdown[page.markdown].frontMatter
    let dates = [
      ("published", matter.published), ("reviewed", matter.reviewed),
      ("review_by", matter.reviewBy), ("expires", matter.expires?.value),
    ]
    for case (let name, let date?) in dates { json.member(name, date.description) }
  }

  private func write(_ value: BoundValue, into json: inout JSONWriter) {
    json.object { json in
      json.member("expression", value.expression)
      json.key("value")
      json.literal(ValueFormat.json(value.cell))
      if let unit = value.unit { json.member("unit", unit.symbol) }
      json.member("text", value.text)
      if let derivation = value.derivation { json.member("derivation", absolute(derivation)) }
      if let fact = value.stale { json.member("stale_as_of", fact.day.description) }
    }
  }

  /// Returns the address of a link that was made for this page.
  private func absolute(_ href: String) -> String {
    PageAddress.absolute(href, from: page.path, settings: site.settings)
  }

  private func write(_ table: RenderedTable, into json: inout JSONWriter) {
    json.object { json in
      json.member("id", table.id)
      json.member("caption", table.caption)
      if let note = table.note { json.member("note", note) }
      if let workings = table.workings { json.member("query", workings) }
      if let compared = table.compared { json.member("compares", compared) }
      json.key("columns")
      json.array { json in
        for column in table.columns {
          json.object { json in
            json.member("name", column.name)
            json.member("label", column.label)
            if let unit = column.unit { json.member("unit", unit.symbol) }
          }
        }
      }
      json.key("rows")
      json.array { json in
        for row in table.rows { write(row, of: table, into: &json) }
      }
    }
  }

  private func write(
    _ row: [RenderedTable.Entry], of table: RenderedTable, into json: inout JSONWriter
  ) {
    json.object { json in
      for (column, entry) in zip(table.columns, row) {
        if let id = entry.recordID { json.member(column.name + "_ref", id) }
        json.key(column.name)
        json.literal(ValueFormat.json(entry.cell))
        if let fact = entry.stale {
          json.member(column.name + "_stale_as_of", fact.day.description)
        }
      }
    }
  }
}
