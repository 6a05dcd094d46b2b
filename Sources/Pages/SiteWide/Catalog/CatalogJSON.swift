import Catalog

/// The whole catalog as one JSON document: each table with the meaning of its columns and its
/// records.
struct CatalogJSON {
  static let file = "catalog.json"

  let catalog: Catalog
  let terms: DataTerms

  var text: String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("$schema", terms.baseURL + CatalogJSONSchema.file)
      terms.write(into: &json)
      json.key("tables")
      json.object { json in
        for table in catalog.tables {
          json.key(table.schema.name)
          json.object { write(table, into: &$0) }
        }
      }
    }
    return writer.text + "\n"
  }

  private func write(_ table: Table, into json: inout JSONWriter) {
    json.member("record_is", table.schema.noun)
    json.key("columns")
    json.array { json in
      for column in table.schema.columns { json.line { write(column, into: &$0) } }
    }
    json.key("records")
    json.array { json in
      for row in table.rows {
        json.line { json in
          for (column, cell) in zip(table.schema.columns, row.cells) {
            json.key(column.name)
            json.literal(ValueFormat.json(cell))
          }
        }
      }
    }
  }

  private func write(_ column: ColumnSchema, into json: inout JSONWriter) {
    json.member("name", column.name)
    json.member("label", column.label)
    json.member("type", column.typeName)
    if let unit = column.unit { json.member("unit", unit.symbol) }
    if case .reference(let table) = column.kind { json.member("names_record_of", table) }
    if let table = column.listsIDsOf { json.member("lists_records_of", table) }
    json.member("meaning", column.meaning)
    if let derivation = column.derivation { json.member("formula", derivation.formula) }
    json.key("is_computed")
    json.literal(column.origin == .computed ? "true" : "false")
  }
}

extension ColumnSchema {
  /// What a value of the column is, in one word.
  var typeName: String {
    switch kind {
    case .identifier, .reference: "id"
    case .text: "text"
    case .integer: "integer"
    case .decimal: "number"
    case .flag: "boolean"
    case .date: "date"
    case .choice: "word"
    }
  }
}
