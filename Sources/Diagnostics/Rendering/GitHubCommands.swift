/// Writes diagnostics as commands of GitHub's workflows, one a line, which mark the places in a
/// change: `::error file=…,line=…,title=…::message`.
struct GitHubCommands {
  let path: ReportPath
  let source: (_ path: String) -> SourceFile?

  func render(_ diagnostics: [Diagnostic]) -> String { diagnostics.map(command).joined() }

  private func command(_ diagnostic: Diagnostic) -> String {
    let properties = place(diagnostic.span) + [("title", diagnostic.id.rawValue)]
    let list = properties.map { "\($0.0)=\(Self.escaped($0.1, isProperty: true))" }
    let message = Self.escaped(text(of: diagnostic), isProperty: false)
    return "::\(Self.word(diagnostic.severity)) \(list.joined(separator: ","))::\(message)\n"
  }

  private func place(_ span: SourceSpan?) -> [(String, String)] {
    guard let span else { return [] }
    let region = CharacterRegion(span, source: source(span.file))
    var properties = [
      ("file", PrintableText.of(path.path(of: span.file))), ("line", String(region.startLine)),
      ("endLine", String(region.endLine)),
    ]
    // Columns count for places on one line only.
    if region.startLine == region.endLine, let start = region.startColumn,
      let end = region.endColumn
    {
      properties += [("col", String(start)), ("endColumn", String(end))]
    }
    return properties
  }

  private func text(of diagnostic: Diagnostic) -> String {
    let notes = diagnostic.notes.map { note in
      let place = note.span.map { " (\(path.path(of: $0.file)):\($0.start.line))" } ?? ""
      return "note: \(note.text)\(place)"
    }
    let lines = [diagnostic.summary] + notes + diagnostic.help.map { "help: \($0)" }
    // The line breaks between these are the only ones.
    return lines.map(PrintableText.of).joined(separator: "\n")
  }

  private static func word(_ severity: Diagnostic.Severity) -> String {
    switch severity {
    case .error: "error"
    case .warning: "warning"
    case .information: "notice"
    }
  }

  /// Line breaks would end the command, a percent sign begins an escape, and in a property colon and
  /// comma would end it.
  private static func escaped(_ text: String, isProperty: Bool) -> String {
    text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "%": result += "%25"
      case "\r": result += "%0D"
      case "\n": result += "%0A"
      case ":" where isProperty: result += "%3A"
      case "," where isProperty: result += "%2C"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }
}
