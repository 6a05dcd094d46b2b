import Diagnostics

/// A field that a YAML record must have and lacks.
struct MissingField: CatalogFault {
  var id: String
  var noun: String
  var column: ColumnSchema

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    let record = id.isEmpty ? "the \(noun)" : "'\(id)'"
    return Diagnostic(
      "missing-value", "\(record) lacks '\(column.name)'", at: span, help: [column.meaning])
  }
}

/// A field that no column has.
struct UnknownField: CatalogFault {
  var name: String
  var noun: String
  var known: [String]

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "unknown-field", "unknown field '\(name)' of a \(noun)", at: span,
      help: NearestName.help(for: name, among: known).orElse([
        "known fields are \(known.joined(separator: ", "))"
      ]))
  }
}

/// A number in front of a part of which there is always one.
struct SinglePart: CatalogFault {
  var kind: String

  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    Diagnostic(
      "wrong-part", "a configuration has one \(kind), found a number of them", at: span,
      help: ["write the id alone"])
  }
}
