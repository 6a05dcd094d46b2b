import Diagnostics

/// A fault in how records name each other.
enum LinkFault {
  case duplicateID(String, noun: String, first: SourceSpan)
  case repeatedID(String)
  case unknownID(String, noun: String, nearest: String?, otherNoun: String?)
  case duplicateRecord(noun: String, id: String, first: SourceSpan)
  case detailCount(found: Int, expected: Int)

  /// Describes an id that no record of `targets` has: the nearest one, or the kind of record of
  /// another table that has it.
  static func unknown(_ id: String, targets: [Table], _ catalog: Catalog) -> LinkFault {
    let noun = targets.count == 1 ? targets[0].schema.noun : "record"
    let other = catalog.tableName(ofRecord: id).flatMap { catalog.table($0)?.schema.noun }
    let nearest =
      other == nil ? NearestName.of(id, among: targets.lazy.flatMap { $0.ids }) : nil
    return .unknownID(id, noun: noun, nearest: nearest, otherNoun: other)
  }
}

extension LinkFault: CatalogFault {
  func diagnostic(at span: SourceSpan?) -> Diagnostic {
    switch self {
    case .duplicateID(let id, let noun, let first):
      Diagnostic(
        "duplicate-id", "the id '\(id)' is taken by another record", at: span,
        notes: [.init("the \(noun) with this id", at: first)],
        help: ["ids are unique over the whole catalog; choose another"])
    case .repeatedID(let id):
      Diagnostic("repeated-id", "'\(id)' is listed twice", at: span, help: ["remove one"])
    case .unknownID(let id, let noun, let nearest, let otherNoun):
      Diagnostic(
        "unknown-record", "no \(noun) has the id '\(id)'", at: span,
        notes: otherNoun.map { [.init("a \($0) has this id")] } ?? [],
        help: nearest.map { ["did you mean '\($0)'?"] } ?? [])
    case .duplicateRecord(let noun, let id, let first):
      Diagnostic(
        "duplicate-record", "this \(noun) says the same as '\(id)'", at: span,
        notes: [.init("the first", at: first)], help: ["remove one, or tell them apart"])
    case .detailCount(let found, let expected):
      Diagnostic(
        "wrong-source-detail",
        "found \(found) \(found == 1 ? "place" : "places") for \(expected) "
          + (expected == 1 ? "source" : "sources"),
        at: span,
        help: ["separate the places with ';' as the sources are, with '–' where there is none"])
    }
  }
}
