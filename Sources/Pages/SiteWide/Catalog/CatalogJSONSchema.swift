import Catalog

/// The JSON Schema (draft 2020-12) of ``CatalogJSON``, made from the schema of the tables.
struct CatalogJSONSchema {
  static let file = "catalog.schema.json"

  let catalog: Catalog
  let terms: DataTerms

  private var termNames: [String] { terms.entries.map(\.key) }

  var text: String {
    var writer = JSONWriter()
    writer.object { json in
      json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      json.member("$id", terms.baseURL + Self.file)
      json.member("title", "\(terms.title): the catalog")
      Self.object(required: ["$schema"] + termNames + ["tables"], in: &json) { json in
        for name in ["$schema"] + termNames {
          json.key(name)
          json.line { $0.member("type", "string") }
        }
        json.key("tables")
        json.object { json in
          Self.object(required: catalog.tables.map(\.schema.name), in: &json) { json in
            for table in catalog.tables {
              json.key(table.schema.name)
              json.object { write(table.schema, into: &$0) }
            }
          }
        }
      }
      json.key("$defs")
      json.object { definitions(into: &$0) }
    }
    return writer.text + "\n"
  }

  private func write(_ table: TableSchema, into json: inout JSONWriter) {
    Self.object(required: ["record_is", "columns", "records"], in: &json) { json in
      json.key("record_is")
      json.line { $0.member("const", table.noun) }
      json.key("columns")
      json.line { json in
        json.member("type", "array")
        json.key("items")
        json.object { $0.member("$ref", "#/$defs/column") }
      }
      json.key("records")
      json.object { json in
        json.member("type", "array")
        json.key("items")
        json.object { json in
          Self.object(required: table.columns.map(\.name), in: &json) { json in
            for column in table.columns {
              json.key(column.name)
              json.line { ColumnRule(column: column).write(into: &$0) }
            }
          }
        }
      }
    }
  }

  private func definitions(into json: inout JSONWriter) {
    json.key("not_stated")
    json.line { json in
      json.member("description", "Nobody has stated the value.")
      json.member("type", "null")
    }
    json.key("not_applicable")
    json.line { json in
      json.member("description", "The question does not apply to this record.")
      json.member("const", ValueFormat.notApplicable)
    }
    json.key("id")
    json.line { json in
      json.member("type", "string")
      json.member("pattern", "^[A-Za-z0-9._-]+$")
    }
    json.key("date")
    json.line { json in
      json.member("description", "A day, or a month or year where no more is known.")
      json.member("type", "string")
      json.member("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
    }
    json.key("column")
    json.object { json in
      let texts = ["name", "label", "type", "meaning"]
      let others = ["unit", "names_record_of", "lists_records_of", "formula"]
      Self.object(required: texts + ["is_computed"], in: &json) { json in
        for name in texts + others {
          json.key(name)
          json.line { $0.member("type", "string") }
        }
        json.key("is_computed")
        json.line { $0.member("type", "boolean") }
      }
    }
  }

  /// Writes the members that describe an object with known members and no others.
  private static func object(
    required: [String], in json: inout JSONWriter, properties: (inout JSONWriter) -> Void
  ) {
    json.member("type", "object")
    json.key("properties")
    json.object(properties)
    json.key("required")
    json.array { json in for name in required { json.string(name) } }
    json.key("additionalProperties")
    json.literal("false")
  }
}

/// What JSON Schema says about the values of one column.
private struct ColumnRule {
  let column: ColumnSchema

  func write(into json: inout JSONWriter) {
    let unit = column.unit.map { " Unit: \($0.symbol)." } ?? ""
    json.member("description", column.meaning + unit)
    if column.kind == .identifier {
      json.member("$ref", "#/$defs/id")
      return
    }
    json.key("anyOf")
    json.array { json in
      json.object { value(into: &$0) }
      if !column.isRequired { json.object { $0.member("$ref", "#/$defs/not_stated") } }
      json.object { $0.member("$ref", "#/$defs/not_applicable") }
    }
  }

  private func value(into json: inout JSONWriter) {
    switch column.kind {
    case .identifier, .reference: json.member("$ref", "#/$defs/id")
    case .text: json.member("type", "string")
    case .flag: json.member("type", "boolean")
    case .date: json.member("$ref", "#/$defs/date")
    case .integer: number("integer", into: &json)
    case .decimal: number("number", into: &json)
    case .choice(let words):
      json.key("enum")
      json.array { json in for word in words { json.string(word) } }
    }
  }

  private func number(_ type: String, into json: inout JSONWriter) {
    json.member("type", type)
    guard let range = column.range else { return }
    json.key("minimum")
    json.literal(ValueFormat.json(.decimal(range.lowerBound)))
    json.key("maximum")
    json.literal(ValueFormat.json(.decimal(range.upperBound)))
  }
}
