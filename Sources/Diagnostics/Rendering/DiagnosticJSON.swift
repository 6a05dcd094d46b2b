/// Writes diagnostics as a JSON array, for editors and continuous integration.
enum DiagnosticJSON {
  static func render(_ diagnostics: [Diagnostic]) -> String {
    if diagnostics.isEmpty { return "[]\n" }
    return "[\n" + diagnostics.map { "  " + object(for: $0) }.joined(separator: ",\n") + "\n]\n"
  }

  private static func object(for diagnostic: Diagnostic) -> String {
    var fields = [
      field("id", JSONText.quoted(diagnostic.id.rawValue)),
      field("severity", JSONText.quoted(diagnostic.severity.rawValue)),
      field("summary", JSONText.quoted(diagnostic.summary)),
    ]
    if let span = diagnostic.span { fields.append(field("span", object(for: span))) }
    if !diagnostic.notes.isEmpty {
      fields.append(field("notes", list(diagnostic.notes.map(object(for:)))))
    }
    if !diagnostic.help.isEmpty {
      fields.append(field("help", list(diagnostic.help.map(JSONText.quoted))))
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func object(for note: Diagnostic.Note) -> String {
    var fields = [field("text", JSONText.quoted(note.text))]
    if let span = note.span { fields.append(field("span", object(for: span))) }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func object(for span: SourceSpan) -> String {
    let fields = [
      field("file", JSONText.quoted(span.file)),
      field("line", String(span.start.line)), field("column", String(span.start.column)),
      field("end_line", String(span.end.line)), field("end_column", String(span.end.column)),
    ]
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func field(_ name: String, _ value: String) -> String { "\"\(name)\": \(value)" }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ", ") + "]"
  }
}
