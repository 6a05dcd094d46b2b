/// Writes diagnostics as a JSON array, for editors and continuous integration.
enum DiagnosticJSON {
  static func render(_ diagnostics: [Diagnostic]) -> String {
    if diagnostics.isEmpty { return "[]\n" }
    return "[\n" + diagnostics.map { "  " + object(for: $0) }.joined(separator: ",\n") + "\n]\n"
  }

  private static func object(for diagnostic: Diagnostic) -> String {
    var fields = [
      field("id", quoted(diagnostic.id.rawValue)),
      field("severity", quoted(diagnostic.severity.rawValue)),
      field("summary", quoted(diagnostic.summary)),
    ]
    if let span = diagnostic.span { fields.append(field("span", object(for: span))) }
    if !diagnostic.notes.isEmpty {
      fields.append(field("notes", list(diagnostic.notes.map(object(for:)))))
    }
    if !diagnostic.help.isEmpty {
      fields.append(field("help", list(diagnostic.help.map(quoted))))
    }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func object(for note: Diagnostic.Note) -> String {
    var fields = [field("text", quoted(note.text))]
    if let span = note.span { fields.append(field("span", object(for: span))) }
    return "{" + fields.joined(separator: ", ") + "}"
  }

  private static func object(for span: SourceSpan) -> String {
    let fields = [
      field("file", quoted(span.file)),
      field("line", String(span.start.line)), field("column", String(span.start.column)),
      field("end_line", String(span.end.line)), field("end_column", String(span.end.column)),
    ]
    return "{" + fields.joined(separator: ", ") + "}"
  }

  /// Returns a string literal that is harmless on a terminal too.
  static func quoted(_ text: String) -> String {
    JSONText.quoted(text).unicodeScalars.reduce(into: "") { result, scalar in
      if PrintableText.isHarmless(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      }
    }
  }

  private static func field(_ name: String, _ value: String) -> String { "\"\(name)\": \(value)" }

  private static func list(_ items: [String]) -> String {
    "[" + items.joined(separator: ", ") + "]"
  }
}
