package import Diagnostics

extension PreparedProse {
  /// The names of the queries that the text shows, those in its notes too.
  package var namedQueries: Set<String> {
    var names: Set<String> = []
    for form in forms {
      switch form {
      case .table(.named(let name, _)): names.insert(name.value)
      case .chart(let block):
        if case .named(let name, _) = block.query { names.insert(name.value) }
      case .note(let note): names.formUnion(note.body.namedQueries)
      default: continue
      }
    }
    return names
  }
}

extension NamedQueries {
  /// Reports the queries whose names are not among those that pages show.
  package func unused(besides shown: Set<String>) -> [Diagnostic] {
    names.filter { !shown.contains($0) }.map { name in
      Diagnostic(
        "unused-query", .warning, "no page shows the query '\(name)'",
        at: SourceSpan(file: Self.file(of: name), line: 1),
        help: ["show it with '=table \(name)' or '=chart \(name)', or remove the file"])
    }
  }
}
