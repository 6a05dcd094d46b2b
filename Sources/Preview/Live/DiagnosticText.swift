import Diagnostics

/// A diagnostic with its excerpt as JSON for the page that shows it.
struct DiagnosticText {
  private let diagnostic: Diagnostic
  private let source: (String) -> SourceFile?

  init(_ diagnostic: Diagnostic, source: @escaping (String) -> SourceFile?) {
    self.diagnostic = diagnostic
    self.source = source
  }

  var json: String {
    var fields = [
      field("id", diagnostic.id.rawValue), field("severity", diagnostic.severity.rawValue),
      field("summary", diagnostic.summary),
    ]
    fields += place(diagnostic.span)
    let notes = diagnostic.notes.map { note in
      "{\(([field("text", note.text)] + place(note.span)).joined(separator: ","))}"
    }
    fields.append("\"notes\":[\(notes.joined(separator: ","))]")
    fields.append("\"help\":[\(diagnostic.help.map(JSONText.quoted).joined(separator: ","))]")
    return "{\(fields.joined(separator: ","))}"
  }

  private func place(_ span: SourceSpan?) -> [String] {
    guard let span else { return [] }
    var fields = [
      field("file", span.file), "\"line\":\(span.start.line)", "\"column\":\(span.start.column)",
    ]
    if let line = source(span.file)?.line(span.start.line) {
      let window = ExcerptWindow(line: line, span: span)
      fields.append(field("excerpt", window.text))
      fields.append(field("marks", window.indent + window.marks))
    }
    return fields
  }

  private func field(_ name: String, _ value: String) -> String {
    "\"\(name)\":\(JSONText.quoted(value))"
  }
}
