/// Writes diagnostics as a log in the Static Analysis Results Interchange Format, version 2.1.0
/// (OASIS), which code scanning reads.
struct SARIFReport {
  let path: ReportPath
  let source: (_ path: String) -> SourceFile?

  func render(_ diagnostics: [Diagnostic]) -> String {
    let ids = Set(diagnostics.map(\.id)).sorted()
    let places = Dictionary(
      ids.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let results = diagnostics.map { result($0, ruleIndex: places[$0.id] ?? 0) }
    return """
      {
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [
          {
            "tool": {
              "driver": {
                "name": "rigbook",
                "rules": \(Self.list(ids.map(rule), indent: 10))
              }
            },
            "columnKind": "unicodeCodePoints",
            "results": \(Self.list(results, indent: 6))
          }
        ]
      }

      """
  }

  private func rule(_ id: Diagnostic.Identifier) -> String {
    var fields = ["\"id\": \(quoted(id.rawValue))"]
    if let kind = DiagnosticKind.of(id) {
      let about = kind.about.replacing("`", with: "'")
      fields.append("\"shortDescription\": \(message(about))")
      let level = quoted(Self.level(kind.severity))
      fields.append("\"defaultConfiguration\": {\"level\": \(level)}")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func result(_ diagnostic: Diagnostic, ruleIndex: Int) -> String {
    let lines = [diagnostic.summary] + diagnostic.help.map { "help: \($0)" }
    var fields = [
      "\"ruleId\": \(quoted(diagnostic.id.rawValue))", "\"ruleIndex\": \(ruleIndex)",
      "\"level\": \(quoted(Self.level(diagnostic.severity)))",
      "\"message\": \(message(lines.joined(separator: "\n")))",
    ]
    if let span = diagnostic.span {
      fields.append("\"locations\": [{\(physicalLocation(span))}]")
    }
    if !diagnostic.notes.isEmpty {
      let notes = diagnostic.notes.enumerated().map { index, note in
        let place = note.span.map { ", " + physicalLocation($0) } ?? ""
        return "{\"id\": \(index), \"message\": \(message(note.text))\(place)}"
      }
      fields.append("\"relatedLocations\": [\(notes.joined(separator: ", "))]")
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private func physicalLocation(_ span: SourceSpan) -> String {
    let region = CharacterRegion(span, source: source(span.file))
    var fields = ["\"startLine\": \(region.startLine)"]
    if let column = region.startColumn { fields.append("\"startColumn\": \(column)") }
    fields.append("\"endLine\": \(region.endLine)")
    if let column = region.endColumn { fields.append("\"endColumn\": \(column)") }
    let artifact = "{\"uri\": \(quoted(path.reference(to: span.file)))}"
    return "\"physicalLocation\": {\"artifactLocation\": \(artifact), "
      + "\"region\": {\(fields.joined(separator: ", "))}}"
  }

  private func message(_ text: String) -> String { "{\"text\": \(quoted(text))}" }

  private func quoted(_ text: String) -> String { DiagnosticJSON.quoted(text) }

  private static func level(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .information: "note"
    }
  }

  private static func list(_ items: [String], indent: Int) -> String {
    guard !items.isEmpty else { return "[]" }
    let space = String(repeating: " ", count: indent)
    return "[\n" + items.map { space + "  " + $0 }.joined(separator: ",\n") + "\n\(space)]"
  }
}
