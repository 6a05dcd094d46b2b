import Catalog
package import Diagnostics
import Markup

/// What an inline value asks for.
package struct ValueExpression: Sendable {
  package enum Subject: Hashable, Sendable {
    /// `table.id.column`: a cell of a named record.
    case cell(table: String, id: String, column: String)
    /// `this.column`: a cell of the record that the page is about.
    case thisCell(column: String)
    /// A query that gives one row and one column.
    case query(String)
  }

  package var subject: Subject
  /// The expression as written, without the `=`.
  package var text: String
  package var span: SourceSpan
  let place: FormText
}

extension ValueExpression {
  static func read(
    _ form: Form, in page: SourceFile
  ) -> (value: ValueExpression?, faults: [Diagnostic]) {
    let place = FormText(form, in: page)
    let text = place.text.trimmingSpaces()
    guard let subject = subject(of: text, in: place) else {
      let fault = Diagnostic(
        "unknown-expression", "'\(text)' is neither a cell nor a query", at: form.span,
        help: [
          "write `=table.id.column`, `=this.column` or `=select …`",
          "write `\\=…` for code that begins with an equals sign",
        ])
      return (nil, [fault])
    }
    return (ValueExpression(subject: subject, text: text, span: form.span, place: place), [])
  }

  private static func subject(of text: String, in place: FormText) -> Subject? {
    let firstWord = text.prefix { $0.isLetter }.lowercased()
    if firstWord == "select" || firstWord == "with", text.contains(where: \.isWhitespace) {
      return .query(place.text)
    }
    // Ids hold dots (`llama-3.1-8b`): the first and last dots separate.
    guard let first = text.firstIndex(of: "."), let last = text.lastIndex(of: "."),
      !text.contains(where: \.isWhitespace)
    else { return nil }
    let table = String(text[..<first])
    let column = String(text[text.index(after: last)...])
    guard !table.isEmpty, !column.isEmpty else { return nil }
    if first == last { return table == "this" ? .thisCell(column: column) : nil }
    return .cell(
      table: table, id: String(text[text.index(after: first)..<last]), column: column)
  }
}

extension String {
  /// The text without spaces and line breaks at its ends.
  package func trimmingSpaces() -> String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
