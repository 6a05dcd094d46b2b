import Catalog

/// A table of the catalog as comma-separated values.
enum CatalogCSV {
  static func text(of table: Table) -> String {
    var csv = CSVWriter()
    csv.record(table.schema.columns.map(\.name))
    for row in table.rows { csv.record(row.cells.map(ValueFormat.plain)) }
    return csv.text
  }
}

/// What the columns of `data/*.csv` mean and on what terms they may be used, as the W3C's
/// "Metadata Vocabulary for Tabular Data" has it; its section 5.3 gives the place of the file.
struct CatalogCSVMetadata {
  let catalog: Catalog
  let terms: DataTerms

  var text: String {
    var writer = JSONWriter()
    writer.object { json in
      json.key("@context")
      json.array { json in
        json.string("http://www.w3.org/ns/csvw")
        json.line { $0.member("@language", terms.language) }
      }
      json.member("dc:title", "\(terms.title): the catalog")
      json.member("dc:publisher", terms.publisher)
      if !terms.licenceURL.isEmpty {
        json.key("dc:license")
        json.line { $0.member("@id", terms.licenceURL) }
      }
      json.member("dc:rights", terms.attribution)
      json.key("tables")
      json.array { json in
        for table in catalog.tables { json.object { write(table.schema, into: &$0) } }
      }
    }
    return writer.text + "\n"
  }

  private func write(_ table: TableSchema, into json: inout JSONWriter) {
    json.member("url", table.name + ".csv")
    json.member("dc:description", "One record is a \(table.noun).")
    json.key("tableSchema")
    json.object { json in
      json.key("columns")
      json.array { json in
        for column in table.columns { json.line { write(column, into: &$0) } }
      }
      json.member("primaryKey", "id")
    }
  }

  private func write(_ column: ColumnSchema, into json: inout JSONWriter) {
    json.member("name", column.name)
    json.member(
      "titles", column.unit.map { "\(column.label) (\($0.symbol))" } ?? column.label)
    json.member("dc:description", column.meaning)
    json.member("datatype", datatype(column.kind))
    json.key("null")
    json.array { json in
      json.string("")
      json.string(ValueFormat.notApplicable)
    }
  }

  private func datatype(_ kind: ColumnSchema.Kind) -> String {
    switch kind {
    case .integer: "integer"
    case .decimal: "number"
    case .flag: "boolean"
    // Some dates are months or years, so that the type is not `date`.
    case .identifier, .text, .date, .choice, .reference: "string"
    }
  }
}
